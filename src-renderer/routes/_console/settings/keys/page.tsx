import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { call } from '../../../../engine/call.ts';
import { ErrorPanel } from '../../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../../ui/Pending.tsx';
import { KeysScreen } from './KeysScreen.tsx';

export const Route = createFileRoute('/_console/settings/keys/')({
  /** The form for a new key is open. */
  validateSearch: z.object({ create: z.literal(true).optional().catch(undefined) }),
  loader: async () => {
    const [keys, marketplaces] = await Promise.all([
      call('keys.list', {}), call('marketplaces.list', {}),
    ]);
    return { keys: keys.items, marketplaces: marketplaces.items };
  },
  component: Keys,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Keys() {
  const navigate = Route.useNavigate();
  const { create } = Route.useSearch();
  return (
    <KeysScreen {...Route.useLoaderData()} creating={create ?? false}
      onCreate={(on) => void navigate({ search: on ? { create: true } : {} })} />
  );
}
