import { z } from 'zod';

export const paymentTabs = ['timeline', 'operations', 'ledger', 'receipt'] as const;
export type PaymentTab = (typeof paymentTabs)[number];

/** The open tab as it stands in the address; the timeline needs no mention. */
export const paymentSearch = z.object({
  tab: z.enum(paymentTabs).optional().catch(undefined),
});
