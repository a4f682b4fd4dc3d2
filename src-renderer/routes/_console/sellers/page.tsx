import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { SellersScreen } from './SellersScreen.tsx';

export const Route = createFileRoute('/_console/sellers/')({
  /** `edit`: the seller whose form is open; `new` for a new one. */
  validateSearch: z.object({ edit: z.string().max(128).optional().catch(undefined) }),
  loader: async () => {
    const [sellers, marketplaces] = await Promise.all([
      call('sellers.list', {}), call('marketplaces.list', {}),
    ]);
    return { list: sellers, marketplaces: marketplaces.items };
  },
  component: Sellers,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Sellers() {
  const navigate = Route.useNavigate();
  const { edit } = Route.useSearch();
  return (
    <SellersScreen {...Route.useLoaderData()} edit={edit ?? null}
      onEdit={(id) => void navigate({ search: id === null ? {} : { edit: id } })} />
  );
}
