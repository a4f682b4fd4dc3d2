import type { Translated } from '../keys.ts';
import type { sellers as english } from '../en/sellers.ts';

export const sellers: Translated<typeof english> = {
  title: 'Vendedores',
  subtitle: 'Cuentas que cobran por Interledger.',
  add: 'Añadir un vendedor',
  one: 'Vendedor {{name}}',
  none: 'Todavía no hay vendedores',
  noneText: 'Un vendedor es una cuenta que cobra por enlace: una dirección de monedero y la clave '
    + 'con que Paydesk firma en su nombre. Crear un par de claves en el monedero y añadirlo aquí.',
  marketplaceFirst: 'Añadir antes una plataforma en los ajustes: un vendedor pertenece a una.',
  columns: {
    name: 'Nombre', reference: 'Referencia', marketplace: 'Plataforma',
    wallet: 'Dirección del monedero', asset: 'Activo', key: 'Id de la clave',
    categories: 'Categorías', state: 'Estado', test: 'Prueba', updated: 'Actualizado',
  },
  inUse: 'En uso', off: 'Apagado', noCategories: 'cualquiera',
  test: 'Probar', testOf: 'Probar {{name}}', answered: '{{name}}: {{message}}',
  copyWallet: 'dirección del monedero', copyKey: 'id de la clave',
  reference: 'Referencia',
  referenceHint: 'El id de este vendedor en la plataforma. No cambia.',
  referenceWrong: 'Usar letras, cifras, puntos, guiones o guiones bajos, como máximo 64.',
  name: 'Nombre', nameHint: 'Vacío: el que diga el monedero.',
  wallet: 'Dirección del monedero',
  walletHint: 'Como https://wallet.example/alice.',
  walletNeeded: 'Hace falta una dirección de monedero.',
  asking: 'Se está consultando al monedero…',
  told: '{{name}} responde y cuenta en {{asset}}.', toldUnnamed: 'Responde y cuenta en {{asset}}.',
  unread: 'No se puede leer el monedero: {{why}}',
  noAsset: 'El monedero no dice en qué cuenta.',
  keyId: 'Id de la clave', keyIdHint: 'Como lo muestra el monedero junto a la clave pública.',
  keyIdNeeded: 'Hace falta un id de clave.',
  signing: 'Clave para firmar', key: 'Clave privada',
  keyHint: 'Una clave Ed25519 en PEM, pegada o de un archivo. Se sella al '
    + 'guardarla y no se vuelve a mostrar.',
  keyNeeded: 'Un vendedor nuevo necesita su clave privada.',
  keyStored: 'Hay una clave guardada y sellada. Nunca se muestra.',
  replace: 'Sustituir la clave', keep: 'Conservar la clave actual', fromFile: 'Leer de un archivo…',
  rotate: 'Publicar antes la nueva clave pública en el monedero. La clave actual sirve hasta que '
    + 'se guarda la nueva.',
  fileUnread: 'Este archivo no es una clave: es demasiado grande.',
  categories: 'Categorías', categoriesHint: 'Los trabajos de estas categorías se pagan a este '
    + 'vendedor cuando la petición no nombra ninguno. Intro después de cada una; sin ninguna, los '
    + 'toma todos.',
  enabled: 'En uso',
  enabledHint: 'Apagado: ningún pago nuevo va a él; los pagos en curso continúan.',
  unsaved: 'Guardar antes: la prueba pregunta con lo guardado.',
};
