import type { Translated } from '../keys.ts';
import type { payees as english } from '../en/payees.ts';

export const payees: Translated<typeof english> = {
  title: 'Beneficiarios', search: 'Buscar beneficiarios',
  prompt: 'Nombre, o el comienzo de una de sus palabras',
  columns: {
    payee: 'Beneficiario', payments: 'Pagos', open: 'Abiertos', paid: 'Pagado', held: 'Retenido',
    success: 'Éxito', lastPaid: 'Último pago', firstSeen: 'Visto por primera vez',
    account: 'Cuenta', rail: 'Red', lastSeen: 'Último uso', reference: 'Evidencia',
  },
  file: {
    payments: 'Pagos en este activo', open: 'Abiertos, todos los activos',
    success: 'Éxito, todos los activos, %',
  },
  moreAssets: '+{{count}}',
  none: {
    title: 'Todavía no hay beneficiarios',
    text: 'El beneficiario de cada pago aparece aquí con lo que se le pagó.',
    filtered: 'Ningún beneficiario se llama así', takeAway: 'Buscar otra palabra del nombre.',
  },
  one: {
    back: 'Beneficiarios', new: 'Primer pago {{when}}', facts: 'En resumen', totals: 'Totales',
    totalsNone: 'Todavía no se pagó nada.', asset: 'Activo', released: 'Pagado',
    refunded: 'Reembolsado', held: 'Retenido',
    success: 'Se pagó el {{percent}} % de {{count}} pagos terminados',
    successNone: 'todavía no terminó ningún pago', lastPaid: 'Último pago',
    firstSeen: 'Visto por primera vez', never: 'nunca', openPayments: 'Pagos abiertos',
    openNone: 'No hay pagos abiertos.', history: 'Todos los pagos de este beneficiario',
    accounts: 'Cuentas usadas',
    accountsNone: 'Ningún pago indicó una cuenta: la conoce el proveedor.',
    used_one: '{{count}} pago', used_many: '{{count}} de pagos', used_other: '{{count}} pagos',
    alikeTitle: 'Dos cuentas se parecen',
    alike: 'se diferencia muy poco de {{other}}. Compararlas carácter por carácter.',
    explain: 'Explicar esta cifra',
  },
  statement: {
    title: 'Extracto', from: 'Desde, UTC', to: 'Hasta, UTC', show: 'Mostrar',
    thisMonth: 'Este mes', lastMonth: 'El mes pasado', everything: 'Todo',
    csv: 'Guardar como CSV', pdf: 'Guardar como PDF',
    none: 'El libro mayor no tiene asientos de este beneficiario en este periodo.',
    total: 'Pagado en este periodo', lines_one: '{{count}} línea',
    lines_many: '{{count}} de líneas', lines_other: '{{count}} líneas',
    agrees: 'Las líneas suman lo que el libro mayor pagó a este beneficiario.',
    differs: 'El libro mayor dice {{ledger}}; las líneas suman {{lines}}. Verificar la auditoría.',
    wrong: 'El primer día es posterior al último.',
  },
};
