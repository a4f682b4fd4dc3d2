import type { Engine } from '../../engine/api.ts';
import { acknowledged, FIRST, follow, operatorAsk, SECOND } from './asking.ts';
import { text, whole } from './facts.ts';
import type { Scene } from './scene.ts';
import { minorOf, type Trail } from './trails.ts';
import { decidePayout } from './treasurers.ts';

/**
 * Two operators end an unclear outcome after they looked at the provider: they attach the evidence
 * of what the books show, or declare not done what neither happened nor can still arrive.
 */
export function decideTruly(scene: Scene, engine: Engine, paymentId: string): boolean {
  const { facts, trails, verdict } = scene;
  trails.sync();
  const open = facts.one('select operations.id, key, kind, operations.amount, rail '
    + 'from operations join payments on payments.id = payment_id '
    + 'where payment_id = ? and state = \'unclear\'', paymentId);
  if (text(open, 'rail') === 'usdc') {
    return scene.seeded.chance(0.5)
      && decidePayout(scene, engine, { paymentId, key: text(open, 'key') });
  }
  // Whether a payout arrived, the payee's bank says for certain once nothing more can.
  if (text(open, 'kind') === 'payout') {
    follow(scene, 'check', engine.payments.check(operatorAsk, { paymentId }), acknowledged(scene));
    return true;
  }
  const trail = open === null ? null : trails.of(text(open, 'key'));
  if (open !== null && trail === null) return declare(scene, engine, paymentId);
  if (open === null || trail === null || trail.inFlight > 0 || trail.pending) return false;
  const row = trail.rows[0];
  // What did something else than was asked stays in front of the person.
  if (row === undefined) {
    return isOdd(trail) ? false : declare(scene, engine, paymentId);
  }
  const whatWasAsked = trail.kind === 'purchase' || minorOf(row) === whole(open, 'amount');
  if (!whatWasAsked) return false;
  const reference = referenceOf(scene, trail);
  if (reference === null) return false;
  const input = { paymentId, marketplaceId: null, version: null, reason: 'seen', reference };
  const alone = scene.seeded.chance(0.1);
  follow(scene, 'attachEvidence', engine.payments.attachEvidence(operatorAsk, {
    ...input, second: alone ? { ...SECOND, id: FIRST.id } : SECOND,
  }), (aggregate) => {
    if (alone) verdict.fail('R9: one operator alone attached evidence');
    acknowledged(scene)(aggregate);
  });
  return true;
}

function declare(scene: Scene, engine: Engine, paymentId: string): boolean {
  follow(scene, 'declareNotDone', engine.payments.declareNotDone(operatorAsk, {
    paymentId, marketplaceId: null, version: null, reason: 'looked', second: SECOND,
  }), acknowledged(scene));
  return true;
}

/** A contract whose amount was cut to nothing exists and holds nothing. */
function isOdd(trail: Trail): boolean {
  return trail.provider === 'chain' && trail.kind === 'hold' && trail.acted > 0;
}

/** What a person would copy from the provider's own screen. */
function referenceOf({ sandbox, facts }: Scene, trail: Trail): string | null {
  const [row] = trail.rows;
  if (row === undefined) return null;
  if (row.hash !== null) return row.hash;
  if (row.provider !== 'exchange') return row.reference;
  const { response } = seen(sandbox.deliver('exchange', {
    method: 'GET', path: `/api/v1/token/escrow?job_id=${row.reference}`,
    headers: { 'x-api-key': sandbox.secrets.exchangeApiKey }, bodyText: '',
  }));
  const escrows = facts.all('select reference from escrows');
  const used = new Set(escrows.map((one) => text(one, 'reference')));
  return response.filter((id) => !used.has(id)).at(-1) ?? null;
}

function seen(
  delivery: { readonly kind: string; readonly response?: { readonly bodyText: string } },
) {
  const parsed: unknown = JSON.parse(delivery.response?.bodyText ?? '{}');
  const items = typeof parsed === 'object' && parsed !== null && 'items' in parsed
    && Array.isArray(parsed.items) ? parsed.items : [];
  return {
    response: items.flatMap((item: unknown) =>
      typeof item === 'object' && item !== null && 'escrow_id' in item
        && typeof item.escrow_id === 'string' ? [item.escrow_id] : []),
  };
}
