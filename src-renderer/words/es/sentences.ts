import type { sentences as english } from '../../../src-main/contract/sentences.ts';
import type { Translated } from '../keys.ts';

/** Sentences that the engine composes. Operations of any kind stand in them without an article. */
export const sentences: Translated<typeof english> = {
  word: {
    hold: 'retención', release: 'liberación', refund: 'reembolso', payout: 'desembolso',
    purchase: 'compra', provider: 'el proveedor', escrow: 'depósito en garantía',
    planned: 'en preparación', scheduled: 'a la espera de envío', dispatching: 'enviándose',
    submitted: 'en manos del proveedor', unclear: 'resultado sin confirmar',
    settled: 'realizado y demostrado', rejected: 'rechazo del proveedor',
    cancelled: 'sin efecto',
    consentPreparing: 'se pide una cotización y un enlace',
    consentAsked: 'quien paga tiene el enlace',
    consentDeclined: 'dicen que quien paga se negó', consentReturned: 'quien paga ha vuelto',
    consentGranted: 'quien paga aceptó', endDeclined: 'quien paga se negó',
    endLapsed: 'nadie usó el enlace a tiempo', endReplaced: 'lo sustituye un enlace más nuevo',
    endWithdrawn: 'sin efecto', endRefused: 'el proveedor se negó',
    endUsed: 'cerrado tras el desembolso',
  },
  where: {
    unclear: 'No se sabe si esta operación se realizó en {{by}}: {{act}} de {{amount}}.',
    released: 'Se liberaron {{amount}} a {{payee}}.',
    split: 'Se liberaron {{amount}} a {{payee}}, y {{back}} volvieron a {{to}}.',
    refunded: '{{amount}} volvieron a {{to}}.',
    cancelled: 'El pago se anuló antes de que se moviera dinero.',
    failed: 'El pago se dio por fallido; no hay dinero fuera.',
    requested: 'Se van a retener {{amount}}; aún no se ha enviado nada.',
    asking: '{{payer}} debe pagar {{amount}} a {{payee}}; se está pidiendo un enlace.',
    asked: '{{payer}} tiene un enlace para pagar {{amount}} a {{payee}}; aún no se pagó nada.',
    agreed: '{{payer}} autorizó pagar {{amount}} a {{payee}}; aún no ha salido.',
    unasked: 'Se pidió a {{payer}} pagar {{amount}} a {{payee}} y el enlace ya no sirve; no se \
pagó nada.',
    open: '{{payee}} pide {{amount}}; aún no ha llegado nada.',
    paying: '{{amount}} van en camino de {{payer}} a {{payee}}.',
    paid: '{{amount}} llegaron a {{payee}}.',
    paidPart: '{{amount}} de {{whole}} llegaron a {{payee}}; el resto no.',
    notPaid: 'Nada llegó a {{payee}}: {{why}}.',
    ready: 'Se deben {{amount}} a {{payee}}; aún no se ha enviado nada.',
    leaving: '{{amount}} están a punto de salir de la tesorería hacia {{payee}}.',
    leavingBack: '{{amount}} están a punto de salir del monedero de {{payer}} hacia la tesorería.',
    goingBack: '{{amount}} van en camino del monedero de {{payer}} de vuelta a la tesorería.',
    onChain: '{{amount}} van en camino de la tesorería a {{payee}}.',
    stuck: '{{amount}} para {{payee}} están atascados en el camino; nada dice aún que llegaran.',
    holding: 'Se están reteniendo {{amount}} por {{by}}.',
    nothing: 'No hay nada retenido: {{why}}.',
    holdFailed: 'No hay nada retenido: la retención falló.',
    held: '{{amount}} están retenidos en {{place}} por {{by}}.',
    heldLeaving:
      '{{amount}} están retenidos en {{place}} por {{by}}; por salir: {{act}} de {{moving}}.',
    heldMoving:
      '{{amount}} están retenidos en {{place}} por {{by}}; en camino: {{act}} de {{moving}}.',
  },
  then: {
    sent: 'Próximo envío ({{act}}): {{at}}.',
    returns: 'El proveedor lo devuelve por sí mismo; se le pregunta el {{at}} si lo hizo.',
    sending: 'Enviándose: {{act}}.',
    asked: 'Se vuelve a consultar al proveedor el {{at}}.',
    dead: 'Nada ocurre por sí solo: no se pudo enviar ({{act}}) y espera a una persona.',
    cannotSay: 'Nada ocurre por sí solo: el proveedor no puede decirlo, así que debe decidir una '
      + 'persona.',
    link: 'Si {{payer}} no usa el enlace, el pago termina sin pagarse el {{at}}.',
    address: 'Nada ocurre hasta que dos operadores aporten una dirección de reembolso.',
    jobEnds: 'Si nadie actúa, el trabajo termina y el dinero vuelve a {{to}} el {{at}}.',
    refund: 'Si nadie actúa, el dinero vuelve a {{to}} el {{at}}.',
    release: 'Si nadie actúa, se libera a {{payee}} el {{at}}.',
    ask: 'Si nadie actúa, se pregunta a una persona el {{at}}.',
    decide: 'Nada ocurre por sí solo: debe decidir una persona.',
    nothing: 'Nada ocurre por sí solo.',
  },
  notice: {
    batchReleases: 'El lote de {{total}} liberaciones de {{by}} ha terminado.',
    batchRefunds: 'El lote de {{total}} reembolsos de {{by}} ha terminado.',
    expiredRefunded: 'El depósito para {{payee}} venció y se devolvieron {{amount}}.',
    expiredReleased: 'El depósito para {{payee}} venció y se liberaron {{amount}}.',
    providerDown: '{{name}} no responde: {{why}}',
    providerUp: '{{name}} vuelve a responder.',
    backupMade: 'Se hizo la copia de seguridad diaria {{backup}}.',
    backupFailed: 'No se hizo la copia de seguridad diaria: {{why}}',
    drillFine: 'El ensayo de restauración semanal encontró íntegra la copia {{backup}}.',
    drillBad: `Según el ensayo de restauración semanal, no se puede confiar en la copia \
{{backup}}: {{why}}`,
    drillFailed: 'El ensayo de restauración semanal de la copia {{backup}} no terminó: {{why}}',
  },
  evidence: {
    spent: 'La autorización gastó {{spent}}, y el pago cargó {{debit}}.',
    beyond: 'El pago cargó {{debit}}, y el pagador autorizó {{limit}}.',
  },
  ledger: {
    disagrees: 'El libro mayor tiene {{ledger}} para este pago, y el pago {{payment}}.',
  },
  waits: {
    unclear: 'No se sabe si se realizó: {{act}} de {{amount}}. Detalle: {{why}}.',
    dead: 'No se pudo enviar y no salió nada: {{act}} de {{amount}}. Detalle: {{why}}.',
    refused: 'El proveedor rechazó: {{act}} de {{amount}}. Detalle: {{why}}.',
    address: 'El reembolso a {{payer}} espera una dirección de reembolso.',
    consent: 'El pagador debe volver a autorizar: {{act}} de {{amount}}. Detalle: {{why}}.',
    part: '{{amount}} de {{whole}} llegaron a {{payee}}; el resto no.',
    review: 'Espera una revisión: {{act}} de {{amount}} a {{payee}}. Detalle: {{review}}.',
    stuck: 'El proveedor lo tiene y no avanza: {{act}} de {{amount}}. Acelérelo o retírelo.',
    soon: 'La garantía de {{amount}} para {{payee}} vence pronto.',
    backup: `La copia de seguridad diaria requiere atención. No se hizo: {{why}} Paydesk sigue \
intentándolo.`,
    drillBad: `El ensayo de restauración semanal requiere atención. No se puede confiar en la \
copia {{backup}}: {{why}} Paydesk sigue intentándolo.`,
    drillFailed: `El ensayo de restauración semanal requiere atención. No se pudo examinar la \
copia {{backup}}: {{why}} Paydesk sigue intentándolo.`,
  },
  event: {
    step: '{{act}} de {{amount}}: {{state}}{{rest}}',
    stepWhy: '{{act}} de {{amount}}: {{state}} ({{why}})',
    consent: 'Consentimiento: {{state}}',
    consentCost: 'Consentimiento: {{state}}, por {{cost}} en total',
    consentWhy: 'Consentimiento: {{state}} ({{why}})',
  },
  next: {
    escrow: 'la garantía para {{payee}} vence y {{then}}',
  },
  health: {
    answered: 'Respondió en {{ms}} ms.',
  },
};
