import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { AuditScreen } from './AuditScreen.tsx';
import { readAudit } from './audit-pages.ts';

export const Route = createFileRoute('/_console/audit/')({
  /** `subject`: only the entries of this payment, batch or record. */
  validateSearch: z.object({ subject: z.string().max(128).optional().catch(undefined) }),
  loaderDeps: ({ search }) => ({ subject: search.subject ?? null }),
  loader: ({ deps }) => readAudit(deps.subject, null),
  component: Audit,
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
});

function Audit() {
  const navigate = Route.useNavigate();
  const { subject } = Route.useSearch();
  return (
    <AuditScreen key={subject ?? 'all'} first={Route.useLoaderData()} subject={subject ?? null}
      onSubject={(id) => void navigate({ search: id === null ? {} : { subject: id } })} />
  );
}
