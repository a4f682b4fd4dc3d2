import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { OperatorsScreen } from './OperatorsScreen.tsx';

export const Route = createFileRoute('/_console/settings/operators/')({
  /** The form for a new operator is open. */
  validateSearch: z.object({ create: z.literal(true).optional().catch(undefined) }),
  loader: () => call('operators.list', {}),
  component: Operators,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Operators() {
  const navigate = Route.useNavigate();
  const { create } = Route.useSearch();
  return (
    <OperatorsScreen operators={Route.useLoaderData().items} creating={create ?? false}
      onCreate={(on) => void navigate({ search: on ? { create: true } : {} })} />
  );
}
