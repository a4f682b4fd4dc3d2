import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Delivery } from '../domain/records.ts';
import { workId } from '../domain/work.ts';
import type { PaymentFilter } from '../lists.ts';
import type { CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { csvText } from '../reports/csv-file.ts';
import { textCell } from '../reports/csv-text.ts';
import { receiptJson } from '../receipts/receipt.ts';
import { renderReceiptPdf } from '../receipts/receipt-pdf.ts';
import { evidenceFile } from './evidence.ts';
import { acts, reads, type PreparedFile, type ViewDeps } from './guard.ts';
import { receiptOf } from './receipt.ts';
import { moneyWire } from './wire.ts';

type RecordHandlers = Pick<Handlers, Extract<
  keyof Handlers,
  `files.${string}` | `webhooks.${string}` | `audit.${string}`
  | `jobs.${string}`
>>;

export function recordHandlers(deps: ViewDeps): RecordHandlers {
  return {
    ...fileHandlers(deps), ...webhookHandlers(deps), ...auditHandlers(deps), ...jobHandlers(deps),
  };
}

function fileHandlers(deps: ViewDeps) {
  const prefix = deps.sandbox ? 'SANDBOX-' : '';
  return {
    'files.receipt': acts(deps, (input: ReceiptAsk) => receiptFile(deps, input, prefix)),
    'files.evidence': acts(deps, ({ paymentId }: { paymentId: string }, { operator }) =>
      evidenceFile(deps, { paymentId, madeBy: operator.name })),
    'files.paymentsCsv': acts(deps, async ({ filter }: { filter: PaymentFilter }) => {
      const name = `${prefix}payments-${deps.nowMs()}-spreadsheet.csv`;
      const place = await deps.shelf.reserve(name);
      const { rows, sha256 } = await deps.engine.lists.exportPayments({
        filter, path: place.path, title: name,
      });
      return accept(await place.done('text/csv; charset=utf-8', rows, sha256));
    }),
    'files.tableCsv': acts(deps, async (
      { name, columns, rows }: { name: string; columns: string[]; rows: string[][] },
    ) => {
      const cells = rows.map((row) => columns.map((_column, at) => textCell(row[at] ?? '').text));
      return accept(await deps.shelf.addBytes({
        name: `${prefix}${name}-${deps.nowMs()}-spreadsheet.csv`, rows: rows.length,
        mime: 'text/csv; charset=utf-8',
        bytes: new TextEncoder().encode(csvText([columns, ...cells])),
      }));
    }),
    'files.deliver': acts(deps, ({ fileId }: { fileId: string }, { caller }) =>
      deps.deliver(fileId, caller)),
  } satisfies Partial<RecordHandlers>;
}

type ReceiptAsk = {
  readonly paymentId: string; readonly format: 'json' | 'pdf';
  readonly zone?: string | null | undefined;
};

async function receiptFile(
  deps: ViewDeps,
  { paymentId, format, zone = null }: ReceiptAsk,
  prefix: string,
): Promise<Result<PreparedFile>> {
  const receipt = await receiptOf(deps.engine, {
    paymentId, nowMs: deps.nowMs(), version: deps.version, sandbox: deps.sandbox,
  });
  if (receipt === null) return refuse('not_found', { payment: paymentId });
  const name = `${prefix}receipt-${paymentId}.${format}`;
  return accept(await deps.shelf.addBytes(format === 'json'
    ? {
      name, mime: 'application/json', rows: 1,
      bytes: new TextEncoder().encode(receiptJson(receipt)),
    }
    : {
      name, mime: 'application/pdf', rows: 1, bytes: await renderReceiptPdf(receipt, zone),
    }));
}

function webhookHandlers(deps: ViewDeps) {
  const { engine } = deps;
  return {
    'webhooks.test': acts(deps, async (
      input: { marketplaceId: string; webhookId: string }, { ask },
    ) => {
      const sent = await engine.webhooks.test(ask, input);
      return sent.ok ? accept({ deliveryId: sent.value }) : sent;
    }),
    'webhooks.list': reads(deps, async (input: CallParsed<'webhooks.list'>) => {
      const page = await engine.lists.deliveries({ ...input, marketplaceId: null });
      return accept({
        items: await Promise.all(page.items.map((row) => deliveryView(deps, row))),
        next: page.next,
      });
    }),
    'webhooks.get': reads(deps, async ({ id }: CallParsed<'webhooks.get'>) => {
      const delivery = await engine.read.delivery(id);
      return delivery === null ? refuse('not_found', { delivery: id })
        : accept(await deliveryView(deps, delivery));
    }),
    'webhooks.replay': acts(deps, async ({ deliveryIds }: { deliveryIds: string[] }, { ask }) => {
      const replayed = await engine.webhooks.replay(ask, deliveryIds);
      return replayed.ok ? accept({ replayed: replayed.value }) : replayed;
    }),
  } satisfies Partial<RecordHandlers>;
}

/** A delivery, with when its work falls due; only one that waits has any. */
async function deliveryView({ engine }: ViewDeps, delivery: Delivery) {
  const {
    id, type, url, state, paymentId, tries, createdAt, lastTriedAt, deliveredAt, responseStatus,
    responseBody, body, replayOf,
  } = delivery;
  const work = state === 'waiting' ? await engine.read.work(workId('deliver', id)) : null;
  return {
    nextTryAt: work === null || work.deadAt !== null ? null : work.dueAt,
    id, type, url, state, paymentId, tries, createdAt, lastTriedAt, deliveredAt, responseStatus,
    responseBody, body, replayOf,
  };
}

function auditHandlers(deps: ViewDeps) {
  const { lists } = deps.engine;
  return {
    'audit.list': reads(deps, async (input: CallParsed<'audit.list'>) => {
      const { items, next, searchedTo } = await lists.audit(input);
      return accept({
        items: items.map(({ seq, at, actor, act, subject, subjectId, reason, hash }) =>
          ({ seq, at, actor: actor.name, act, subject, subjectId, reason, hash })),
        next, searchedTo,
      });
    }),
    'audit.get': reads(deps, async ({ seq }: CallParsed<'audit.get'>) => {
      const { items } = await lists.audit({ seq, subjectId: null, cursor: null, limit: 1 });
      const [entry] = items;
      if (entry === undefined) return refuse('not_found', { audit: `${seq}` });
      const { actor, ...fields } = entry;
      return accept({
        ...fields, actor: actor.name, actorId: actor.id, actorKind: actor.kind,
        data: { ...entry.data },
      });
    }),
    // A long verification asks again and again, which is nobody's sign of life.
    'audit.verify': reads(deps, async ({ after }: CallParsed<'audit.verify'>) =>
      accept(await lists.verifyStretch(after))),
    'audit.recount': acts(deps, async () => {
      const { problems } = await lists.verifyIntegrity();
      return accept({ problem: problems[0] ?? null });
    }),
  } satisfies Partial<RecordHandlers>;
}

function jobHandlers(deps: ViewDeps) {
  const { engine, names } = deps;
  type JobRow = NonNullable<Awaited<ReturnType<typeof engine.read.job>>>;
  const view = async (job: JobRow) => {
    const { ttlMs: _ttl, version: _version, ...fields } = job;
    return { ...fields, marketplaceName: (await names.marketplace(job.marketplaceId)).name };
  };
  return {
    'jobs.list': reads(deps, async (input: {
      cursor: string | null; limit: number; state: JobRow['state'] | null;
    }) => {
      const page = await engine.lists.jobs({ ...input, marketplaceId: null });
      return accept({ items: await Promise.all(page.items.map(view)), next: page.next });
    }),
    'jobs.get': reads(deps, async ({ jobId }: { jobId: string }) => {
      const job = await engine.read.job(jobId);
      if (job === null) return refuse('not_found', { job: jobId });
      const payments = await engine.read.paymentsOfJob(jobId);
      return accept({
        job: await view(job),
        payments: payments.map(({ id, status, createdAt, rail, amount, link }) => ({
          id, status, createdAt, rail, amount: moneyWire(amount),
          migratedFrom: link?.kind === 'migrated-from' ? link.paymentId : null,
        })),
      });
    }),
  } satisfies Partial<RecordHandlers>;
}
