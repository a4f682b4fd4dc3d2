import { setTimeout as pause } from 'node:timers/promises';
import { ENGINE } from '../../engine/domain/actor.ts';
import { isTerminal } from '../../engine/domain/payment.ts';
import { moving, unclearOf, type Evidence } from '../kill/judge.ts';
import { openApp } from '../kill/operators.ts';
import type { Town } from './town.ts';
import type { Moved } from './witness.ts';

const LOOK_MS = 2_000;
/** What a person knows of is asked about on and on: unmoved for so long, that is rest, too. */
const PATIENCE_MS = 20_000;
const LIMIT_MS = 300_000;

/**
 * Waits until nothing moves by itself, but for what stands before a person. A run that never rests
 * is judged all the same, and found out.
 */
export async function waitForRest(evidence: Evidence): Promise<void> {
  const startedAt = performance.now();
  let [seen, since] = ['', startedAt];
  while (performance.now() - startedAt < LIMIT_MS) {
    const left = moving(await evidence.aggregates());
    if (left.length === 0) return;
    const known = await Promise.all(left.map(async ({ payment: { id } }) =>
      (await evidence.read.openAttention(id)).length > 0));
    const now = performance.now();
    const state = left.map(({ payment: { id, version } }) => `${id} ${version}`).join();
    if (state !== seen || known.includes(false)) [seen, since] = [state, now];
    if (now - since > PATIENCE_MS) return;
    await pause(LOOK_MS);
  }
}

/**
 * Two operators end what is left, in the store of a door that has ended: what was refused is tried
 * again, and what is unclear is ended by what the chain shows. Answers the refusals that they met.
 */
export async function resolveAll(
  { folder, address }: Town,
  { evidence, chain }: { readonly evidence: Evidence; readonly chain: readonly Moved[] },
): Promise<readonly string[]> {
  const app = await openApp(folder, address);
  try {
    const { engine } = app;
    const [first, second] = await engine.operators.list();
    if (first === undefined || second === undefined) return ['There are no two operators.'];
    const ask = {
      actor: { ...ENGINE, kind: 'operator', id: first.id, name: first.name }, idempotency: null,
    } as const;
    const refusals: string[] = [];
    for (const one of await evidence.aggregates()) {
      const { payment: { id, status, payeeAccount } } = one;
      if (isTerminal(status)) continue;
      const act = {
        paymentId: id, marketplaceId: null, version: null, reason: 'looked up on the chain',
      };
      const seen = chain.find(({ account }) => account === payeeAccount?.toLowerCase());
      const answer = unclearOf(one) === null ? await engine.payments.retry(ask, act)
        : seen === undefined ? await engine.payments.declareNotDone(ask, { ...act, second })
          : await engine.payments.attachEvidence(ask, { ...act, second, reference: seen.hash });
      if (!answer.ok) refusals.push(`${id} (${status}): ${answer.refusal.message}`);
    }
    await waitForRest(evidence);
    return refusals;
  } finally {
    await app.stop();
  }
}
