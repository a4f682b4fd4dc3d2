import { createFileRoute, useCanGoBack, useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../../engine/call.ts';
import { ErrorPanel } from '../../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../../ui/Pending.tsx';
import { WalletScreen } from './WalletScreen.tsx';

export const Route = createFileRoute('/_console/payouts/wallets/$walletId/')({
  validateSearch: z.object({ edit: z.literal(true).optional().catch(undefined) }),
  loader: async ({ params: { walletId } }) => {
    const [file, marketplaces] = await Promise.all([
      call('payouts.wallet', { id: walletId }), call('marketplaces.list', {}),
    ]);
    return { file, marketplaces: marketplaces.items };
  },
  component: Wallet,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Wallet() {
  const navigate = Route.useNavigate();
  const { history } = useRouter();
  const canGoBack = useCanGoBack();
  return (
    <WalletScreen {...Route.useLoaderData()} editing={Route.useSearch().edit === true}
      onEdit={(on) => void navigate({ search: on ? { edit: true } : {}, replace: true })}
      onLeave={() => {
        if (canGoBack) history.back();
        else void navigate({ to: '/payouts/wallets' });
      }} />
  );
}
