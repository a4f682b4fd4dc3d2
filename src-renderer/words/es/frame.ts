import type { Translated } from '../keys.ts';
import type { frame as english } from '../en/frame.ts';

export const frame: Translated<typeof english> = {
  screens: {
    overview: 'Resumen', attention: 'Atención', payments: 'Pagos', jobs: 'Trabajos',
    escrows: 'Garantías', batches: 'Lotes', payouts: 'Desembolsos',
    payees: 'Beneficiarios', sellers: 'Vendedores', exchange: 'Cambio',
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
    reconnecting: `Las actualizaciones en vivo se interrumpieron a las {{time}}; conectando de \
nuevo. Lo que se ve puede no estar al día.`,
    offline: `Paydesk no responde desde las {{time}}. Lo que se ve es anterior; no \
puede hacerse nada desde aquí hasta que vuelva a funcionar.`,
    retryIn: 'Próximo intento en {{seconds}} s.', retrying: 'Intentando ahora.',
    tryNow: 'Intentar ahora',
    verbsAway: 'Paydesk no responde, así que no puede hacerse nada desde esta ventana.',
    verbsHalted: 'El motor se ha detenido y no envía nada. Reiniciar Paydesk para recuperarlo.',
    verbsNotYours: 'La sesión es de {{role}}; esto necesita la función de {{needs}}.',
    paused_one: 'En pausa: {{count}} cambio retenido.',
    paused_other: 'En pausa: {{count}} cambios retenidos.',
    pausedNone: 'En pausa: todavía no se retiene ningún cambio.',
    goOn: 'Continuar',
    version: `Se inició Paydesk {{now}}; esta ventana sigue siendo {{before}}. Recargarla antes \
de hacer nada más.`,
    reload: 'Recargar',
  },
  operator: {
    nobody: 'nadie', lock: 'Bloquear', signOut: 'Cerrar sesión',
    showAmounts: 'Mostrar importes', hideAmounts: 'Ocultar importes',
    preferences: 'Preferencias', account: 'Tu cuenta', switch: 'Cambiar de operador',
    newWindow: 'Abrir para otra persona',
    newWindowText: 'Abrirla en otro navegador de esta máquina, antes de diez minutos. Funciona una '
      + 'sola vez y lleva al inicio de sesión.',
  },
  keys: {
    all: 'Todas las teclas', title: 'Teclas', space: 'Espacio',
    group: {
      everywhere: 'En todas partes', goTo: 'Ir a', screen: 'Esta pantalla', list: 'Esta lista',
      verbs: 'Lo que puede hacerse aquí',
    },
    hideAmounts: 'Ocultar o mostrar importes', showKeys: 'Mostrar estas teclas', leave: 'Volver',
    pause: 'Detener la pantalla o dejarla seguir',
    enterList: 'Entrar en la lista', next: 'Fila siguiente', previous: 'Fila anterior',
    nextItem: 'Asunto siguiente', previousItem: 'Asunto anterior',
    pageDown: 'Diez filas abajo', pageUp: 'Diez filas arriba', first: 'Primera fila',
    last: 'Última fila cargada',
    select: 'Seleccionar la fila', selectTo: 'Seleccionar hasta esta fila', open: 'Abrir la fila',
    copyId: 'Copiar el id de la fila', end: 'Terminar la selección',
    note: `Las letras no hacen nada mientras se escribe o hay una hoja abierta. Intro por sí \
sola nunca confirma lo que mueve dinero: la hoja se abre en Cancelar. Esc cierra una hoja.`,
  },
  noSession: {
    title: 'Esta pestaña no tiene sesión de consola.',
    text: 'Abrir Paydesk desde la dirección que mostró al iniciarse. Sirve una sola vez; si ya se '
      + 'usó, iniciar Paydesk otra vez o pedirle una nueva.',
    anewTitle: 'Paydesk se inició de nuevo.',
    anewText: 'Ya no conoce esta ventana. Abrir en esta pestaña la dirección que mostró al '
      + 'iniciarse: después de iniciar sesión se vuelve al mismo lugar.',
  },
  signIn: {
    title: 'Iniciar sesión', text: 'Con el nombre y la contraseña de la cuenta de operador.',
    lost: '¿Contraseña perdida?',
  },
  password: {
    title: 'Una contraseña propia',
    text: 'Sesión de {{name}}, con una contraseña que puso otra persona. Elegir una que nadie más '
      + 'conozca y seguir.',
    given: 'La contraseña recibida', next: 'Contraseña nueva', again: 'Contraseña nueva otra vez',
    save: 'Poner la contraseña y seguir',
  },
  recover: {
    title: '¿Contraseña perdida?',
    text: 'Un administrador puede poner una nueva, en Ajustes, Operadores. Un administrador que '
      + 'tenga un código de recuperación impreso vuelve con él: el código se gasta y la aplicación '
      + 'de códigos se quita.',
    code: 'Código de recuperación', codeNeeded: 'Hace falta el código impreso.',
    save: 'Poner la contraseña e iniciar sesión', back: 'Volver al inicio de sesión',
  },
  code: {
    title: 'Confirmar con un código',
    text: 'Los seis dígitos que la aplicación de códigos muestra ahora para Paydesk. Cada código '
      + 'confirma un solo acto.',
    label: 'Código de la aplicación', confirm: 'Confirmar',
  },
  stopped: {
    stop: 'Detener todo envío', stops: 'Detiene', goesOn: 'Sigue',
    stopsText: 'Toda retención, liberación, devolución, pago y compra que aún no ha salido, en '
      + 'todas las redes, la pidiera quien la pidiera.',
    goesOnText: 'Preguntar qué fue de lo que está en camino, y aceptar lo que piden los mercados.',
    stopFinality: 'Vale de inmediato, para todos y tras cualquier reinicio, y solo dos operadores '
      + 'lo levantan. Las garantías que venzan entretanto pueden devolverlas sus proveedores.',
    reasonHint: 'Queda en el registro de auditoría y se muestra en todas las pantallas.',
    notice: 'Todo envío está detenido, por {{by}}, {{at}}: {{reason}}',
    lift: 'Dejar que siga', lifted: 'Lo que esperaba sale en segundos.',
    liftTitle: 'Dejar que todo salga de nuevo', since: 'Detenido', by: 'Por', why: 'Motivo',
    liftFinality: 'Lo que esperaba sale en segundos, y lo que ha salido no puede revocarse.',
  },
  endedElsewhere: `La sesión de esta ventana terminó sin ella: cerrada o bloqueada en otro \
lugar, demasiado tiempo inactiva, o Paydesk se inició de nuevo. No se perdió nada.`,
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
