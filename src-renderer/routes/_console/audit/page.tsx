import { createFileRoute } from '@tanstack/react-router';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { auditSearch, readAudit } from './audit-pages.ts';
import { AuditScreen } from './AuditScreen.tsx';

export const Route = createFileRoute('/_console/audit/')({
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => readAudit(deps, null),
  component: Audit,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Audit() {
  const navigate = Route.useNavigate();
  const search = Route.useSearch();
  return (
    <AuditScreen key={JSON.stringify(search)} first={Route.useLoaderData()} search={search}
      onSearch={(next) => void navigate({ search: next })} />
  );
}
