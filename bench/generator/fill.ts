import { openMigrated } from '../../src-main/db/migrate.ts';
import { createReads } from '../../src-main/db/reads.ts';
import { createRowMemories } from '../../src-main/db/row-memory.ts';
import { ENGINE } from '../../src-main/engine/domain/actor.ts';
import type { Batch } from '../../src-main/engine/domain/batch.ts';
import type { Payment } from '../../src-main/engine/domain/payment.ts';
import { counterWrite } from '../../src-main/engine/payments/record.ts';
import type { ChangeSet, Write } from '../../src-main/engine/ports.ts';
import { createSeeded } from '../../src-main/testing/seeded.ts';
import { openBulk } from './bulk.ts';
import { changeOf } from './changes.ts';
import { completeDirectory, type Directory } from './directory.ts';
import { createFacts, type Scale } from './facts.ts';
import { createSeededIds } from './people.ts';

export type FillOptions = Scale & {
  readonly seed: number;
  readonly tell: (line: string) => void;
};

const PER_TRANSACTION = 1_000;
const TELL_EVERY = 50_000;
/** A batch for the first of so many payments, and how many of them it takes. */
const BATCH_EVERY = 2_000;
const BATCH_ITEMS = 120;

/**
 * Adds payments to a store that holds a marketplace and a connection per rail. Two calls with the
 * same options on equal stores leave equal rows. Nothing else may have the file open; after an
 * error it is no store any more.
 */
export async function fillStore(file: string, options: FillOptions): Promise<void> {
  const { payments, seed, nowMs, tell } = options;
  const { directory, change } = await directoryOf(file, nowMs);
  const bulk = openBulk(file);
  const startedAt = performance.now();
  bulk.write([change]);
  const next = createGenerator(options, directory, seed);
  for (let from = 0; from < payments; from += PER_TRANSACTION) {
    const until = Math.min(payments, from + PER_TRANSACTION);
    const changes: ChangeSet[] = [];
    for (let index = from; index < until; index += 1) changes.push(...next(index));
    bulk.write(changes);
    if (until % TELL_EVERY === 0) {
      const seconds = (performance.now() - startedAt) / 1_000;
      tell(`${until} payments generated, ${Math.round(until / seconds)} a second`);
    }
  }
  bulk.finish(tell);
  const seconds = (performance.now() - startedAt) / 1_000;
  tell(`${payments} payments generated in ${seconds.toFixed(0)} s`);
}

async function directoryOf(file: string, nowMs: number) {
  const database = openMigrated(file);
  try {
    const read = createReads(database, createRowMemories());
    return completeDirectory({
      marketplaces: await read.marketplaces(), connections: await read.connections(),
    }, nowMs);
  } finally {
    database.close();
  }
}

/** The change sets of one payment after the other, and of the batches that released some. */
function createGenerator(
  scale: Scale, directory: Directory, seed: number,
): (index: number) => readonly ChangeSet[] {
  const seeded = createSeeded(seed);
  const ids = createSeededIds(seeded);
  const factsAt = createFacts(seeded, scale, directory);
  let batchId: string | null = null;
  let released: Payment[] = [];
  return (index) => {
    const facts = factsAt(index);
    ids.setTime(facts.createdAt);
    const place = index % BATCH_EVERY;
    if (place === 0) batchId = ids.next('bat');
    const generated = changeOf(facts, { ids, seeded, batchId });
    if (batchId !== null && generated.payment.status === 'released') {
      released.push(generated.payment);
    }
    if (batchId === null || (place !== BATCH_ITEMS && index !== scale.payments - 1)) {
      return [generated.change];
    }
    const batch = batchChange(batchId, released);
    batchId = null;
    released = [];
    return [generated.change, batch];
  };
}

function batchChange(id: string, released: readonly Payment[]): ChangeSet {
  const at = Math.max(0, ...released.map(({ updatedAt }) => updatedAt));
  const row: Batch = {
    id, marketplaceId: null, act: 'release', reason: 'The results were accepted.',
    state: 'finished', requestedBy: 'ana', total: released.length, createdAt: at, updatedAt: at,
    finishedAt: at, retryOf: null, version: 1,
  };
  return {
    writes: [
      { write: 'insert', noun: 'batches', row },
      ...released.map((payment, position): Write => ({
        write: 'batch-item',
        row: {
          batchId: id, position, paymentId: payment.id, state: 'done', operationId: null,
          detail: '',
        },
      })),
      counterWrite('batch:finished', 1),
    ],
    audit: {
      at, actor: ENGINE, act: 'batch.generate', subject: 'batch', subjectId: id, reason: '',
      data: { total: String(released.length) },
    },
  };
}
