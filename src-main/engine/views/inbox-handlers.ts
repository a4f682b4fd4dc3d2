import type { CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { accept } from '../domain/result.ts';
import type { InboxEntry } from '../lists.ts';
import { acts, reads, type ViewDeps } from './guard.ts';

type InboxHandlers = Pick<Handlers, Extract<keyof Handlers, `inbox.${string}`>>;

/** The inbox of the operator who asks. */
export function inboxHandlers(deps: ViewDeps): InboxHandlers {
  const { engine } = deps;
  return {
    'inbox.list': reads(deps, async (input: CallParsed<'inbox.list'>, { operator }) => {
      const page = await engine.lists.inbox({ ...input, operatorId: operator.id });
      return accept({
        items: page.items.map(({ key, kind, text, at, read, ...about }) =>
          ({ key, kind, text, at, read, path: pathOf(about) })),
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

/** The screen that shows what an entry is about. */
export function pathOf({ subject, subjectId }: Pick<InboxEntry, 'subject' | 'subjectId'>): string {
  const id = encodeURIComponent(subjectId);
  switch (subject) {
    case 'payment': return `/payments/${id}`;
    case 'batch': return `/batches/${id}`;
    case 'delivery': return '/webhooks';
    case 'work': return '/attention';
    case 'connection': return '/settings/connections';
    case 'backup': return '/settings/backups';
  }
}
