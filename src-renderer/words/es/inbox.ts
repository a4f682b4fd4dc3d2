import type { Translated } from '../keys.ts';
import type { inbox as english } from '../en/inbox.ts';

export const inbox: Translated<typeof english> = {
  title: 'Bandeja',
  open_one: 'Bandeja, {{count}} sin leer', open_other: 'Bandeja, {{count}} sin leer',
  audience: { 'needs-me': 'Requiere atención', 'for-information': 'Para información' },
  unread_one: '{{count}} sin leer', unread_other: '{{count}} sin leer',
  isUnread: ', sin leer',
  markAll: 'Marcar todo como leído', markRead: 'Marcar como leído',
  markUnread: 'Marcar como no leído',
  sound: 'Sonido cuando algo requiere atención',
  empty: {
    'needs-me': 'Nada requiere atención.',
    'for-information': 'Todavía no ha ocurrido nada por sí solo.',
  },
  fills: {
    'needs-me': 'Lo que requiere a una persona llega aquí y desaparece en cuanto se resuelve.',
    'for-information': 'Aquí se avisa, durante noventa días, de las garantías que vencen, los '
      + 'lotes que terminan, los proveedores que dejan de responder o vuelven a hacerlo y las '
      + 'copias de seguridad diarias.',
  },
  kind: {
    'expired-refunded': 'Garantía vencida, reembolsada',
    'expired-released': 'Garantía vencida, liberada',
    'batch-finished': 'Lote terminado',
    'provider-down': 'El proveedor no responde',
    'provider-up': 'El proveedor responde de nuevo',
    'backup-done': 'Copia o ensayo de restauración',
  },
};
