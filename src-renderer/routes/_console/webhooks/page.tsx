import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { WebhooksScreen } from './WebhooksScreen.tsx';
import { call } from '../../../engine/call.ts';
import { byOf, deliveryStates, readDeliveries } from './deliveries.ts';

export const Route = createFileRoute('/_console/webhooks/')({
  validateSearch: z.object({
    state: z.enum(deliveryStates).optional().catch(undefined),
    /** `endpoint:<id>`, `type:<event>` or `response:<HTTP status>`; instead of the state. */
    by: z.string().max(220).optional().catch(undefined),
    /** The delivery that is open beside the list. */
    open: z.string().max(128).optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => ({
    state: search.state ?? null, by: search.by, open: search.open ?? null,
  }),
  loader: async ({ deps: { state, by, open } }) => {
    const [first, opened, { items: marketplaces }] = await Promise.all([
      readDeliveries({ state, by: byOf(by) }, null),
      open === null ? null : call('webhooks.get', { id: open }),
      call('marketplaces.list', {}),
    ]);
    return { first, opened, marketplaces };
  },
  component: Webhooks,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Webhooks() {
  const navigate = Route.useNavigate();
  const { state, by } = Route.useSearch();
  return (
    <WebhooksScreen key={`${state ?? 'all'} ${by ?? ''}`} {...Route.useLoaderData()}
      state={state ?? null} by={by ?? null}
      onSearch={(search) => void navigate({ search, resetScroll: false })} />
  );
}
