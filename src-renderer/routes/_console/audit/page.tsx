import { createFileRoute } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { auditSearch, filterOf, readAudit } from './audit-pages.ts';
import { AuditScreen } from './AuditScreen.tsx';

export const Route = createFileRoute('/_console/audit/')({
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ deps }) => {
    const [first, opened] = await Promise.all([
      readAudit(deps, null),
      deps.open === undefined ? null : call('audit.get', { seq: deps.open }),
    ]);
    return { first, opened };
  },
  component: Audit,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Audit() {
  const navigate = Route.useNavigate();
  const search = Route.useSearch();
  return (
    <AuditScreen key={JSON.stringify(filterOf(search))} {...Route.useLoaderData()}
      search={search} onSearch={(next) => void navigate({ search: next, resetScroll: false })} />
  );
}
