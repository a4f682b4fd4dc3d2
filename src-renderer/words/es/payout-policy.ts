import type { Translated } from '../keys.ts';
import type { payoutPolicy as english } from '../en/payout-policy.ts';

export const payoutPolicy: Translated<typeof english> = {
  title: 'Desembolsos desde la tesorería',
  pays: 'Una tarea completada',
  paysBy: {
    'at-once': 'se paga al momento, salvo que parezca rara',
    'by-a-person': 'espera a que alguien la deje salir',
  },
  fee: 'Comisión, %',
  feeHint: 'Se cobra a la plataforma del importe. Como máximo dos decimales.',
  feeWrong: 'Un porcentaje de 0 a 99.99 con dos decimales como máximo.',
  tiers: 'Comisión por volumen',
  tiersHint: 'Decide lo que se pagó al beneficiario en los últimos 30 días; cada límite, por '
    + 'encima del anterior.',
  from: 'Desde', percent: 'Comisión, %', addTier: 'Añadir un tramo',
  removeTier: 'Quitar el tramo desde {{from}}',
  tierOne: 'Tramo {{number}}: desde', tierFee: 'Tramo {{number}}: comisión, %',
  tiersWrong: 'Cada tramo necesita un importe superior al anterior.',
  min: 'Mínimo', max: 'Máximo', amountWrong: 'Un importe como 10 o 0.50.',
  maxWrong: 'El máximo no puede ser menor que el mínimo.',
  rules: 'Cuándo tiene que revisarlo alguien',
  firstPayoutMax: 'Primer desembolso a una cuenta, por encima de este importe',
  firstPayoutMaxHint: 'Una cuenta cambiada se revisa durante un día. Vacío: ninguna de las dos.',
  approveMax: 'Por encima de este importe',
  approveMaxHint: 'Vacío: nunca solo por el importe. Un total superior hay que escribirlo.',
  flagPoints: 'Puntos para revisar', rejectPoints: 'Puntos para rechazar',
  pointsHint: 'Lo raro de una tarea suma puntos: un importe inusual, un beneficiario nuevo, una '
    + 'cuenta que se parece a otra.',
  pointsWrong: 'Un número entero de 1 a 1000.',
  pointsOrder: 'Rechazar necesita al menos tantos puntos como revisar.',
  ageHours: 'Completada hace como máximo, horas', futureMinutes: 'Reloj adelantado, minutos',
  ageWrong: 'Un número de 0.1 a 8760.', futureWrong: 'Un número de 0 a 1440.',
};
