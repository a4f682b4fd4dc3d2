import type { Translated } from '../keys.ts';
import type { batches as english } from '../en/batches.ts';

export const batches: Translated<typeof english> = {
  title: 'Lotes',
  none: 'Todavía no hay lotes',
  noneHint: 'Seleccionar pagos en la lista y liberarlos o reembolsarlos juntos.',
  progress: 'Avance',
  ended: 'Terminados',
  finished: 'Terminado',
  retryOf: 'Repite',
  by: 'Por',
  detail: 'Detalle',
  items: 'Partidas',
  itemsEnded: 'Partidas terminadas',
  part: '{{number}} {{state}}',
  noItems: 'Aquí no hay partidas',
  noItemsHint: 'Quitar el filtro para ver todos los pagos de este lote.',
  one: {
    release_one: 'Liberación de {{count}} pago', release_many: 'Liberación de {{count}} de pagos',
    release_other: 'Liberación de {{count}} pagos',
    refund_one: 'Reembolso de {{count}} pago', refund_many: 'Reembolso de {{count}} de pagos',
    refund_other: 'Reembolso de {{count}} pagos',
    ended: '{{part}} de {{whole}} terminados', started: 'iniciado <when/> por <name/>',
    finished: 'terminado <when/>', reason: '«{{reason}}»',
  },
  retry: {
    title_one: 'Reintentar {{count}} partida fallida',
    title_many: 'Reintentar {{count}} de partidas fallidas',
    title_other: 'Reintentar {{count}} partidas fallidas',
    finality: 'Un lote nuevo, enlazado con este, reintenta lo rechazado: cada pago una vez y con '
      + 'una clave nueva. Los pagos sin confirmar o detenidos quedan fuera: tienen sus propias '
      + 'acciones en Atención.',
    of: 'reintenta las partidas fallidas de <link>este lote</link>',
    by: 'sus partidas fallidas las reintenta <link>este lote</link>',
  },
  verb: {
    pause: 'Pausar', resume: 'Reanudar',
    isPaused_one: 'En pausa: no se inicia nada más. {{count}} pago está en camino y terminará.',
    isPaused_many: `En pausa: no se inicia nada más. \
{{count}} de pagos están en camino y terminarán.`,
    isPaused_other: `En pausa: no se inicia nada más. \
{{count}} pagos están en camino y terminarán.`,
    goesOn: 'El lote continúa.', pausedAlready: 'El lote ya está en pausa.',
    hasFinished: 'El lote ha terminado.', running: 'El lote está en curso.',
    retry: 'Reintentar los fallidos', csv: 'Resultado en CSV',
    notFinished: 'El lote no ha terminado.', noneFailed: 'Nada fue rechazado.',
    retriedAlready: 'Ya se intentan de nuevo, en el lote enlazado abajo.',
  },
};
