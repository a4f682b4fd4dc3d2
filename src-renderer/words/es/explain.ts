import type { Translated } from '../keys.ts';
import type { explain as english } from '../en/explain.ts';

export const explain: Translated<typeof english> = {
  title: 'Explicar esta cifra', back: 'Volver',
  money: {
    held: 'Retenido en {{rail}}', releasing: 'En liberación en {{rail}}',
    refunding: 'En reembolso en {{rail}}', unclear: 'Sin confirmar en {{rail}}',
  },
  status: 'Pagos en {{rail}}: {{status}}',
  day: {
    created: 'Creado el {{day}} en {{rail}}', released: 'Liberado el {{day}} en {{rail}}',
    refunded: 'Reembolsado el {{day}} en {{rail}}',
  },
  balance: 'Cuenta {{account}} del libro mayor en {{connection}}',
  payee: {
    released: 'Pagado a {{payee}}', refunded: 'Reembolsado, de pagos a {{payee}}',
    held: 'Retenido para {{payee}}',
  },
  rows: 'Filas que la componen', shown: 'La cifra', summed_one: 'Suma de {{count}} fila',
  summed_many: 'Suma de {{count}} de filas', summed_other: 'Suma de {{count}} filas',
  same: 'Las filas suman exactamente la cifra.',
  moved: 'Las filas suman {{sum}} y la cifra dice {{shown}}. Verificar la auditoría.',
  posting: 'Asiento', ofPayment: 'Pago',
  columns: {
    when: 'Cuándo', payee: 'Beneficiario', payment: 'Pago', row: 'Fila', amount: 'Suma',
  },
  none: 'Ninguna fila compone esta cifra: es cero.',
  unknown: 'Esa cifra no existe', unknownText: 'La dirección no nombra ninguna cifra de Paydesk.',
  csv: 'Exportar la prueba como CSV',
};
