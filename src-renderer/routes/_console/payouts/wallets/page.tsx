import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { readWallets, WalletsScreen } from './WalletsScreen.tsx';

export const Route = createFileRoute('/_console/payouts/wallets/')({
  validateSearch: z.object({
    q: z.coerce.string().min(1).max(200).optional().catch(undefined),
    /** The form of a new wallet is open. */
    add: z.literal(true).optional().catch(undefined),
  }),
  loaderDeps: ({ search: { q } }) => ({ q }),
  loader: async ({ deps: { q } }) => {
    const [first, marketplaces] = await Promise.all([
      readWallets(q ?? '', null), call('marketplaces.list', {}),
    ]);
    return { first, marketplaces: marketplaces.items };
  },
  component: Wallets,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Wallets() {
  const navigate = Route.useNavigate();
  const { q, add } = Route.useSearch();
  const kept = q === undefined ? {} : { q };
  return (
    <WalletsScreen {...Route.useLoaderData()} search={q ?? ''} adding={add === true}
      onSearch={(text) => void navigate({ search: text === '' ? {} : { q: text }, replace: true })}
      onAdd={(on) => void navigate({ search: on ? { ...kept, add: true } : kept })}
      onOpen={(walletId) => void navigate({
        to: '/payouts/wallets/$walletId', params: { walletId },
      })} />
  );
}
