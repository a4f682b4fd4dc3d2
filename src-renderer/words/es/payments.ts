import type { Translated } from '../keys.ts';
import type { payments as english } from '../en/payments.ts';

export const payments: Translated<typeof english> = {
  title: 'Pagos',
  next: 'Próximo paso',
  needsPerson: 'requiere una persona',
  nextEvent: '<when/>, <what/>',
  filter: {
    search: 'Buscar pagos', prompt: 'Id, hash, beneficiario o trabajo',
    from: 'Creado desde, UTC', to: 'Creado hasta, UTC', between: 'a', rail: 'Red',
    attention: 'Atención', person: 'Requiere una persona', status: 'Estado',
    clear: 'Quitar filtros',
  },
  exportCsv: 'Exportar CSV',
  fresh_one: '{{count}} nuevo, mostrar',
  fresh_other: '{{count}} nuevos, mostrar',
  freshMore: '{{number}} o más nuevos, mostrar',
  none: {
    title: 'Todavía no hay pagos',
    text: 'Los crea una plataforma: cada trabajo que envía al receptor recibe aquí un pago.',
    key: 'Crear una clave', filtered: 'Ningún pago coincide con estos filtros',
    takeAway: 'Quitar un filtro o verlos todos.', all: 'Mostrar todos los pagos',
  },
  selection: {
    everything: 'Todos los que coinciden con el filtro', some_one: '{{count}} seleccionado',
    some_other: '{{count}} seleccionados', held: 'retenido <amount/>',
    counted: 'se cuentan y suman antes de confirmar',
    all: 'Seleccionar todos los que coinciden con el filtro',
    release: 'Liberar…', refund: 'Reembolsar…', clear: 'Quitar selección',
  },
  batch: {
    release_one: 'Liberar {{count}} pago', release_many: 'Liberar {{count}} de pagos',
    release_other: 'Liberar {{count}} pagos',
    refund_one: 'Reembolsar {{count}} pago', refund_many: 'Reembolsar {{count}} de pagos',
    refund_other: 'Reembolsar {{count}} pagos',
    releaseFinality: 'Cada liberación sale por separado y no puede revertirse una vez enviada. '
      + 'Una pausa retiene lo que aún no se ha iniciado.',
    refundFinality: 'Cada reembolso sale por separado y no puede revertirse una vez enviado. '
      + 'Una pausa retiene lo que aún no se ha iniciado.',
    noneReleasable: 'Ninguno de estos puede liberarse.',
    noneRefundable: 'Ninguno de estos puede reembolsarse.',
    payments: 'Pagos', totals: 'Totales', largest: 'El mayor', fee: 'Comisión',
    leftOut: 'Excluidos', refused: '{{number}}: {{why}}',
    share: 'Parte de lo retenido', shareOf: '{{percent}} de todo lo retenido en {{asset}}',
    payees: 'Beneficiarios', newPayees: 'Nunca pagados antes',
    allKnown: 'todos recibieron pagos antes', andMore: '{{names}} y {{count}} más',
    each: 'Cada pago', what: 'Qué ocurriría', willMove: 'se envía', isNew: 'beneficiario nuevo',
  },
};
