import type { Translated } from '../keys.ts';
import type { filters as english } from '../en/filters.ts';

export const filters: Translated<typeof english> = {
  more: 'Más filtros', moreOn: 'Más filtros ({{count}})', label: 'Más filtros',
  sort: {
    label: 'Orden', created: 'Los más nuevos primero', updated: 'Los últimos cambios primero',
    expires: 'Los próximos a vencer primero', amount: 'Los mayores primero',
  },
  within: { label: 'Vence en', '1h': '1 hora', '24h': '24 horas', '7d': '7 días' },
  amount: { asset: 'Activo', any: 'cualquiera', least: 'Importe desde', most: 'Importe hasta',
    wrong: 'No es un importe de {{asset}}.' },
  payee: 'Beneficiario, nombre completo', marketplace: 'Plataforma', connection: 'Conexión',
  updatedFrom: 'Cambiado desde, UTC', updatedTo: 'Cambiado hasta, UTC',
  chip: {
    within: 'Vence en {{span}}', amountBoth: 'de {{least}} a {{most}} {{asset}}',
    amountLeast: 'desde {{least}} {{asset}}', amountMost: 'hasta {{most}} {{asset}}',
    asset: 'en {{asset}}', payee: 'Beneficiario {{payee}}', marketplace: 'Plataforma {{name}}',
    connection: 'Conexión {{name}}', updatedFrom: 'Cambiado desde {{day}}',
    updatedTo: 'Cambiado hasta {{day}}', sort: '{{order}}', remove: 'Quitar: {{what}}',
  },
  conflict: {
    title: 'Estos filtros no se combinan', takeAway: 'Quitarlos',
    'newest-first': 'La búsqueda, la atención y un beneficiario se listan por fecha de creación. '
      + 'Quitar el orden.',
    'amount-order': 'Un rango de importes se lista por importe. Elegir ese orden.',
    'updated-order': 'Una fecha de último cambio se lista por ella. Elegir ese orden.',
    'expiry-order': 'Lo que vence pronto se lista por su vencimiento. Elegir ese orden.',
    'amount-asset': 'Los importes se comparan dentro de un activo. Elegir el activo.',
    'few-filters': 'Por importe o por último cambio solo pueden elegirse además estado y red. '
      + 'Quitar plataforma, conexión y día de creación.',
  },
  allMatching_one: 'Seleccionar el único que coincide',
  allMatching_many: 'Seleccionar los {{count}} de coincidencias',
  allMatching_other: 'Seleccionar los {{count}} que coinciden',
  allMatchingMore: 'Seleccionar todos los que coinciden (más de {{number}})',
  everything_one: 'El único que coincide con el filtro',
  everything_many: 'Los {{count}} de coincidencias con el filtro',
  everything_other: 'Los {{count}} que coinciden con el filtro',
  held: 'Retenido', released: 'Liberado', refunded: 'Reembolsado', account: 'Cuenta',
  expires: 'Vence',
};
