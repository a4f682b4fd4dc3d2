import type { CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { attentionReasonNames } from '../domain/attention.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { accept } from '../domain/result.ts';
import type { InboxEntry } from '../lists.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { refusedKind } from './refused-kind.ts';
import { attentionTold, copiesTold } from './sentences.ts';
import { amountValue, ifItSays, tell, toldFrom } from './told.ts';

type InboxHandlers = Pick<Handlers, Extract<keyof Handlers, `inbox.${string}`>>;

/** The inbox of the operator who asks. */
export function inboxHandlers(deps: ViewDeps): InboxHandlers {
  const { engine } = deps;
  return {
    'inbox.list': reads(deps, async (input: CallParsed<'inbox.list'>, { operator }) => {
      const page = await engine.lists.inbox({ ...input, operatorId: operator.id });
      return accept({
        items: await Promise.all(page.items.map(async (entry) => {
          const { key, kind, text, at, read, subject, subjectId } = entry;
          const payment = subject === 'payment' ? await engine.read.payment(subjectId) : null;
          return {
            key, kind, text, at, read, told: await toldOf(deps, entry, payment),
            refused: payment === null ? null : refusedKind(kind, payment), path: pathOf(entry),
          };
        })),
        next: page.next,
      });
    }),
    'inbox.unread': reads(deps, async (_nothing: CallParsed<'inbox.unread'>, { operator }) =>
      accept(await engine.lists.inboxUnread(operator.id))),
    'inbox.mark': acts(deps, async (input: CallParsed<'inbox.mark'>, { operator }) => {
      await engine.inboxDesk.mark(operator, input);
      return accept({ done: true as const });
    }),
    'inbox.markAll': acts(deps, async (input: CallParsed<'inbox.markAll'>, { operator }) => {
      await engine.inboxDesk.markAll(operator, input.audience);
      return accept({ done: true as const });
    }),
  };
}

/** What an entry says, in values, for other languages; null where only its text is known. */
async function toldOf(
  { engine }: ViewDeps,
  { kind, subject, subjectId, text }: InboxEntry,
  aggregate: PaymentAggregate | null,
) {
  if (kind === 'batch-finished') {
    const batch = await engine.read.batch(subjectId);
    return batch === null ? null : ifItSays(text, tell(
      batch.act === 'release' ? 'notice.batchReleases' : 'notice.batchRefunds',
      { total: String(batch.total), by: batch.requestedBy },
    ));
  }
  if (kind === 'provider-down') return toldFrom(text, 'notice.providerDown');
  if (kind === 'provider-up') return toldFrom(text, 'notice.providerUp');
  if (subject === 'backup' || subject === 'work') return copiesTold(text);
  if (aggregate === null) return null;
  const reason = attentionReasonNames.find((name) => name === kind);
  if (reason !== undefined) return attentionTold(reason, text, aggregate);
  const { payee, refunded, released } = aggregate.payment;
  switch (kind) {
    case 'expired-refunded': return ifItSays(text, tell('notice.expiredRefunded', {
      payee, amount: amountValue(refunded),
    }));
    case 'expired-released': return ifItSays(text, tell('notice.expiredReleased', {
      payee, amount: amountValue(released),
    }));
    default: return null;
  }
}

/** The screen that shows what an entry is about. */
export function pathOf({ subject, subjectId }: Pick<InboxEntry, 'subject' | 'subjectId'>): string {
  const id = encodeURIComponent(subjectId);
  switch (subject) {
    case 'payment': return `/payments/${id}`;
    case 'batch': return `/batches/${id}`;
    case 'delivery': return `/webhooks?open=${id}`;
    case 'work': return '/attention';
    case 'connection': return '/settings/connections';
    case 'backup': return '/settings/backups';
  }
}
