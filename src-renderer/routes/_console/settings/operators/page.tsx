import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { OperatorsScreen } from './OperatorsScreen.tsx';

export const Route = createFileRoute('/_console/settings/operators/')({
  /** The operator whose sheet is open, or `new`, or `app`. */
  validateSearch: z.object({ edit: z.string().max(64).optional().catch(undefined) }),
  loader: () => call('operators.list', {}),
  component: Operators,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Operators() {
  const navigate = Route.useNavigate();
  const { edit } = Route.useSearch();
  const { items, appRequired } = Route.useLoaderData();
  return (
    <OperatorsScreen operators={items} appRequired={appRequired} edited={edit}
      onEdit={(next) => void navigate({ search: next === undefined ? {} : { edit: next } })} />
  );
}
