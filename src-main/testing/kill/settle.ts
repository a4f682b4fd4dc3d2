import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Control } from './control.ts';
import { judge, moving, openEvidence, unclearOf, type Judgement } from './judge.ts';
import type { Marketplace } from './marketplace.ts';
import { openApp, resolveUnclear } from './operators.ts';
import type { ControlAddress } from './processes.ts';

/** A run at its end: the engine's data folder, the stand-ins, and what a marketplace was told. */
export type Run = {
  readonly folder: string; readonly control: Control; readonly marketplace: Marketplace;
};

const SETTLE_LIMIT_MS = 180_000;

/** Ends the faults, waits until nothing moves by itself any more, and judges. */
export async function settleAndJudge(run: Run): Promise<Judgement> {
  const { folder, control, marketplace: { ledger } } = run;
  await control.clearFaults();
  const evidence = openEvidence(join(folder, 'paydesk.db'));
  try {
    const startedAt = performance.now();
    let left = moving(await evidence.aggregates());
    while (left.length > 0 && performance.now() - startedAt < SETTLE_LIMIT_MS) {
      await pause(250);
      left = moving(await evidence.aggregates());
    }
    const judged = await judge(evidence, { ledger, books: await control.books() });
    const unsettled = left.map(({ payment }) =>
      `Payment ${payment.id} (${payment.status}) did not come to rest.`);
    return { ...judged, findings: [...judged.findings, ...unsettled] };
  } finally {
    evidence.close();
  }
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
