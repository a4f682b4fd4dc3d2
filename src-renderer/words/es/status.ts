import type { Translated } from '../keys.ts';
import type { status as english } from '../en/status.ts';

export const status: Translated<typeof english> = {
  payment: {
    requested: 'Solicitado', holding: 'Reteniendo', escrowed: 'En garantía',
    releasing: 'Liberando', refunding: 'Reembolsando', unclear: 'Sin confirmar',
    stalled: 'Detenido', released: 'Liberado', refunded: 'Reembolsado', cancelled: 'Cancelado',
    failed: 'Fallido',
  },
  payout: { releasing: 'Pagando', released: 'Pagado' },
  operation: {
    planned: 'Prevista', scheduled: 'Programada', dispatching: 'Enviándose',
    submitted: 'Enviada', unclear: 'Sin confirmar', settled: 'Liquidada', rejected: 'Rechazada',
    cancelled: 'Cancelada',
  },
  job: {
    queued: 'En cola', running: 'En curso', completed: 'Completado', failed: 'Fallido',
    cancelled: 'Cancelado', expired: 'Vencido',
  },
  consent: {
    preparing: 'pidiéndose', asked: 'enlace listo', declined: 'negativa comunicada',
    returned: 'el pagador volvió', granted: 'autorizado', ended: 'terminada',
  },
  batch: { running: 'En curso', paused: 'En pausa', finished: 'Terminado' },
  item: {
    waiting: 'En espera', started: 'En camino', done: 'Hecho', refused: 'No admitido',
    rejected: 'Rechazado', unclear: 'Sin confirmar', stalled: 'Detenido',
  },
  delivery: { waiting: 'En espera', delivered: 'Entregada', dead: 'Fallida' },
  message: { waiting: 'En espera', processed: 'Procesado', refused: 'Rechazado' },
  health: { ok: 'Responde', degraded: 'Degradado', down: 'Caído', unknown: 'Sin consultar' },
  key: { revoked: 'Revocada', ended: 'Vencida', valid: 'Válida' },
  role: {
    viewer: 'lector', operator: 'operador', approver: 'aprobador', admin: 'administrador',
  },
  mode: { sandbox: 'pruebas', live: 'real', off: 'apagada' },
  kind: {
    hold: 'retención', release: 'liberación', refund: 'reembolso', payout: 'desembolso',
    purchase: 'compra', operation: 'operación',
  },
  account: {
    payer: 'pagador', escrow: 'garantía', treasury: 'tesorería', payee: 'beneficiario',
    fees: 'comisiones', 'network-fees': 'comisiones de red',
    'exchange-clearing': 'compensación de cambio', suspense: 'partidas en suspenso',
    together: 'en conjunto',
  },
  evidence: {
    transaction: 'transacción', 'escrow-state': 'estado de la garantía',
    'escrow-address': 'dirección de la garantía', 'balance-credit': 'abono en el saldo',
    'incoming-payment': 'cobro completado', 'operator-statement': 'declaración de operadores',
  },
  noun: {
    payment: 'pago', job: 'trabajo', operation: 'operación', batch: 'lote', delivery: 'entrega',
    purchase: 'compra', marketplace: 'plataforma', connection: 'conexión',
    operator: 'operador', 'api-key': 'clave', setting: 'ajuste', backup: 'copia',
    inbox: 'aviso', work: 'tarea', seller: 'vendedor',
    hint: 'aviso', wallet: 'monedero',
  },
};
