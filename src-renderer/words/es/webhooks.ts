import type { Translated } from '../keys.ts';
import type { webhooks as english } from '../en/webhooks.ts';

export const webhooks: Translated<typeof english> = {
  title: 'Webhooks',
  subtitle: 'Los eventos tal como se comunicaron a las plataformas. Enviar de nuevo crea otra '
    + 'entrega.',
  tab: { sent: 'Enviados', received: 'Recibidos' },
  deliveries: 'Entregas',
  notYet: 'aún no',
  count_one: '{{count}} entrega',
  count_many: '{{count}} de entregas',
  count_other: '{{count}} entregas',
  sending_one: 'Enviando de nuevo {{count}} entrega.',
  sending_many: 'Enviando de nuevo {{count}} de entregas.',
  sending_other: 'Enviando de nuevo {{count}} entregas.',
  sendAgain: 'Enviar de nuevo',
  endSelection: 'Quitar selección',
  none: 'Aún no se ha comunicado nada a ninguna plataforma.',
  noneHint: 'Cada movimiento de un pago se comunica a los destinos de su plataforma, que se fijan '
    + 'en Ajustes, Plataformas.',
  noneIn: 'Ninguna entrega está en este estado.',
  filter: {
    by: 'Acotar por', all: 'Nada más', endpoint: 'Destino', type: 'Evento',
    response: 'Estado HTTP', value: 'Valor', show: 'Mostrar',
    noneMatches: 'Ninguna entrega coincide con este filtro.',
  },
  test: {
    act: 'Enviar una prueba', actOf: 'Enviar un evento de prueba a {{url}}',
    sent: 'El evento de prueba está en camino; figura en Webhooks.',
  },
  one: {
    delivered: 'Entregado',
    title: 'Entrega de {{event}}', delivery: 'Entrega', againFor: 'Repetición de',
    body: 'Cuerpo', answer: 'Respuesta',
  },
  in: {
    subtitle: 'Lo que comunicaron las plataformas, guardado tal como llegó antes de confirmarlo.',
    messages: 'Mensajes',
    message: 'Mensaje',
    messageId: 'id del mensaje',
    stored: 'Guardado como',
    storedId: 'id del mensaje guardado',
    whyRefused: 'Por qué no se hizo',
    received: 'Recibido',
    processed: 'Procesado',
    sent: 'Enviado, según su reloj',
    none: 'Ninguna plataforma ha comunicado nada todavía.',
    noneHint: 'Aquí se guardan los mensajes firmados a /webhooks/jobs. Los que no llevan una firma '
      + 'válida se rechazan y no se guardan.',
    noneIn: 'Ningún mensaje está en este estado.',
    title: 'Mensaje de {{marketplace}}',
    announces: 'Dice que el trabajo está',
    jobNow: 'El trabajo está ahora',
    paymentAt: 'Pago {{number}}',
    verified: 'Verificado con',
    verifiedBy: 'HMAC-SHA256 sobre id, hora y cuerpo, con un secreto de {{marketplace}}',
    contentType: 'Tipo de contenido',
    userAgent: 'Programa del remitente',
    bodyHash: 'SHA-256 del cuerpo',
    base64: 'Cuerpo, en base64: sus bytes no son texto',
  },
};
