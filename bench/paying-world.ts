/** The engine as it takes payments over Interledger, with what can be seen from outside of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { invariant } from '../src-main/engine/domain/result.ts';
import type { ChangeSet, Http, Store } from '../src-main/engine/ports.ts';
import { connectionRow, MARKETPLACE_ID } from '../src-main/testing/seed-rows.ts';
import { createStatuses } from './lives.ts';
import { ask, CALLS_AT_ONCE_MAX, openWorld, seedFile } from './world.ts';

const SELLER = 'bench-seller';
const WAIT_MS = 60_000;

export type Started = { readonly paymentId: string; readonly link: string };

export type PayingWorld = {
  /** Until the payer's link is there. */
  readonly start: () => Promise<Started>;
  /** From the payer's return until the payment is released. */
  readonly finish: (started: Started, back: URL) => Promise<{ readonly waitedMs: number }>;
  /** Until nothing of the payment is left open at the banks, which comes after its end. */
  readonly cleared: (paymentId: string) => Promise<void>;
  /** For how long at least one call was on its way to the banks or back, since the start. */
  readonly callingMs: () => number;
  readonly close: () => Promise<void>;
};

/** A fresh store in `folder`, one seller in it; `providerUrl` is the wallet daemon's. */
export async function openPayingWorld(folder: string, given: {
  readonly providerUrl: string; readonly bankUrl: string;
  readonly payee: string; readonly payer: string; readonly amountText: string;
  readonly keyId: string; readonly privateKey: KeyObject;
}): Promise<PayingWorld> {
  const { providerUrl, bankUrl, payee, payer, keyId, privateKey, amountText } = given;
  mkdirSync(folder);
  const file = join(folder, 'paydesk.db');
  await seedFile(file, { providerUrl, more: [connectionRow({
    id: 'con_interledger', rail: 'interledger', name: 'Interledger', config: {}, baseUrl: bankUrl,
    expiryOwner: 'unknown', deadlineMs: 20_000, concurrencyMax: CALLS_AT_ONCE_MAX,
  })] });
  const seen = watchPayments();
  const calls = watchCalls();
  const world = await openWorld(file, { watched: seen.watch, heard: calls.watch });
  const { engine } = world;
  // The worker that reads for the screens loads for half a second, beside whatever is measured.
  await engine.lists.inboxUnread('nobody');
  const saved = await engine.sellers.save(ask, {
    marketplaceId: MARKETPLACE_ID, reference: SELLER, version: null, name: null, categories: null,
    walletAddress: payee, keyId, enabled: true,
    privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  });
  invariant(saved.ok, 'The bench\'s seller was refused.');
  const statuses = createStatuses(engine);
  let offers = 0;
  return {
    start: async () => {
      offers += 1;
      const started = await engine.consents.start(ask, {
        marketplaceId: MARKETPLACE_ID, sellerReference: SELLER, category: null,
        offerId: `offer-${offers}`, externalId: null, payer: 'Acme AI', payerAccount: payer,
        amountText, description: 'Bench', waitMs: WAIT_MS,
      });
      invariant(started.ok && started.value.consent !== null, 'The bench got no link.');
      return { paymentId: started.value.payment.id, link: started.value.consent.link ?? '' };
    },
    finish: async ({ paymentId }, back) => {
      const { key = '', ...parameters } = Object.fromEntries(back.searchParams);
      const released = statuses.reached(paymentId, 'released');
      const returned = await engine.consents.returned({
        finishKey: key, parameters, waitMs: WAIT_MS,
      });
      invariant(returned.ok, 'The bench\'s payer was refused.');
      await released;
      return { waitedMs: seen.waitedMs(paymentId) };
    },
    cleared: seen.cleared,
    callingMs: calls.totalMs,
    close: () => {
      statuses.stop();
      return world.close();
    },
  };
}

/** Sees in the engine's commits what it waits for by itself, and when it has cleared up. */
function watchPayments() {
  const waits = new Map<string, number>();
  const clearings = new Map<string, PromiseWithResolvers<void>>();
  const clearing = (paymentId: string): PromiseWithResolvers<void> => {
    const known = clearings.get(paymentId) ?? Promise.withResolvers<void>();
    clearings.set(paymentId, known);
    return known;
  };
  const waitedMs = (paymentId: string): number => waits.get(paymentId) ?? 0;
  const note = ({ writes }: ChangeSet): void => {
    for (const write of writes) {
      if (write.write === 'work' && write.row.kind === 'inquire' && write.row.paymentId !== null) {
        const { paymentId, dueAt } = write.row;
        waits.set(paymentId, waitedMs(paymentId) + Math.max(0, dueAt - Date.now()));
      }
      if (write.write === 'update' && write.noun === 'consents' && write.row.closedAt !== null) {
        clearing(write.row.paymentId).resolve();
      }
    }
  };
  return {
    waitedMs,
    cleared: (paymentId: string) => clearing(paymentId).promise,
    watch: (store: Store): Store => ({
      ...store,
      commit: async (change) => {
        const answer = await store.commit(change);
        if (answer.ok) note(change);
        return answer;
      },
    }),
  };
}

function watchCalls() {
  let onTheirWay = 0;
  let since = 0;
  let totalMs = 0;
  return {
    totalMs: () => totalMs,
    watch: (http: Http): Http => ({
      send: async (request) => {
        if (onTheirWay === 0) since = performance.now();
        onTheirWay += 1;
        const answer = await http.send(request);
        onTheirWay -= 1;
        if (onTheirWay === 0) totalMs += performance.now() - since;
        return answer;
      },
    }),
  };
}
