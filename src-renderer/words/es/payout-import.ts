import type { Translated } from '../keys.ts';
import type { payoutImport as english } from '../en/payout-import.ts';

export const payoutImport: Translated<typeof english> = {
  title: 'Importar desembolsos', choose: 'Elegir un archivo CSV…',
  other: 'Otro archivo…', marketplace: 'Plataforma',
  text: 'Un archivo con una línea de encabezados y un desembolso por línea. Desde aquí no se '
    + 'envía nada: los desembolsos que crea esperan en Listos para enviar.',
  none: 'No se ha elegido ningún archivo',
  noneText: 'Necesita al menos una columna con la referencia del beneficiario y otra con el '
    + 'importe. El mismo archivo puede importarse de nuevo: nada se paga dos veces.',
  marketplaceFirst: 'Añadir antes una plataforma en los ajustes: los desembolsos son de una.',
  problem: {
    large: 'El archivo ocupa más de {{size}}.', rows: 'El archivo tiene más de {{count}} filas.',
    empty: 'El archivo no tiene filas.',
    headers: 'Dos columnas tienen el mismo encabezado: {{name}}.',
    unread: 'El archivo no puede leerse como CSV: {{why}}',
    text: 'El archivo no es texto UTF-8.',
  },
  rows_one: '{{count}} fila', rows_other: '{{count}} filas', rows_many: '{{count}} de filas',
  mapping: {
    remembered: 'Como en el último archivo con estos encabezados.',
    notMapped: 'ninguna', example: 'primera fila: {{value}}',
    field: {
      payee: 'Referencia del beneficiario', amount: 'Importe', asset: 'Moneda', task: 'Tarea',
      title: 'Concepto', completed: 'Completada', key: 'Clave propia',
    },
    hint: {
      asset: 'Sin ella: USDC.',
      task: 'Nombra el pago para siempre: una tarea se paga una vez, en el archivo que sea.',
      key: 'Nombra el pago para siempre en lugar de la tarea o la fila.',
      completed: 'Sin ella: ahora.',
    },
    needed: 'Elegir las columnas de beneficiario e importe.',
    identityFile: 'Cada fila se reconoce por este archivo y por su lugar, beneficiario e importe.',
  },
  columns: {
    row: 'Fila', payee: 'Beneficiario', amount: 'Importe', asset: 'Moneda', task: 'Tarea',
    title: 'Concepto', completed: 'Completada', key: 'Clave', fee: 'Comisión', net: 'Neto',
    what: 'Qué pasaría',
  },
  cell: {
    needed: 'hace falta', amount: 'no es un importe como 12.50',
    precise: 'como máximo {{places}} decimales', asset: 'no es USDC ni EURC',
    long: 'como máximo {{count}} caracteres', date: 'no es una fecha como 2026-11-21',
    same: 'igual que la fila {{row}}',
    at: '{{column}}: {{problem}}', atRow: '{{column}}, fila {{row}}: {{problem}}',
  },
  show: {
    label: 'Mostrar', all: 'Todas', wrong: 'Por corregir', refused: 'Rechazadas',
    looks: 'Con una nota',
  },
  dryRun: 'Probar', dryRunAgain: 'Probar de nuevo', trying: 'Probando {{done}} de {{of}}',
  toFix_one: 'Hay que corregir antes {{count}} fila.',
  toFix_other: 'Hay que corregir antes {{count}} filas.',
  toFix_many: 'Hay que corregir antes {{count}} de filas.',
  leaveOut: 'Excluir las filas con errores',
  state: {
    wrong: 'Corregir las celdas marcadas', untried: 'Sin probar todavía',
    payable: 'Se planificaría', look: 'Se planificaría. Nota: {{why}}',
    present: 'Ya tiene un pago', refused: 'Rechazada: {{why}}', planned: 'Planificado',
    repeated: 'Planificado antes',
  },
  newPayee: 'beneficiario nuevo', open: 'abrir',
  plan: 'Planificar desembolsos…',
  review: {
    title_one: 'Planificar {{count}} desembolso', title_other: 'Planificar {{count}} desembolsos',
    title_many: 'Planificar {{count}} de desembolsos',
    payouts: 'Desembolsos', gross: 'Cargado', fees: 'Comisiones', net: 'Pagado a beneficiarios',
    largest: 'El mayor', largestOf: '<amount/> a <payee/>', payees: 'Beneficiarios',
    newPayees: 'Nunca pagados antes', looks: 'Con una nota', present: 'Planificados antes',
    refused: 'Excluidas',
    finality: 'Aún no se envía nada: los desembolsos esperan en Listos para enviar hasta que '
      + 'alguien los deja salir.',
    confirm: 'Planificarlos',
  },
  progress: {
    label: 'Planificando', done: '{{done}} de {{of}} filas', stopped: 'Detenido: {{why}}',
    goOn: 'Continuar', safe: 'Lo planificado queda planificado. Continuar, o importar el mismo '
      + 'archivo de nuevo, no lo planifica dos veces.',
    ended: 'Todas las filas están hechas', planned_one: '{{count}} desembolso planificado',
    planned_other: '{{count}} desembolsos planificados',
    planned_many: '{{count}} de desembolsos planificados',
    repeated: '{{count}} se planificaron antes', refused: '{{count}} se rechazaron',
    payOut: 'Desembolsar…', ready: 'Ver lo que está listo',
  },
};
