import type { Translated } from '../keys.ts';
import type { palette as english } from '../en/palette.ts';

export const palette: Translated<typeof english> = {
  label: 'Buscar o ejecutar una orden', prompt: 'Id, beneficiario, dirección, hash u orden',
  nothing: 'Sin resultados.', searching: 'Buscando…',
  slow: 'La búsqueda tarda demasiado. Seguir escribiendo, o buscar en la lista.',
  group: {
    clipboard: 'Portapapeles', recent: 'Recientes', here: 'En esta pantalla', payments: 'Pagos',
    payees: 'Beneficiarios', jobs: 'Trabajos', screens: 'Pantallas', views: 'Vistas guardadas',
    window: 'Ventana',
  },
  clipboard: 'Buscar {{text}} del portapapeles',
  lookAtClipboard: 'Buscar un id, una dirección o un hash en el portapapeles',
  clipboardEmpty: 'El portapapeles no contiene ningún id, dirección ni hash.',
  choose: {
    release: 'Liberar un pago…', refund: 'Reembolsar un pago…',
    from: 'Elegir entre lo retenido',
  },
  goTo: 'Ir a {{screen}}', inSettings: 'Ajustes: {{screen}}',
  view: '{{screen}}: {{view}}',
  payment: '{{amount}} a {{payee}}', ofPayee: 'Beneficiario {{payee}}', job: 'Trabajo {{id}}',
  all: 'Buscar “{{text}}” en todos los pagos',
  lock: 'Bloquear esta ventana', signOut: 'Cerrar sesión',
  notNow: 'Ahora no: {{reason}}',
};
