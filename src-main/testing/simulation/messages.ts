import { createHmac } from 'node:crypto';
import type { CompletedTask, Engine } from '../../engine/api.ts';
import type { InboundSecret } from '../../engine/domain/records.ts';
import { inboundSecretContext } from '../../engine/marketplaces/inbound-secrets.ts';
import { MARKETPLACE_ID } from '../seed-rows.ts';
import { follow } from './asking.ts';
import { text } from './facts.ts';
import { openSecrets } from './plan.ts';
import type { Scene } from './scene.ts';
import { count } from './trace.ts';

const SECRET = 'whsec_c2ltdWxhdGlvbg==';
const SECRET_ID = 'ibs_sim';

/** What the marketplace signs its announcements with. */
export function inboundSecret(): InboundSecret {
  return {
    id: SECRET_ID, secret: openSecrets.seal(SECRET, inboundSecretContext(SECRET_ID)), createdAt: 0,
    endsAt: null,
  };
}

/** Announces a task by a signed message, as GigStream does; once in a while with a wrong one. */
export function sendMessage(scene: Scene, engine: Engine, task: CompletedTask): void {
  const { seeded, facts, memory, verdict } = scene;
  const body = Buffer.from(bodyOf(task));
  const isForged = seeded.chance(0.08);
  const signature = createHmac('sha256', isForged ? 'another' : SECRET).update(body).digest('hex');
  follow(scene, 'task.send', engine.tasks.receiveTask({
    marketplaceId: MARKETPLACE_ID, body, headers: {},
    signature: { scheme: 'body', text: `sha256=${signature}` },
  }), ({ messageId }) => {
    if (isForged) verdict.fail('R13: a message that nobody signed was taken');
    const row = facts.one('select id from inbox where message_id = ?', messageId);
    if (row === null) verdict.fail(`R13: ${messageId} was acknowledged and is not kept`);
    memory.acknowledged.push(['inbox', text(row, 'id')]);
  });
}

/** The amount is written as a number, which must not go through a float. */
function bodyOf(task: CompletedTask): string {
  const { taskId, payeeReference, completedAt, assetCode, durationMinutes, identity } = task;
  const rest = JSON.stringify({
    externalTaskId: taskId, workerId: payeeReference, currency: assetCode,
    completedAt: new Date(completedAt).toISOString(), rating: 5,
    completionProof: { photos: ['proof'], duration: durationMinutes },
    ...(identity === null ? {} : { idempotencyKey: identity }),
  });
  return `${rest.slice(0, -1)},"amount":${task.amountText}}`;
}

/** Every message that was kept has been read: it paid its task, or says why it did not. */
export function checkMessages({ facts, verdict, coverage }: Scene): void {
  for (const row of facts.all('select id, state, code, job_id from inbox')) {
    const id = text(row, 'id');
    const state = text(row, 'state');
    count(coverage, `ended message ${state} ${text(row, 'code')}`);
    if (state === 'waiting') verdict.fail(`R14: the message ${id} is not read`);
    const payment = facts.one('select id from payments where job_id = ?', text(row, 'job_id'));
    if (state === 'processed' && payment === null) {
      verdict.fail(`the message ${id} is said to have paid its task, and there is no payment`);
    }
  }
}
