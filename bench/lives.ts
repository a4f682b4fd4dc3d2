import type { Engine } from '../src-main/engine/api.ts';
import type { PaymentStatus } from '../src-main/engine/domain/payment.ts';
import { invariant } from '../src-main/engine/domain/result.ts';
import { ask, benchPayment, type BenchWorld } from './world.ts';

/** Tells when payments reach a status, from the events of each commit. */
export type Statuses = {
  readonly reached: (paymentId: string, status: PaymentStatus) => Promise<void>;
  readonly stop: () => void;
};

const LOST_MS = 60_000;

/** Hears every commit once, whatever the number of those who wait. */
export function createStatuses(engine: Engine): Statuses {
  const waiting = new Map<string, () => void>();
  const stopListening = engine.onCommitted(({ events }) => {
    for (const { paymentId, kind } of events) {
      if (!kind.startsWith('payment.')) continue;
      const name = `${paymentId} ${kind.slice('payment.'.length)}`;
      const resolve = waiting.get(name);
      if (resolve === undefined) continue;
      waiting.delete(name);
      resolve();
    }
  });
  return {
    reached: (paymentId, status) => new Promise((resolve, reject) => {
      const name = `${paymentId} ${status}`;
      const lost = setTimeout(() => {
        reject(new Error(`${paymentId} was not ${status} within ${LOST_MS} ms.`));
      }, LOST_MS);
      waiting.set(name, () => {
        clearTimeout(lost);
        resolve();
      });
    }),
    stop: stopListening,
  };
}

export type Lap = { readonly seconds: number; readonly latenciesMs: readonly number[] };

/** Runs `count` tasks with `concurrency` of them at a time, each worker taking the next. */
export async function closedLoop(
  { count, concurrency }: { readonly count: number; readonly concurrency: number },
  task: (index: number) => Promise<void>,
): Promise<Lap> {
  const latenciesMs: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const taskStartedAt = performance.now();
      await task(index);
      latenciesMs.push(performance.now() - taskStartedAt);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
  return { seconds: (performance.now() - startedAt) / 1_000, latenciesMs };
}

/** Creates a payment and waits until its money is held; answers its id. */
export async function createHeld({ engine }: BenchWorld, statuses: Statuses): Promise<string> {
  const created = await engine.payments.create(ask, benchPayment());
  invariant(created.ok, 'The bench\'s payment was refused.');
  const { id } = created.value.payment;
  // The hold leaves after a later turn of the event loop: it cannot have settled by now.
  await statuses.reached(id, 'escrowed');
  return id;
}

/** Releases a held payment and waits until that is proven. */
export async function releaseHeld(
  { engine }: BenchWorld, statuses: Statuses, paymentId: string,
): Promise<void> {
  const released = statuses.reached(paymentId, 'released');
  const asked = await engine.payments.release(ask, {
    paymentId, marketplaceId: null, version: null, reason: 'bench', amountText: null, delayMs: 0,
  });
  invariant(asked.ok, 'The bench\'s release was refused.');
  await released;
}

/** Whole payment lives: create, hold, release. */
export async function runLives(
  world: BenchWorld,
  load: { readonly count: number; readonly concurrency: number },
): Promise<Lap> {
  const statuses = createStatuses(world.engine);
  try {
    return await closedLoop(load, async () => {
      const id = await createHeld(world, statuses);
      await releaseHeld(world, statuses, id);
    });
  } finally {
    statuses.stop();
  }
}
