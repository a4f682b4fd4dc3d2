import type { Translated } from '../keys.ts';
import type { wallets as english } from '../en/wallets.ts';

export const wallets: Translated<typeof english> = {
  title: 'Monederos de beneficiarios',
  search: 'Buscar monederos', prompt: 'Nombre, referencia o cuenta',
  add: 'Añadir un monedero', one: 'Monedero de {{name}}', edit: 'Cambiar',
  back: 'Monederos de beneficiarios',
  none: 'Ningún beneficiario tiene monedero todavía',
  noneText: 'A un beneficiario se le paga en un monedero: una cuenta propia o una que Circle crea '
    + 'para él. Sin monedero, sus tareas se rechazan.',
  filtered: 'Ningún monedero coincide', filteredText: 'Buscar con otra parte.',
  columns: {
    name: 'Nombre', reference: 'Referencia', marketplace: 'Plataforma', account: 'Cuenta',
    origin: 'Origen', score: 'Puntuación', since: 'Cuenta desde', addedBy: 'Añadido por',
    state: 'Estado',
  },
  origin: { created: 'De Circle', imported: 'Del beneficiario' },
  inUse: 'En uso', off: 'Apagado',
  copy: 'cuenta',
  form: {
    reference: 'Referencia',
    referenceHint: 'El id que la plataforma da a este beneficiario. No cambia.',
    referenceWrong: 'Hasta 64 letras, cifras, puntos, dos puntos, guiones y guiones bajos.',
    name: 'Nombre', nameHint: 'Se muestra junto a la referencia; vacío: solo la referencia.',
    which: 'Qué cuenta', make: 'Que Circle cree una', bring: 'El beneficiario aporta una',
    keep: 'Conservar la actual',
    makeHint: 'Circle guarda su clave. Desde ella se puede recuperar dinero.',
    account: 'Cuenta', accountHint: '0x y 40 cifras, entera. Se comprueba antes de guardarla.',
    accountNeeded: 'Hace falta una cuenta.',
    looking: 'Comprobándola…', theirs: 'Se le puede pagar, y es del beneficiario.',
    ours: 'Se le puede pagar, y Circle la guarda para nosotros.',
    alikeTitle: 'Esta cuenta se parece a la de otro beneficiario',
    alike: '<other/> de <name/>. Compararlas carácter por carácter antes de guardar.',
    confirmed: 'Comparadas: es otra cuenta.',
    confirmedNeeded: 'Comparar antes las cuentas y confirmarlo.',
    enabled: 'En uso',
    enabledHint: 'Apagado: las tareas de este beneficiario se rechazan; lo que está en camino '
      + 'sigue.',
    moved: 'Asegurarse, por otra vía, de que el beneficiario lo pidió. Los desembolsos a una '
      + 'cuenta cambiada se revisan durante un día, si la plataforma tiene puesto ese freno.',
  },
  file: {
    facts: 'En breve', account: 'Cuenta', origin: 'Origen', score: 'Puntuación',
    payments: 'Pagados', recent: 'Pagados en 30 días', volume: 'Volumen en 30 días',
    failed: 'Fallidos', lastPaid: 'Último pago', never: 'nunca', volumeNone: 'nada',
    newTitle: 'El primer desembolso a este beneficiario está por venir',
    newText: 'Comparar la cuenta con lo que el beneficiario comunicó por otra vía. Una persona '
      + 'revisa los primeros desembolsos de quien es nuevo aquí.',
    alikeTitle: 'Cuentas que se parecen',
    alike: '<other/> de <name/> se le parece. Compararlas carácter por carácter.',
    dossier: 'Todo sobre este beneficiario',
    changes: 'Quién fijó esta cuenta',
    changesNone: 'El registro de auditoría aún no dice nada de ella.',
    change: {
      when: 'Cuándo', who: 'Quién', what: 'Qué', account: 'Cuenta', created: 'Añadido',
      changed: 'Cuenta cambiada', kept: 'Cambiado, misma cuenta',
    },
    moves: 'Movimientos de la puntuación',
    movesNone: 'La puntuación aún no se ha movido: cada tarea pagada la aumenta.',
    move: {
      when: 'Cuándo', task: 'Tarea', delta: 'Cambio', after: 'Puntuación', payment: 'Pago',
    },
    delta: '+{{delta}}', wallet: 'Abrir el monedero',
    panel: 'Monedero',
  },
};
