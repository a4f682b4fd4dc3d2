import type { Translated } from '../keys.ts';
import type { verbs as english } from '../en/verbs.ts';

export const verbs: Translated<typeof english> = {
  label: 'Acciones posibles',
  more_one: '{{count}} acción más',
  more_many: '{{count}} de acciones más',
  more_other: '{{count}} acciones más',
  moreNone: '{{count}} acciones más, ninguna posible ahora',
  fewer: 'Menos acciones',
  word: {
    check: 'Comprobar',
    release: 'Liberar',
    refund: 'Reembolsar',
    stop: 'Detener',
    retry: 'Reintentar',
    attachEvidence: 'Adjuntar evidencia',
    declareNotDone: 'Declarar no realizada',
    recordReturn: 'Registrar devolución',
    recordRelease: 'Registrar liberación',
    setRefundAddress: 'Fijar dirección de reembolso',
    migrate: 'Migrar',
    cancel: 'Anular',
    giveUp: 'Dar por fallido',
    askPayer: 'Enlace nuevo',
    payBack: 'Devolver…',
    accelerate: 'Acelerar',
    takeBack: 'Retirar',
  },
  withAmount: { release: 'Liberar {{amount}}', refund: 'Reembolsar {{amount}}' },
  done: {
    stopped: 'Detenido. No ha salido nada.',
    asked: 'Se consultó al proveedor.',
    became: '{{what}}: {{state}}.',
  },
  undo: {
    hold: 'Retención de {{amount}} a {{whom}}', release: 'Liberación de {{amount}} a {{whom}}',
    refund: 'Reembolso de {{amount}} a {{whom}}', payout: 'Desembolso de {{amount}} a {{whom}}',
    purchase: 'Compra de {{amount}} para {{whom}}', leavesIn: 'sale en {{seconds}} s',
    leaving: 'está saliendo', stop: 'Detener',
  },
  sheet: {
    amount: 'Importe', allHeld: 'Vacío significa todo lo retenido, {{amount}}.',
    allPaid: 'Vacío significa todo lo que puede devolverse, {{amount}}.',
    reading: 'Se está leyendo lo que puede devolverse.',
    tokens: 'Importe en AITBC', tokensFor: 'Por cuánto es el pago nuevo.',
    evidence: 'Evidencia',
    evidenceHint: 'El id de transacción, la dirección o el id de garantía que lo demuestra.',
    address: 'Dirección de reembolso',
    addressHint: 'La red de pago la comprueba antes de guardarla.',
    reason: 'Motivo', reasonHint: 'Queda en el historial del pago y en el registro de auditoría.',
    reasonNeeded: 'Hace falta un motivo.',
    second: 'Un segundo operador confirma, con su propio nombre y contraseña',
    secondCode: 'Código de su aplicación, si tiene una',
    secondNeeded: 'Falta la confirmación del segundo operador.',
  },
  wrong: {
    amount: 'Escribir un importe, o dejarlo vacío para todo.',
    tokens: 'Escribir por cuánto AITBC es el pago nuevo.',
    reference: 'Escribir el id de transacción, la dirección o el id de garantía que lo demuestra.',
    address: 'Escribir la dirección a la que van los reembolsos.',
  },
  review: {
    rail: 'Red', over: '{{rail}}, por {{connection}}', noConnection: 'ninguna conexión todavía',
    from: 'De', escrow: 'Depósito en garantía', heldBy: 'retenido por {{connection}}',
    nobody: 'nadie todavía', without: '{{owner}}, {{why}}', amount: 'Importe', fee: 'Comisión',
    noFee: 'ninguna', net: 'Neto', to: 'A', refundTo: 'Reembolso a',
    providerKnows: 'en la cuenta que consta al proveedor',
    atProvider: 'de vuelta a la cuenta que consta al proveedor',
    leaves: 'Sale', leavesAfter: '10 segundos después de confirmar; hasta entonces puede detenerse',
    noRefundAddress: 'no consta ninguna dirección de reembolso',
    noAddress: 'no consta ninguna dirección', payee: 'Beneficiario',
    presentAddress: 'Dirección actual', noneRecorded: 'no consta ninguna',
    lastAnswer: 'Última respuesta', noAnswer: 'ninguna',
    releaseTo: 'Liberar {{amount}} a {{payee}}',
    refundToPayer: 'Reembolsar {{amount}} a {{payer}}',
    migrate: 'Reembolsar {{amount}} y migrar', migrateTitle: 'Migrar {{amount}} a AITBC',
    retry: 'Reintentar la operación: {{kind}} de {{amount}}',
    askPayer: 'Pedir un enlace nuevo',
    askPayerTitle: 'Volver a pedir a {{payer}} que pague {{amount}}',
    payBack: 'Devolver {{amount}}', payBackTo: 'Devolver {{amount}} a {{payer}}',
    feesOnTop: 'aparte, a cargo de {{payee}}; la cotización las indica antes de autorizar nada',
    feesOfWallet: 'las indica el monedero del pagador con la nueva cotización',
    consent: 'Autorización',
    byPayee: '{{payee}} autoriza en su propio monedero, con un enlace propio',
    byPayer: '{{payer}} autoriza en su propio monedero, con el enlace nuevo',
    atMost: 'Como máximo',
    ofPayment: '{{verb}}: pago de {{amount}} a {{payee}}',
    ofOperation: '{{verb}}: {{kind}} de {{amount}}',
  },
  finality: {
    migrate: 'El pago en Bitcoin se reembolsa entero y se le enlaza un pago nuevo en AITBC a '
      + '{{payee}}. El reembolso no puede revertirse una vez enviado.',
    retryDead: 'Está demostrado que no se recibió. Se envía de nuevo con su misma clave.',
    retryRefused: 'El proveedor la rechazó y está demostrado. Se crea una operación nueva con una '
      + 'clave nueva.',
    cancel: 'No se ha movido dinero. El pago termina y no vuelve a cambiar.',
    giveUp: 'El pago termina como fallido y no vuelve a cambiar. Está demostrado que no hay dinero '
      + 'fuera.',
    attachEvidence: 'La operación sin confirmar se liquida con esta evidencia. Responden de ello '
      + 'dos operadores, y no puede revertirse.',
    declareNotDone: 'La operación sin confirmar cuenta como no realizada por la palabra de dos '
      + 'operadores. Si el dinero sí se movió, podría pagarse dos veces.',
    recordReturn: 'No se envía nada: el pago termina como reembolsado, porque el proveedor '
      + 'devolvió el dinero por su cuenta. Responden de la transacción dos operadores, y no puede '
      + 'revertirse.',
    recordRelease: 'No se envía nada: el pago termina como liberado, porque el proveedor lo pagó '
      + 'por su cuenta. Responden de la transacción dos operadores, y no puede revertirse.',
    askPayer: 'Con esto no se paga nada. Se piden al monedero una cotización y un enlace nuevos, y '
      + 'el enlace actual deja de servir.',
    payBack: 'Con esto aún no se paga nada: se crea un pago enlazado en sentido contrario, cuyo '
      + 'propio enlace espera autorización. Una vez pagado, no puede revertirse.',
    accelerate: 'Se pide al proveedor que ofrezca más a la red. No se paga dos veces: sigue siendo '
      + 'el mismo pago.',
    takeBack: 'Se pide al proveedor que lo retire. Puede haber llegado igualmente: antes de nada '
      + 'se averigua qué fue de él.',
    setRefundAddress: 'Los reembolsos de este pago van a la dirección nueva. Responden de ello dos '
      + 'operadores.',
  },
};
