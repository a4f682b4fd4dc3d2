import type { Translated } from '../keys.ts';
import type { overview as english } from '../en/overview.ts';

export const overview: Translated<typeof english> = {
  title: 'Resumen',
  next: {
    nothing: 'No hay nada previsto que ocurra por sí solo.',
    event: 'Próximo evento automático: <event/> (<when/>)',
    at: '{{time}}, {{what}}',
  },
  first: {
    title: 'Todavía no se ha pagado nada',
    connect: 'Configurar primero una conexión con un proveedor. Después, dar a una plataforma una '
      + 'clave de API: cada trabajo que envía al receptor crea un pago, y esta página muestra '
      + 'dónde está el dinero.',
    key: 'Dar a una plataforma una clave de API: cada trabajo que envía al receptor crea un pago, '
      + 'y esta página muestra dónde está el dinero.',
    settings: 'Abrir los ajustes',
  },
  period: { label: 'Período', days_one: '{{count}} día', days_other: '{{count}} días' },
  needs: {
    title: 'Requiere atención', nothing: 'Nada requiere atención.',
    byDeadline: 'Lo que vence antes', byAge: 'Lo que más espera',
    others: 'Lo demás, primero lo que más espera', item: '{{reason}}: {{payee}}',
  },
  providers: {
    title: 'Proveedores', none: 'No hay ninguna conexión configurada; los pagos necesitan una.',
  },
  money: {
    title: 'Dinero por red', none: 'No hay dinero retenido ni en camino.', payments: 'Pagos',
    state: '{{count}} {{state}}',
    held: 'Retenido', releasing: 'Liberando', refunding: 'Reembolsando', unclear: 'Sin confirmar',
  },
  expiring: {
    title: 'Próximas garantías en vencer', none: 'No hay ninguna garantía abierta.', in: 'En',
    then: 'Después',
  },
  volume: {
    title: 'Volumen por día', none: 'Los días aparecen aquí en cuanto hay pagos.',
    measured: 'Qué se mide', chart: 'Ver gráfico', table: 'Ver tabla', day: 'Día',
    created: 'Creado', released: 'Liberado', refunded: 'Reembolsado',
    caption: '{{rail}}, {{measure}}: {{total}}, antes {{before}}; día más alto {{amount}}',
    spoken: '{{rail}}, {{measure}} por día. {{days}}',
    spokenDay: '{{day}}: {{amount}}', nothing: 'Nada todavía.',
    tip_one: '{{amount}}, {{count}} pago', tip_other: '{{amount}}, {{count}} pagos',
  },
  ends: {
    title: 'Cómo terminaron los pagos, y tiempo de la solicitud al pago',
    none: 'Los días aparecen aquí en cuanto terminan pagos.',
    days: 'Ver días', charts: 'Ver gráficos', daysTable: 'Cómo terminaron los pagos, por día',
    period: 'Período', span: '{{from}} a {{to}}', share: 'Pagados de los terminados',
    p50: 'La mitad', p95: 'El 95 %',
    ended: {
      released: 'Liberados', refunded: 'Reembolsados', cancelled: 'Cancelados',
      failed: 'Fallidos',
    },
    percent: '{{percent}} %', within: 'en {{time}}', over: 'más de {{time}}',
    paidTip: '{{share}}: {{paid}} de {{ended}}',
    timeTip_one: '{{time}}, {{count}} pago', timeTip_other: '{{time}}, {{count}} pagos',
    paidCaption: '{{rail}}, pagados de los terminados: {{share}}, antes {{before}}; hasta 100 %',
    p50Caption: '{{rail}}, la mitad pagada {{time}}, antes {{before}}; día más lento {{slowest}}',
    p95Caption: '{{rail}}, el 95 % pagado {{time}}, antes {{before}}; día más lento {{slowest}}',
  },
};
