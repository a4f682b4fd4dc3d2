import type { Translated } from '../keys.ts';
import type { frame as english } from '../en/frame.ts';

export const frame: Translated<typeof english> = {
  screens: {
    overview: 'Resumen', attention: 'Atención', payments: 'Pagos', jobs: 'Trabajos',
    escrows: 'Garantías', batches: 'Lotes', payees: 'Beneficiarios', exchange: 'Cambio',
    webhooks: 'Webhooks', reports: 'Informes', audit: 'Auditoría', inbox: 'Avisos',
    rehearsal: 'Ensayo', settings: 'Ajustes',
  },
  menu: {
    label: 'Pantallas', fold: 'Plegar el menú', unfold: 'Desplegar el menú',
    waiting: ' a la espera de una persona',
  },
  skip: 'Ir a la página',
  providers: 'Proveedores',
  connections: 'Conexiones',
  provider: '{{name}}: {{state}}',
  sandbox: {
    label: 'Entorno de pruebas', stripe: '<mark>SANDBOX</mark> aquí nada es dinero real',
  },
  notice: {
    halted: 'El motor se ha detenido y no envía nada: {{reason}} Reiniciar Paydesk para '
      + 'recuperarlo.',
    reconnecting: 'Las actualizaciones en vivo se interrumpieron; conectando de nuevo. Lo que se '
      + 've puede no estar al día.',
    offline: 'Paydesk no responde. Lo que se ve es anterior; no puede hacerse nada desde aquí '
      + 'hasta que vuelva a funcionar. Esta ventana sigue intentándolo.',
  },
  search: {
    label: 'Buscar o ejecutar una orden', prompt: 'Id, beneficiario, dirección, hash u orden',
    nothing: 'Sin resultados.', goTo: 'Ir a {{screen}}', lock: 'Bloquear esta ventana',
    all: 'Buscar “{{text}}” en todos los pagos', commands: 'Órdenes',
    payment: '{{amount}} a {{payee}}',
  },
  operator: {
    nobody: 'nadie', lock: 'Bloquear', signOut: 'Cerrar sesión',
    showAmounts: 'Mostrar importes', hideAmounts: 'Ocultar importes',
    compact: 'Tablas compactas', roomy: 'Tablas amplias', localTimes: 'Horas en mi zona',
    utcTimes: 'Horas en UTC', colours: 'Colores', light: 'Claro', dark: 'Oscuro',
    auto: 'Como el sistema', language: 'Idioma',
  },
  keys: {
    all: 'Todas las teclas', title: 'Teclas', everywhere: 'En todas partes', lists: 'Listas',
    payment: 'Un pago', goTo: 'Ir a', hideAmounts: 'Ocultar o mostrar importes',
    showKeys: 'Mostrar todas las teclas', next: 'Fila siguiente, también ↓',
    previous: 'Fila anterior, también ↑', select: 'Seleccionar la fila', open: 'Abrir la fila',
    end: 'Terminar la selección, cerrar una hoja', letter: 'letra', space: 'Espacio',
    verb: 'Cada acción muestra su tecla en su botón; abre la hoja de revisión',
    enter: 'Nunca confirma por sí sola: una hoja se abre en Cancelar',
  },
  noSession: {
    title: 'Esta pestaña no tiene sesión de consola.',
    text: 'Abrir Paydesk desde la dirección que mostró al iniciarse. Sirve una sola vez; si ya se '
      + 'usó, iniciar Paydesk otra vez o pedirle una nueva.',
  },
  signIn: {
    title: 'Iniciar sesión', text: 'Con el nombre y la contraseña de la cuenta de operador.',
  },
  lock: {
    title: 'Bloqueado', text: 'Sesión de {{name}}. El motor sigue trabajando.',
    theOperator: 'el operador', unlock: 'Desbloquear', other: 'Iniciar sesión como otra persona',
  },
  firstRun: {
    title: 'Primer inicio de Paydesk',
    sandbox: 'Este es el entorno de pruebas: cada proveedor es un sustituto y nada es dinero '
      + 'real. Crear el primer operador para empezar a explorar.',
    live: 'Crear el primer operador. Será el administrador, que añade a los demás.',
    name: 'Nombre propio', again: 'Repetir la contraseña', differ: 'Las dos no coinciden.',
    hint: 'Una frase es mejor que una palabra.',
    showAgain: 'Mostrar la contraseña repetida', create: 'Crear el administrador y empezar',
  },
};
