import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { PurchaseScreen } from './PurchaseScreen.tsx';

export const Route = createFileRoute('/_console/exchange/$purchaseId/')({
  loader: ({ params }) => call('purchases.get', { purchaseId: params.purchaseId }),
  component: Purchase,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Purchase() {
  return <PurchaseScreen found={Route.useLoaderData()} />;
}
