import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { ExchangeScreen } from './ExchangeScreen.tsx';
import { readPurchases } from './purchases.ts';

export const Route = createFileRoute('/_console/exchange/')({
  validateSearch: z.object({
    user: z.string().max(200).optional().catch(undefined),
    /** The sheet of a new purchase is open. */
    buy: z.boolean().optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => ({ user: search.user ?? null }),
  loader: async ({ deps }) => {
    const [rate, first, { items: marketplaces }] = await Promise.all([
      call('exchange.rate', {}), readPurchases(deps.user, null), call('marketplaces.list', {}),
    ]);
    return { rate, first, marketplaces };
  },
  component: Exchange,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Exchange() {
  const navigate = Route.useNavigate();
  const { user, buy } = Route.useSearch();
  return (
    <ExchangeScreen key={user ?? ''} {...Route.useLoaderData()} user={user ?? null}
      buying={buy === true}
      onSearch={(search) => void navigate({ search, resetScroll: false })} />
  );
}
