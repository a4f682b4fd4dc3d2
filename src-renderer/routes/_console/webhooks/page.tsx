import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { WebhooksScreen } from './WebhooksScreen.tsx';
import { deliveryStates, readDeliveries } from './deliveries.ts';

export const Route = createFileRoute('/_console/webhooks/')({
  validateSearch: z.object({
    state: z.enum(deliveryStates).optional().catch(undefined),
    /** The delivery that is open beside the list. */
    open: z.string().max(128).optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => ({ state: search.state ?? null }),
  loader: ({ deps }) => readDeliveries(deps.state, null),
  component: Webhooks,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Webhooks() {
  const navigate = Route.useNavigate();
  const { state, open } = Route.useSearch();
  return (
    <WebhooksScreen key={state ?? 'all'} first={Route.useLoaderData()} state={state ?? null}
      open={open ?? null} onSearch={(search) => void navigate({ search, resetScroll: false })} />
  );
}
