import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { ConnectionsScreen } from './ConnectionsScreen.tsx';

export const Route = createFileRoute('/_console/settings/connections/')({
  /** `edit`: the connection whose form is open; `new` for a new one. */
  validateSearch: z.object({ edit: z.string().max(128).optional().catch(undefined) }),
  loader: () => call('connections.list', {}),
  component: Connections,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Connections() {
  const navigate = Route.useNavigate();
  const { edit } = Route.useSearch();
  return (
    <ConnectionsScreen list={Route.useLoaderData()} edit={edit ?? null}
      onEdit={(id) => void navigate({ search: id === null ? {} : { edit: id } })} />
  );
}
