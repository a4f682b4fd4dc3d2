import type { Translated } from '../keys.ts';
import type { settings as english } from '../en/settings.ts';

export const settings: Translated<typeof english> = {
  title: 'Ajustes',
  tabs: {
    connections: 'Conexiones', marketplaces: 'Plataformas', keys: 'Claves de API',
    operators: 'Operadores', listener: 'Receptor y entorno', backups: 'Copias de seguridad',
    account: 'Tu cuenta',
  },
  whole: 'Hace falta un número entero de {{min}} a {{max}}.',
  needed: 'Falta: {{field}}.',
  runsOut: 'Cuando vence una garantía',
  connections: {
    text: 'Los proveedores que retienen y mueven el dinero. Entre las conexiones de una red se '
      + 'toma primero la de menor número de prioridad; un pago conserva aquella con la que empezó.',
    add: 'Añadir una conexión', one: 'Conexión {{name}}',
    none: 'No hay ningún proveedor conectado.',
    noneHint: 'Pueden aceptarse pagos en cuanto una red tiene una conexión.', mode: 'Modo',
    priority: 'Prioridad', address: 'Dirección', health: 'Salud', noAnswer: 'ninguna',
    latency: 'Latencia', latencyMs: 'Latencia, ms', queue: 'Cola', test: 'Probar',
    testOf: 'Probar {{name}}',
    answered: '{{name}} respondió en {{took}}. {{message}}', failed: '{{name}}: {{message}}',
    sandbox: 'Pruebas: sin dinero real', live: 'Real: dinero real',
    liveWarning: 'Los pagos por una conexión real mueven dinero real.',
    addressHint: 'La URL base: https, salvo que el proveedor funcione en esta máquina.',
    addressNeeded: 'Hace falta una dirección como http://127.0.0.1:20000.', inUse: 'En uso',
    inUseHint: 'Apagada: ningún pago nuevo la toma; los pagos que empezaron con ella continúan.',
    owner: {
      paydesk: 'Paydesk devuelve el dinero', provider: 'Lo devuelve el proveedor',
      unknown: 'No se sabe: decide una persona',
    },
    atOnce: 'Llamadas a la vez', perSecond: 'Llamadas por segundo', noLimit: 'sin límite',
    deadline: 'Plazo, ms',
    stored: 'guardado; dejar vacío para conservarlo', show: 'Mostrar {{field}}',
  },
  keys: {
    text: 'Una clave pertenece a una plataforma y permite lo que nombran sus permisos. Solo se '
      + 'guarda un resumen: la clave en sí se muestra una vez, al crearla.',
    create: 'Crear una clave', none: 'Todavía no hay ninguna clave.',
    marketplaceFirst: 'Añadir primero una plataforma: una clave pertenece a una.',
    noneHint: 'Sin una clave, ninguna plataforma puede enviar trabajos.', may: 'Permisos',
    lastUsed: 'Último uso', ends: 'Termina', revoke: 'Revocar', revokeOf: 'Revocar {{name}}',
    revokeTitle: '¿Revocar la clave {{name}}?',
    revokeText: 'A partir de ahora se rechaza a {{marketplace}} con ella. No puede volver a ser '
      + 'válida.',
    revokeConfirm: 'Revocar clave', revoked: 'Se revocó {{name}}.',
    newTitle: 'Crear una clave de API', createKey: 'Crear clave',
    nameHint: 'Dónde se usa, para poder encontrarla.', itMay: 'Permite',
    chooseOne: 'Elegir al menos uno.', itEnds: 'Termina',
    life: { '90': 'a los 90 días', '365': 'al cabo de un año', never: 'nunca' },
    scope: {
      'jobs:write': 'crear trabajos y comunicar su estado',
      'jobs:read': 'leer trabajos y recibos', 'payments:write': 'crear pagos',
      'payments:read': 'leer pagos', 'payments:release': 'liberar lo retenido',
      'payments:refund': 'reembolsar lo retenido', 'batches:write': 'liberar o reembolsar muchos',
      'exchange:purchase': 'comprar tokens con Bitcoin',
      'quotes:write': 'pedir cotizaciones y la autorización del pagador',
      'sellers:write': 'añadir y cambiar vendedores', 'sellers:read': 'leer vendedores',
      'tasks:write': 'anunciar tareas terminadas, que se pagan',
      'events:read': 'oír los eventos a medida que ocurren', 'metrics:read': 'leer métricas',
    },
  },
  listener: {
    text: 'Las plataformas, los monederos y los proveedores hablan con el receptor, solo en esta '
      + 'máquina. Un valor del entorno prevalece sobre el fijado aquí y se cambia allí.',
    listener: 'Receptor', silent: 'no escucha', folder: 'Carpeta de datos',
    none: 'No hay nada que ajustar.', noneHint: 'Cada ajuste tiene su valor por defecto.',
    setting: 'Ajuste', value: 'Valor', from: 'Origen', change: 'Cambiar',
    changeOf: 'Cambiar {{setting}}', afterRestart: 'tras reiniciar',
    source: { default: 'por defecto', stored: 'fijado aquí', environment: 'del entorno' },
    saved: 'Guardado.', savedRestart: 'Guardado. Surte efecto cuando Paydesk se reinicia.',
    restartHint: 'Surte efecto cuando Paydesk se reinicia.',
  },
  marketplaces: {
    text: 'Quién envía trabajos: adónde van los reembolsos cuando una petición no nombra '
      + 'dirección, qué ocurre por sí solo y dónde se comunican los eventos.',
    add: 'Añadir una plataforma', one: 'Plataforma {{name}}',
    none: 'Todavía no hay ninguna plataforma.',
    noneHint: 'Una plataforma es quien recibe una clave de API y envía trabajos.',
    phase: 'Fase de Bitcoin', onCompletion: 'Se libera al completar',
    escrowTime: 'Plazo de garantía', webhooks: 'Webhooks', endpoints_one: '{{count}} destino',
    endpoints_other: '{{count}} destinos',
    refundAddress: 'Dirección de reembolso para {{currency}}',
    refundHint: 'Se usa cuando una petición no nombra ninguna. Sin ella, un reembolso espera a una '
      + 'persona.',
    confirmers: `La política y las direcciones de reembolso deciden adónde va el dinero, así que \
otra persona confirma el cambio: {{names}}.`,
    policy: 'Política', escrowMinutes: 'Plazo de garantía, minutos',
    warningMinutes: 'Aviso previo, minutos',
    releases: 'Un trabajo completado libera por sí solo su pago de {{rail}}',
    minutes: 'Hacen falta de {{min}} a {{max}} minutos.',
    minutesToEscrow: 'Hacen falta de 0 minutos al plazo de garantía.',
    expiry: {
      refund: 'vuelve al pagador', release: 'va al beneficiario', ask: 'decide una persona',
    },
    phases: {
      '1': '1: Bitcoin y tokens para trabajos', '2': '2: ambos, se ofrece pasar a tokens',
      '3': '3: sin trabajos nuevos en Bitcoin', '4': '4: Bitcoin solo compra tokens',
    },
  },
  webhooks: {
    title: 'Destinos de webhook', none: 'Sin destino; no se comunica nada a esta plataforma.',
    remove: 'Quitar {{url}}', removeTitle: '¿Quitar este destino?',
    removeText: 'No se comunica nada más a {{url}}. Su secreto se olvida.',
    removeConfirm: 'Quitar destino', new: 'Destino nuevo', add: 'Añadir',
    example: 'https://example.org/hooks/paydesk',
  },
  operators: {
    text: 'Personas que pueden iniciar sesión. Algunas decisiones necesitan dos: la segunda '
      + 'confirma con su propia contraseña en la misma hoja.',
    add: 'Añadir un operador', none: 'No hay ningún operador.', role: 'Función',
    account: 'Cuenta', off: 'desactivada', inUse: 'en uso', you: ' propia',
    canSignIn: '{{name}} ya puede iniciar sesión.', addOperator: 'Añadir operador',
    one: 'Operador {{name}}', save: 'Guardar',
    saved: '{{name}} es ahora {{role}}.', savedOff: '{{name}} ya no puede iniciar sesión.',
    passwordHint: 'Al menos 15 caracteres. Tendrá que cambiarla al iniciar sesión por primera vez.',
    lastSeen: 'Última sesión', app: 'Aplicación', appYes: 'configurada', appNo: 'ninguna',
    locked: 'bloqueada por un tiempo', mustChange: 'tiene que cambiar la contraseña',
    inUseHint: 'Desactivada: nadie inicia sesión con ella y sus ventanas abiertas se cierran.',
    may: {
      viewer: 'Ve todo y saca copias; no cambia nada.',
      operator: 'Pide mover dinero y hace el trabajo del día.',
      approver: 'Como un operador, y confirma lo que otra persona preparó.',
      admin: 'Como un aprobador, y lleva conexiones, claves, ajustes y operadores.',
    },
    demandApp: 'Quien mueve dinero necesita una aplicación de códigos',
    demandAppHint: 'Activado: quien no tiene una la configura antes; nada que mueva dinero o dé '
      + 'poder se hace solo con la contraseña.',
    demand: 'Exigir la aplicación', demandNoMore: 'Dejar de exigirla',
    demandText: 'Quien no tiene aplicación puede mirar, y configurar una en Tu cuenta; lo demás '
      + 'espera a eso. Hace falta tener una antes de exigirla a otros.',
    demandNoMoreText: 'Quien no tiene aplicación vuelve a confirmar solo con la contraseña.',
    demanded: 'Ahora se exige la aplicación a todos.', notDemanded: 'Ya no se exige la aplicación.',
    confirmers: 'Afecta a alguien que puede aprobar, así que lo confirma otra persona: {{names}}.',
    ownHint: 'La función y la cuenta propias las cambia otro administrador; la contraseña y la '
      + 'aplicación, cada cual en Tu cuenta.',
    reset: 'Poner una contraseña nueva', resetTitle: 'Contraseña nueva para {{name}}',
    resetHint: 'Se cierran todas las ventanas de {{name}} y una cuenta bloqueada se abre de nuevo. '
      + 'En el próximo inicio de sesión elige una propia.',
    resetDone: '{{name}} entra con la contraseña nueva y la cambia entonces.',
    removeApp: 'Quitar la aplicación de códigos',
    removeAppTitle: 'La aplicación de códigos de {{name}}',
    removeAppHint: 'Para quien la perdió: sus actos se confirman solo con la contraseña hasta que '
      + 'configure otra.',
    removeAppDone: 'Quitada. {{name}} puede configurar otra.',
  },
};
