import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PaymentAggregate } from '../../engine/domain/payment.ts';
import type { Control } from './control.ts';
import {
  judge, moving, openEvidence, unclearOf, type Evidence, type Judgement,
} from './judge.ts';
import type { Marketplace } from './marketplace.ts';
import { openApp, resolveUnclear } from './operators.ts';
import type { ControlAddress } from './processes.ts';

/** A run at its end: the engine's data folder, the stand-ins, and what a marketplace was told. */
export type Run = {
  readonly folder: string; readonly control: Control; readonly marketplace: Marketplace;
};

const SETTLE_LIMIT_MS = 180_000;
/**
 * A provider that shows nothing but what proves nothing is asked on and on, while the payment
 * stands in front of a person: once nothing else has moved for so long, that is rest, too.
 */
const PATIENCE_MS = 20_000;

/** Ends the faults, waits until nothing moves by itself any more, and judges. */
export async function settleAndJudge(run: Run): Promise<Judgement> {
  const { folder, control, marketplace: { ledger } } = run;
  await control.clearFaults();
  const evidence = openEvidence(join(folder, 'paydesk.db'));
  try {
    const left = await waitForRest(evidence);
    const judged = await judge(evidence, { ledger, books: await control.books() });
    const unsettled = left.map(({ payment }) =>
      `Payment ${payment.id} (${payment.status}) did not come to rest.`);
    return { ...judged, findings: [...judged.findings, ...unsettled] };
  } finally {
    evidence.close();
  }
}

/** Waits until nothing moves but questions that a person knows of; answers what still does. */
async function waitForRest(evidence: Evidence): Promise<readonly PaymentAggregate[]> {
  const startedAt = performance.now();
  let [asked, since] = ['', startedAt];
  for (;;) {
    const left = moving(await evidence.aggregates());
    const alone = await aloneOf(evidence, left);
    const now = performance.now();
    // Versions stay where an inquiry learns nothing, so a change among them is news.
    const asks = left.map(({ payment: { id, version } }) => `${id} ${version}`).join();
    if (alone.length > 0 || asks !== asked) [asked, since] = [asks, now];
    const rests = left.length === 0 || now - since > PATIENCE_MS;
    if (rests || now - startedAt > SETTLE_LIMIT_MS) return alone;
    await pause(250);
  }
}

/** Those among them that nobody would be asked about. */
async function aloneOf({ read }: Evidence, left: readonly PaymentAggregate[]) {
  const known = await Promise.all(left.map(async (one) =>
    unclearOf(one) !== null && (await read.openAttention(one.payment.id)).length > 0));
  return left.filter((_, index) => known[index] === false);
}

/** The same after two operators ended what was unclear; the door must have ended. */
export async function resolveAndJudge(run: Run, address: ControlAddress): Promise<Judgement> {
  const { folder, control } = run;
  const app = await openApp(folder, address);
  try {
    const evidence = openEvidence(join(folder, 'paydesk.db'));
    const unclear = (await evidence.aggregates()).filter((one) => unclearOf(one) !== null);
    evidence.close();
    const refusals = await resolveUnclear(app, unclear, await control.books());
    const judged = await settleAndJudge(run);
    return { ...judged, findings: [...refusals, ...judged.findings] };
  } finally {
    await app.stop();
  }
}
