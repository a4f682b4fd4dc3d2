import { createFileRoute, useCanGoBack, useRouter } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { paymentSearch } from './payment-tabs.ts';
import { PaymentScreen } from './PaymentScreen.tsx';

export const Route = createFileRoute('/_console/payments/$paymentId/')({
  validateSearch: paymentSearch,
  loader: ({ params: { paymentId } }) => call('payments.get', { paymentId }),
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: PaymentPage,
});

function PaymentPage() {
  const navigate = Route.useNavigate();
  const { history } = useRouter();
  const canGoBack = useCanGoBack();
  const page = Route.useLoaderData();
  return (
    <PaymentScreen
      key={page.payment.id} page={page} tab={Route.useSearch().tab ?? 'timeline'}
      onTab={(tab) => void navigate({
        search: tab === 'timeline' ? {} : { tab }, replace: true,
      })}
      onLeave={() => {
        if (canGoBack) history.back();
        else void navigate({ to: '/payments' });
      }}
      onOther={(paymentId) => void navigate({ to: '/payments/$paymentId', params: { paymentId } })}
    />
  );
}
