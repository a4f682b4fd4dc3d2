import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { MarketplacesScreen } from './MarketplacesScreen.tsx';

export const Route = createFileRoute('/_console/settings/marketplaces/')({
  /** `edit`: the marketplace whose form is open; `new` for a new one. */
  validateSearch: z.object({ edit: z.string().max(128).optional().catch(undefined) }),
  loader: async () => {
    const [{ items }, operators] = await Promise.all([
      call('marketplaces.list', {}), call('operators.list', {}),
    ]);
    return { items, operators: operators.items };
  },
  component: Marketplaces,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Marketplaces() {
  const navigate = Route.useNavigate();
  const { edit } = Route.useSearch();
  const { items, operators } = Route.useLoaderData();
  return (
    <MarketplacesScreen marketplaces={items} operators={operators} edit={edit ?? null}
      onEdit={(id) => void navigate({ search: id === null ? {} : { edit: id } })} />
  );
}
