import type { Translated } from '../keys.ts';
import type { reconciliation as english } from '../en/reconciliation.ts';

export const reconciliation: Translated<typeof english> = {
  title: 'Conciliación',
  text: 'Lo que nuestro libro mayor dice haber pagado, lo que enumera Circle y lo que muestra la '
    + 'cadena.',
  treasury: 'Tesorería', from: 'Desde, UTC', to: 'Hasta, UTC', compare: 'Comparar',
  comparing: 'Se consulta a Circle y a la cadena. Puede tardar un minuto.',
  wrong: 'El primer día es posterior al último.',
  none: 'Aún no se ha comparado nada',
  noneText: 'Elegir un periodo y comparar. No cambia nada.',
  noTreasury: 'No hay tesorería configurada',
  noTreasuryText: 'Añadir una conexión con Circle en los ajustes.',
  equal: 'Los tres coinciden',
  equalText_one: 'El único desembolso del periodo es igual en los tres.',
  equalText_other: 'Los {{count}} desembolsos del periodo son iguales en los tres.',
  equalText_many: 'Los {{count}} de desembolsos del periodo son iguales en los tres.',
  empty: 'Ningún desembolso en este periodo',
  emptyText: 'Ni Circle ni la cadena movieron nada nuestro en él.',
  some_one: '{{count}} diferencia', some_other: '{{count}} diferencias',
  some_many: '{{count}} de diferencias',
  agreed: 'coinciden {{agreed}} de {{all}}',
  part: 'La lista de Circle es más larga de lo que lee una comparación; elegir un periodo más '
    + 'corto para ver el resto.',
  onlyDifferent: 'Solo diferencias', asked: 'Comparado <when/>',
  list: 'Desembolsos del periodo',
  columns: {
    what: 'Qué difiere', ledger: 'Nuestro mayor', provider: 'Circle', chain: 'Cadena',
    at: 'Cuándo', payment: 'Pago', reference: 'Referencia', account: 'Cuenta',
    hash: 'Transacción', block: 'Bloque', amount: 'Importe', state: 'Estado',
  },
  same: 'Coinciden', absent: 'no consta', success: 'Minada', reverted: 'Revertida',
  difference: {
    'missing-here': 'Pagado sin nosotros: ningún pago de aquí tiene esta clave',
    'missing-at-provider': 'Circle no lo enumera',
    'missing-on-chain': 'Circle lo da por completo y la cadena no muestra nada',
    'failed-but-mined': 'Circle dice que falló y la cadena muestra que se pagó',
    'paid-here-only': 'Pagado en nuestro mayor, no en la cadena',
    'paid-there-only': 'Pagado allí, aún no en nuestro mayor',
    'amount-differs': 'Los importes difieren', 'account-differs': 'Las cuentas difieren',
  },
  one: 'Desembolso {{reference}}',
};
