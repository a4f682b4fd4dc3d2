import { createFileRoute, useCanGoBack, useRouter } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { PayeeScreen } from './PayeeScreen.tsx';

const OPEN_ROWS = 20;

export const Route = createFileRoute('/_console/payees/$payee/')({
  loader: async ({ params: { payee } }) => {
    const [file, recent] = await Promise.all([
      call('payees.get', { payee }),
      call('payments.list', { filter: { payee }, cursor: null, limit: OPEN_ROWS }),
    ]);
    const open = await call('payments.list', {
      cursor: null, limit: OPEN_ROWS, filter: {
        payee, statuses: [
          'requested', 'holding', 'escrowed', 'releasing', 'refunding', 'unclear', 'stalled',
        ],
      },
    });
    return { file, recent: recent.items, open: open.items };
  },
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: PayeePage,
});

function PayeePage() {
  const { payee } = Route.useParams();
  const navigate = Route.useNavigate();
  const { history } = useRouter();
  const canGoBack = useCanGoBack();
  return (
    <PayeeScreen
      key={payee} {...Route.useLoaderData()}
      onLeave={() => { if (canGoBack) history.back(); else void navigate({ to: '/payees' }); }}
    />
  );
}
