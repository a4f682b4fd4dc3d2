import { z } from 'zod';
import { uuidV5 } from '../../sandbox/circle/core.ts';
import { hexOf } from '../../sandbox/evm/chain-port.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { amountOf, text, whole, type Facts, type Row } from './facts.ts';
import type { Verdict } from './trace.ts';
import { askCircle } from './treasury.ts';

const TRANSFER = '/v1/w3s/developer/transactions/transfer';

/** Whether a request asks Circle to move money. */
export function isTransfer(method: string, path: string): boolean {
  return method === 'POST' && path === TRANSFER;
}

/** Everything that was sent to Circle under one key. */
export type Journey = {
  readonly key: string; readonly paymentId: string;
  /** Requests that left and have not arrived. */
  inFlight: number;
};

export type Transfers = ReturnType<typeof createTransfers>;

const asked = z.object({
  idempotencyKey: z.string(), refId: z.string(), destinationAddress: z.string(),
  amounts: z.array(z.string()).length(1),
});
const told = z.object({
  data: z.object({ transaction: z.object({ state: z.string(), txHash: z.string().optional() }) }),
});

/** What Circle says of a transfer, and whether the chain ever carried it out. */
export type Fate = { readonly state: string | null; readonly hash: string | null };

/**
 * Follows every transfer from the engine to Circle, and is the judge of the rules that hold while
 * it travels: R3 and R5, and that a payout is settled on both proofs.
 */
export function createTransfers({ facts, sandbox, verdict }: {
  readonly facts: Facts; readonly sandbox: Sandbox; readonly verdict: Verdict;
}) {
  const journeys = new Map<string, Journey>();

  const fateOf = (key: string): Fate => {
    const { status, bodyText } = askCircle(
      sandbox, 'GET', `/v1/w3s/transactions/${uuidV5(key)}`);
    const state = status === 200
      ? told.parse(JSON.parse(bodyText)).data.transaction.state : null;
    const row = sandbox.books().find(({ provider, reference }) =>
      provider === 'circle' && reference === key);
    return { state, hash: row?.hash ?? null };
  };

  const leave = (body: string): Journey => {
    const request = asked.parse(JSON.parse(body));
    const { idempotencyKey: key, refId } = request;
    const operation = facts.one('select operations.id, payment_id, state, operations.amount, '
      + 'payee_account from operations join payments on payments.id = payment_id '
      + 'where key = ? and kind = \'payout\'', refId);
    const paymentId = text(operation, 'payment_id');
    const attempt = facts.one('select id from attempts where key = ? and purpose = \'send\' '
      + 'and ended_at is null', refId);
    if (operation === null || text(operation, 'state') !== 'dispatching' || attempt === null) {
      verdict.fail(`R3: a transfer left under ${refId} without a durable intent`);
    }
    if (key !== refId) verdict.fail(`R5: the transfer ${refId} left under another key`);
    judgeWords(verdict, request, operation);
    for (const other of journeys.values()) {
      if (other.paymentId === paymentId && other.key !== key) {
        judgeEarlier(verdict, other, fateOf(other.key));
      }
    }
    const journey = journeys.get(key) ?? { key, paymentId, inFlight: 0 };
    journeys.set(key, journey);
    journey.inFlight += 1;
    return journey;
  };

  return {
    leave, fateOf, watch: createSettledWatch({ facts, sandbox, verdict, fateOf }),
    /** It has arrived, or never will. */
    end: (journey: Journey): void => { journey.inFlight -= 1; },
    isInFlight: (key: string): boolean => (journeys.get(key)?.inFlight ?? 0) > 0,
  };
}

function judgeWords(
  verdict: Verdict,
  { amounts: [amount = ''], destinationAddress }: z.infer<typeof asked>,
  operation: Row | null,
): void {
  const account = text(operation, 'payee_account');
  const isSame = destinationAddress.toLowerCase() === account.toLowerCase();
  if (!isSame) verdict.fail(`a transfer to ${destinationAddress} left, the payee is ${account}`);
  if (amountOf(amount, 6) !== whole(operation, 'amount')) {
    verdict.fail(`a transfer of ${amount} left, ${whole(operation, 'amount')} was decided`);
  }
}

/** R5: nothing is sent again under a new key while the old one may still pay, or has paid. */
function judgeEarlier(
  verdict: Verdict, { key, paymentId, inFlight }: Journey, { state, hash }: Fate,
): void {
  const isOver = state === null ? inFlight === 0 : UNPAID.has(state) && hash === null;
  if (isOver) return;
  verdict.fail(`R5: ${paymentId} was sent again while its transfer ${key} is `
    + `${state ?? 'on its way'}${hash === null ? '' : ', and paid'}`);
}

/** At every commit: what became settled has Circle's word and the chain's. */
function createSettledWatch({ facts, sandbox, verdict, fateOf }: {
  readonly facts: Facts; readonly sandbox: Sandbox; readonly verdict: Verdict;
  readonly fateOf: (key: string) => Fate;
}) {
  const settled = new Set<string>();
  return (paymentIds: readonly string[]): void => {
    const rows = paymentIds.flatMap((paymentId) => facts.all('select operations.id, key, '
      + 'evidence_reference from operations join payments on payments.id = payment_id '
      + 'where payment_id = ? and rail = \'usdc\' and state = \'settled\' '
      + 'and evidence_kind = \'transaction\'', paymentId));
    for (const row of rows) {
      const id = text(row, 'id');
      if (settled.has(id)) continue;
      settled.add(id);
      const { state, hash } = fateOf(text(row, 'key'));
      if (state !== 'COMPLETE') verdict.fail(`${id} is settled, and Circle says ${state}`);
      const reference = text(row, 'evidence_reference');
      // Circle books what the chain did when it looks, which may be later than we did.
      if (hash === null ? !isMined(sandbox, reference) : hash !== reference) {
        verdict.fail(`${id} is settled, and the chain has not carried it out`);
      }
    }
  };
}

function isMined(sandbox: Sandbox, hash: string): boolean {
  const found = { isMined: false };
  sandbox.chain.receipt(hexOf(hash), (receipt) => { found.isMined = receipt?.isSuccess === true; });
  return found.isMined;
}

/** Circle ended these without paying, unless the chain shows otherwise. */
export const UNPAID: ReadonlySet<string> = new Set(['FAILED', 'DENIED', 'CANCELLED']);
