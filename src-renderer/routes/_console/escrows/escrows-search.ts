import { z } from 'zod';
import type { CallInput } from '../../../../src-main/contract/contract.ts';
import { escrowFilter } from '../../../../src-main/contract/escrows.ts';
import { spanNames, spans } from '../payments/payments-search.ts';

export const ESCROW_ROWS = 100;
const { rail } = escrowFilter.shape;

/** The filters of the escrows as they stand in the address. */
export const escrowsSearch = z.object({
  rail: rail.unwrap().optional().catch(undefined),
  connection: z.string().min(1).max(128).optional().catch(undefined),
  within: z.enum(spanNames).optional().catch(undefined),
  cols: z.string().max(300).optional().catch(undefined),
});
export type EscrowsSearch = z.output<typeof escrowsSearch>;
export type EscrowFilter = CallInput<'escrows.list'>['filter'];

export function escrowFilterOf({ rail: chosen, connection, within }: EscrowsSearch): EscrowFilter {
  return {
    rail: chosen ?? null, connectionId: connection ?? null,
    withinMs: within === undefined ? null : spans[within],
  };
}
