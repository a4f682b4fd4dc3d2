import type { Engine } from '../../engine/api.ts';
import { acknowledged, follow, mustNotGuess, operatorAsk, SECOND } from './asking.ts';
import { text } from './facts.ts';
import { decideTruly } from './operators.ts';
import type { Scene } from './scene.ts';
import { REFUND_ADDRESS } from '../seed-rows.ts';
import { letReadyGo, nudge } from './treasurers.ts';

const ROUNDS = 5;

/** People answer what waits for them, a few rounds long, and time passes after each. */
export async function letPeopleAct(
  scene: Scene,
  rest: (scene: Scene) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < ROUNDS && scene.verdict.first() === null; round += 1) {
    const engine = scene.machine.engine();
    if (engine === null) {
      scene.verdict.fail('the machine stays down after the world healed');
      return;
    }
    const items = scene.facts.all('select subject, subject_id, reason from attention '
      + 'where closed_at is null order by opened_at, id');
    if (!letReadyGo(scene, engine) && items.length === 0) return;
    for (const item of items) answer(scene, engine, item);
    await rest(scene);
  }
}

function answer(
  scene: Scene,
  engine: Engine,
  item: Readonly<Record<string, string | bigint | null>>,
): void {
  const paymentId = text(item, 'subject_id');
  const act = { paymentId, marketplaceId: null, version: null, reason: 'settled by a person' };
  const done = acknowledged(scene);
  switch (text(item, 'reason')) {
    case 'outcome-unclear':
      if (!decideTruly(scene, engine, paymentId)) {
        follow(scene, 'check', engine.payments.check(operatorAsk, { paymentId }), done);
      }
      return;
    case 'consent-needed':
      follow(scene, 'cancel', engine.payments.cancel(operatorAsk, act), done);
      return;
    case 'paid-in-part':
      follow(scene, 'giveUp', engine.payments.giveUp(operatorAsk, act), done);
      return;
    case 'dead-letter':
    case 'release-rejected':
      follow(scene, 'retry', engine.payments.retry(operatorAsk, act), done);
      return;
    case 'review-needed':
      // It is let go, or withdrawn, with everything that is ready.
      return;
    case 'payout-stuck':
      nudge(scene, engine, paymentId);
      return;
    case 'hold-rejected':
      follow(scene, 'giveUp', engine.payments.giveUp(operatorAsk, act), done);
      return;
    case 'refund-rejected':
    case 'purchase-rejected':
    case 'expiry-decision':
    case 'expiring-soon':
      refund(scene, engine, paymentId);
      return;
    case 'refund-address-missing': {
      const row = scene.facts.one('select payer from payments where id = ?', paymentId);
      scene.memory.refundAddresses.get(text(row, 'payer'))?.add(REFUND_ADDRESS);
      follow(scene, 'setRefundAddress', engine.payments.setRefundAddress(operatorAsk, {
        ...act, address: REFUND_ADDRESS, second: SECOND,
      }), done);
      return;
    }
    default:
  }
}

/** The person looked: money that the provider has returned by itself is not sent again. */
function refund(scene: Scene, engine: Engine, paymentId: string): void {
  scene.trails.sync();
  const escrow = scene.facts.one('select reference from escrows where payment_id = ?', paymentId);
  const returned = scene.trails.unasked().find((row) => row.provider === 'walletDaemon'
    && row.reference === text(escrow, 'reference'));
  const act = { paymentId, marketplaceId: null, version: null, reason: 'by a person' };
  // Where nothing tells Paydesk that the daemon has paid it back, two people record what they saw.
  if (returned !== undefined && mustNotGuess(scene, paymentId)) {
    follow(scene, 'recordReturn', engine.payments.recordProviderMove(operatorAsk, {
      ...act, kind: 'refund', reference: returned.hash ?? '', second: SECOND,
    }), acknowledged(scene));
    return;
  }
  follow(scene, 'refund', engine.payments.refund(operatorAsk, {
    ...act, amountText: null, delayMs: 0,
  }), acknowledged(scene));
}
