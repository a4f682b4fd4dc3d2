import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { readPayments } from '../payments/read-payments.ts';
import { readyFilter } from './ready-filter.ts';
import { ReadyScreen } from './ReadyScreen.tsx';

export const Route = createFileRoute('/_console/payouts/')({
  validateSearch: z.object({
    q: z.coerce.string().min(1).max(200).optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ deps: { q } }) => readPayments(readyFilter(q ?? ''), null),
  component: Ready,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Ready() {
  const navigate = Route.useNavigate();
  const { q } = Route.useSearch();
  return (
    <ReadyScreen first={Route.useLoaderData()} search={q ?? ''}
      onSearch={(text) => void navigate({
        search: text === '' ? {} : { q: text }, replace: true,
      })} />
  );
}
