import type { Translated } from '../keys.ts';
import type { jobs as english } from '../en/jobs.ts';

export const jobs: Translated<typeof english> = {
  title: 'Trabajos',
  state: 'Estado',
  payload: 'Contenido',
  ttlEnds: 'Fin de plazo',
  ended: 'terminado',
  none: 'Todavía no hay trabajos',
  noneHint: 'Una plataforma envía un trabajo al receptor; aparece aquí con su pago.',
  noneIn: 'No hay ningún trabajo en estado: {{state}}',
  takeAway: 'Quitar el filtro para verlos todos.',
  one: {
    title: 'Trabajo de {{marketplace}}', clocks: 'Estado y plazos', created: 'creado <when/>',
    ends: 'su plazo termina <when/>', ended: 'terminó <when/>', payments: 'Pagos',
    noPayment: 'Aún no hay pago; la plataforma crea uno para este trabajo.',
    paymentsOf: 'Pagos de este trabajo', payload: 'Contenido, tal como se recibió',
  },
};
