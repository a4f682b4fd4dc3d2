import type { Translated } from '../keys.ts';
import type { payouts as english } from '../en/payouts.ts';

export const payouts: Translated<typeof english> = {
  title: 'Desembolsos',
  tabs: {
    label: 'Desembolsos', ready: 'Listos para enviar', wallets: 'Monederos de beneficiarios',
    import: 'Importar CSV', reconciliation: 'Conciliación',
  },
  ready: {
    search: 'Buscar en lo que espera', prompt: 'Beneficiario, tarea, cuenta o id',
    columns: {
      fee: 'Comisión', account: 'Cuenta', age: 'Espera desde', why: 'Por qué espera',
    },
    byPolicy: 'Una persona deja salir cada desembolso',
    none: 'Nada espera para enviarse',
    noneText: 'Una tarea completada aparece aquí cuando una persona tiene que dejar salir su '
      + 'desembolso o revisarlo antes. Aquí esperan también los desembolsos de un archivo.',
    filtered: 'Nada de lo que espera coincide', filteredText: 'Buscar con otra palabra.',
    importFile: 'Importar un archivo', payOut: 'Desembolsar…', selectedNet: 'paga <amount/>',
  },
  treasury: {
    title: 'Tesorería', besides: 'Y además', available: 'Disponible para desembolsos',
    reserve: 'Reservado para comisiones de red', asked: 'Consultado <when/>',
    again: 'Consultar de nuevo',
    none: 'No hay tesorería configurada',
    noneText: 'Los desembolsos necesitan una conexión con Circle y un monedero que pague. '
      + 'Añadirla en los ajustes.',
    open: 'Abrir conexiones', silent: 'No se conoce el saldo',
    asking: 'Consultando al proveedor…',
  },
  review: {
    title_one: 'Desembolsar {{count}} pago', title_other: 'Desembolsar {{count}} pagos',
    title_many: 'Desembolsar {{count}} de pagos',
    finality: 'Cada desembolso sale por separado, es definitivo un segundo después de enviarse y '
      + 'no puede revertirse. Una pausa detiene lo que aún no ha empezado.',
    none: 'Ninguno de estos puede desembolsarse.',
    payments: 'Pagos', totals: 'Pagado a beneficiarios', fees: 'Comisiones cobradas',
    largest: 'El mayor', payees: 'Beneficiarios', newPayees: 'Nunca pagados antes',
    looks: 'Esperaban una revisión', looksNone: 'ninguno', looked: '{{number}}: {{why}}',
    leftOut: 'Excluidos', before: '{{name}}, antes', after: '{{name}}, después',
    unknown: 'no se conoce ahora',
    short: 'Es menos de lo reservado para comisiones de red. Algunos desembolsos serán rechazados.',
    typed: 'Escribir el total en {{asset}}',
    typedHint: 'Supera el límite de un desembolso: {{total}}',
    typedMissing: 'Escribir antes el total.',
    alikeTitle: 'Cuentas que se parecen',
    alike: '<who/> cobra en <account/>, que se parece a <other/> de <name/>.',
  },
  reason: {
    future: 'consta como completada en el futuro', old: 'se completó hace demasiado tiempo',
    pace: 'se anunciaron {{count}} tareas de este beneficiario en un día',
    thrice: 'supera el triple del importe habitual',
    twice: 'supera el doble del importe habitual',
    week: 'el beneficiario se conoce desde hace menos de una semana',
    duration: 'su duración no está entre un minuto y ocho horas',
    success: 'se pagaron menos de cuatro de cada cinco tareas de este beneficiario',
    alike: 'la cuenta se parece a la de otra persona',
    rating: 'el trabajo recibió la nota más baja', above: 'supera {{amount}}',
    first: 'es el primer desembolso a esta cuenta y supera {{amount}}',
    changed: 'la cuenta del beneficiario cambió hace menos de un día',
  },
  verb: {
    payOut: 'Desembolsar', payOutAmount: 'Desembolsar {{amount}}',
    payOutTo: 'Desembolsar {{amount}} a {{payee}}', from: 'la tesorería',
    networkFee: 'Comisión de red', networkFeeFrom: 'una fracción de céntimo, de la tesorería',
    backTitle: 'Devolver {{amount}} desde el monedero de {{payee}}',
    networkFeePayee: 'una fracción de céntimo, del monedero del beneficiario',
    backWallet: 'lo guarda {{connection}} para nosotros; al beneficiario no se le pregunta',
    backFinality: 'Se crea un pago enlazado en sentido contrario. Una vez salido, es tan '
      + 'definitivo como lo fue el desembolso.',
    charged: 'Cargado a {{marketplace}}',
  },
  facts: {
    gross: 'Cargado a la plataforma', fee: 'Comisión', net: 'Pagado al beneficiario',
    noFee: 'ninguna', networkFee: 'Comisión de red', networkFeeNone: 'se conoce una vez pagado',
    wallet: 'Monedero del beneficiario', score: 'Puntuación {{score}}',
    identity: 'Identidad del pago',
    added: 'Añadido por <who/> <when/>', changed: 'Esta cuenta desde <when/>',
    task: 'Tarea',
  },
  look: {
    title: 'Revisar antes de pagar', stuck: 'El desembolso está atascado',
    stuckText: 'La red lo recibió y no lo admite (visto <when/>). Acelerarlo ofrece una comisión '
      + 'de red mayor por el mismo pago; retirarlo puede llegar tarde.',
    newTitle: 'Este beneficiario nunca ha cobrado',
    newText: 'La cuenta es <account/>. Compararla con lo que el beneficiario comunicó por otra '
      + 'vía antes de dejarlo salir.',
    alikeTitle: 'La cuenta se parece a la de otro beneficiario',
    alike: 'Se parece a <other/> de <name/>. Compararlas carácter por carácter.',
  },
  proof: {
    title: 'Las dos pruebas', provider: 'Registro de Circle', chain: 'Recibo en la cadena',
    state: 'Estado', amount: 'Importe', account: 'A', hash: 'Transacción', block: 'Bloque',
    fee: 'Comisión de red', id: 'Transferencia', at: 'Hecha', chainId: 'Cadena',
    genesis: 'Bloque génesis', blockHash: 'Hash del bloque', log: 'Registro',
    logOf: '{{number}} de <emitter/>', payer: 'Comisión pagada por',
    agree: 'Ambas nombran la misma transacción.',
    differ: 'Nombran transacciones distintas. Comprobarlo antes de pagar nada más.',
    explorer: 'Abrir en el explorador',
    sandbox: 'La cadena del entorno de pruebas es propia: ningún explorador público la muestra.',
  },
};
