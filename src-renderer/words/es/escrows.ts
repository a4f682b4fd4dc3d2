import type { Translated } from '../keys.ts';
import type { escrows as english } from '../en/escrows.ts';

export const escrows: Translated<typeof english> = {
  title: 'Depósitos en garantía', totals: 'Retenido ahora', count: 'Pagos', held: 'Retenido',
  releasing: 'En liberación', refunding: 'En reembolso', unclear: 'Sin confirmar',
  explain: 'Explicar esta cifra', within: 'Vence en', rail: 'Red', connection: 'Conexión',
  allConnections: 'Todas las conexiones',
  columns: {
    left: 'Tiempo restante', amount: 'Retenido', payee: 'Beneficiario', then: 'Si nadie actúa',
    rail: 'Red', connection: 'Conexión', state: 'Estado', reference: 'Garantía', ends: 'Vence',
    verbs: 'Actuar ahora',
  },
  policy: {
    refund: 'Reembolsar al pagador', release: 'Liberar al beneficiario',
    ask: 'Preguntar a una persona',
  },
  asked: 'Requiere una decisión: {{why}}',
  extend: 'Prorrogar',
  selected: {
    open: 'Abrir el pago', title: '{{amount}} para {{payee}}', release: 'Liberar…',
    refund: 'Reembolsar…',
  },
  none: {
    title: 'No hay nada retenido',
    text: 'Cada retención liquidada aparece aquí con su plazo, la próxima a vencer primero.',
    filtered: 'Ninguna garantía coincide con estos filtros',
    takeAway: 'Quitar un filtro para ver las demás.',
  },
  over: 'vencido',
};
