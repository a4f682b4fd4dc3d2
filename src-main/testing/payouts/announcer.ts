/** A marketplace that announces completed tasks, and repeats each until it is answered. */
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { formatAmountShort, money, USDC } from '../../engine/domain/money.ts';
import type { DoorReady } from '../kill/processes.ts';
import { tryOnce, type Answered } from './http.ts';

export type Task = {
  readonly taskId: string; readonly payee: string; readonly amountMinor: bigint;
};

const PATH = '/api/v1/webhooks/task-completed';
const PAUSE_MS = 100;

/** The amount of a task in major units, as it is written into an announcement or a file. */
export function amountTextOf({ amountMinor }: Pick<Task, 'amountMinor'>): string {
  return formatAmountShort(money(amountMinor, USDC));
}

/** The body that GigStream sends for a completed task; the amount is a number in it. */
export function announcementOf(task: Task, completedAtMs: number): string {
  const { taskId, payee } = task;
  return JSON.stringify({
    externalTaskId: taskId, workerId: payee, completedAt: new Date(completedAtMs).toISOString(),
    amount: '@', completionProof: { photos: ['https://cdn.example/1.jpg'], duration: 30 },
    rating: 5,
  }).replace('"@"', amountTextOf(task));
}

/** Where a marketplace announces, and with what. */
export type Addressee = Pick<DoorReady, 'listener'> & {
  readonly sandbox: Pick<DoorReady['sandbox'], 'apiKey' | 'webhookSecrets'>;
};

/** One delivery, signed as GigStream signs; null where it was not answered. */
export function deliverOnce(door: Addressee, body: string): Promise<Answered | null> {
  const { listener, sandbox } = door;
  const digest = createHmac('sha256', sandbox.webhookSecrets.jobs).update(body).digest('hex');
  return tryOnce(new URL(PATH, listener.url), {
    text: body, headers: { 'x-api-key': sandbox.apiKey, 'x-signature': `sha256=${digest}` },
  });
}

/** Announces a task until it is acknowledged. Throws where the answer is one nobody expects. */
export async function announce(door: () => DoorReady | null, task: Task): Promise<void> {
  const body = announcementOf(task, Date.now() - 60_000);
  for (;;) {
    const ready = door();
    const answer = ready === null ? null : await deliverOnce(ready, body);
    if (answer?.status === 202) return;
    const isPassing = answer === null || answer.status === 503 || answer.status === 429;
    if (!isPassing) {
      throw new Error(`${task.taskId}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await pause(PAUSE_MS);
  }
}
