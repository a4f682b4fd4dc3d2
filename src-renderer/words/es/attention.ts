import type { Translated } from '../keys.ts';
import type { attention as english } from '../en/attention.ts';

export const attention: Translated<typeof english> = {
  title: 'Atención',
  tabs: 'Colas de asuntos',
  asked: 'Qué se pide',
  queue: {
    now: 'Requiere atención', waiting: 'En espera', others: 'A cargo de otros',
    unknown: 'Resultados sin confirmar',
  },
  empty: {
    now: 'Nada requiere atención.', waiting: 'Nada está en espera.',
    others: 'Nadie más tiene asuntos a su cargo.', unknown: 'Todos los resultados se conocen.',
  },
  nothingHere: 'Nada aquí requiere atención.',
  group: {
    check: 'Comprobar', decide: 'Decidir', approve: 'Aprobar', fix: 'Corregir un ajuste',
  },
  reason: {
    'outcome-unclear': 'Resultado sin confirmar',
    'dead-letter': 'Intentos agotados',
    'hold-rejected': 'Retención rechazada',
    'release-rejected': 'Liberación rechazada',
    'refund-rejected': 'Reembolso rechazado',
    'refund-address-missing': 'Falta la dirección de reembolso',
    'expiry-decision': 'El vencimiento pide una decisión',
    'expiring-soon': 'Vence pronto',
    'purchase-rejected': 'Compra rechazada',
    'consent-needed': 'Hace falta otra autorización',
    'paid-in-part': 'Pagado en parte',
    'batch-paused': 'Lote en pausa',
    'webhook-undelivered': 'Webhook sin entregar',
    'work-broken': 'Tarea averiada',
    contradiction: 'Evidencia contradictoria',
  },
  to: 'a {{payee}}',
  came: 'llegó <when/>',
  deadline: 'plazo <when/>',
  question: {
    sent: {
      hold: 'Retención enviada a <provider/> <when/>',
      release: 'Liberación enviada a <provider/> <when/>',
      refund: 'Reembolso enviado a <provider/> <when/>',
      payout: 'Desembolso enviado a <provider/> <when/>',
      purchase: 'Compra enviada a <provider/> <when/>',
    },
    notAsked: 'Todavía no se ha preguntado',
    asked_one: 'Se preguntó una vez, <when/>: {{answer}}',
    asked_other: 'Se preguntó {{count}} veces, la última <when/>: {{answer}}',
    next: 'Próxima pregunta <when/>', never: 'No se vuelve a preguntar por sí solo',
    key: 'Clave de idempotencia <key/>',
  },
  answer: {
    settled: 'hecho', rejected: 'rechazado', submitted: 'sigue en ello',
    missing: 'no lo conoce', 'cannot-tell': 'no puede decirlo',
    undecided: 'sin respuesta clara', unavailable: 'sin respuesta',
  },
  openPayment: 'Abrir el pago',
  sentAgain: 'Se envía de nuevo.',
  batchGoesOn: 'El lote continúa.',
  replay: 'Enviar de nuevo',
  resume: 'Reanudar',
  claim: {
    mine: 'a cargo propio', other: 'a cargo de {{name}}', giveBack: 'Devolver',
    take: 'Tomar', takeOver: 'Tomar el relevo',
  },
};
