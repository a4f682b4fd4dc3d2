import type { CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { MessageLine } from '../lists.ts';
import type { InboxMessage } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept } from '../domain/result.ts';
import { readAnnouncement } from '../inbox/announcement.ts';
import { reads, type ViewDeps } from './guard.ts';

type MessageHandlers = Pick<Handlers, Extract<keyof Handlers, `messages.${string}`>>;

/** Webhooks in: the list without bodies, and one message with its body and what it is about. */
export function messageHandlers(deps: ViewDeps): MessageHandlers {
  const { engine } = deps;
  return {
    'messages.list': reads(deps, async (input: CallParsed<'messages.list'>) => {
      const page = await engine.lists.messages(input);
      return accept({
        items: await Promise.all(page.items.map((line) => lineOf(deps, line))), next: page.next,
      });
    }),
    'messages.get': reads(deps, async ({ id }: CallParsed<'messages.get'>) => {
      const message = await engine.read.inboxMessage(id);
      if (message === null) return refuse('not_found', { message: id });
      const announced = readAnnouncement(message);
      const { sentAt, body, bodyEncoding, bodyHash, headers } = message;
      return accept({
        ...await lineOf(deps, message), sentAt, body, bodyEncoding, bodyHash,
        contentType: headers['content-type'] ?? null, userAgent: headers['user-agent'] ?? null,
        announced: announced.ok ? announced.value.state : null,
        job: await jobOf(deps, message),
      });
    }),
  };
}

async function lineOf({ names }: ViewDeps, line: MessageLine) {
  const { id, marketplaceId, messageId, receivedAt, processedAt, state, code, detail } = line;
  return {
    id, messageId, receivedAt, processedAt, state, code, detail, jobId: line.jobId,
    marketplaceName: (await names.marketplace(marketplaceId)).name,
  };
}

/** A message is about a job of its own marketplace; what else it may name is none of its doing. */
async function jobOf({ engine }: ViewDeps, { jobId, marketplaceId }: InboxMessage) {
  const job = jobId === null ? null : await engine.read.job(jobId);
  if (job === null || job.marketplaceId !== marketplaceId) return null;
  const payments = await engine.read.paymentsOfJob(job.id);
  return {
    id: job.id, state: job.state, payments: payments.map(({ id, status }) => ({ id, status })),
  };
}
