import type { PaymentRowView } from '../../../../src-main/contract/payments.ts';

/** The rails as an operator reads them. */
export const railWords = {
  bitcoin: 'Bitcoin', aitbc: 'AITBC', interledger: 'Interledger',
  usdc: 'USDC',
} as const satisfies Record<PaymentRowView['rail'], string>;
