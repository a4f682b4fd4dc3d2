import { createFileRoute, useCanGoBack, useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { parseFigure } from '../../../../src-main/contract/domain.ts';
import { call } from '../../../engine/call.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Pending } from '../../../ui/Pending.tsx';
import { ExplainScreen, EXPLAINED_ROWS } from './ExplainScreen.tsx';
import { t } from '../../../words/t.ts';

export const Route = createFileRoute('/_console/explain/')({
  validateSearch: z.object({ figure: z.string().max(700).catch('') }),
  loaderDeps: ({ search }) => search,
  loader: async ({ deps: { figure } }) => {
    if (parseFigure(figure) === null) return null;
    const [sum, first] = await Promise.all([
      call('explain.get', { figure }),
      call('explain.list', { figure, cursor: null, limit: EXPLAINED_ROWS }),
    ]);
    return { sum, first };
  },
  pendingComponent: Pending,
  errorComponent: ErrorPanel,
  component: ExplainPage,
});

function ExplainPage() {
  const { figure } = Route.useSearch();
  const navigate = Route.useNavigate();
  const { history } = useRouter();
  const canGoBack = useCanGoBack();
  const read = parseFigure(figure);
  const found = Route.useLoaderData();
  if (read === null || found === null) {
    return <EmptyState page title={t('explain.unknown')} text={t('explain.unknownText')} />;
  }
  return (
    <ExplainScreen
      key={figure} figure={read} name={figure} {...found}
      onLeave={() => { if (canGoBack) history.back(); else void navigate({ to: '/overview' }); }}
    />
  );
}
