import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { t } from '../../../words/t.ts';

/** A fresh installation: what would fill this page. */
export function FirstSteps({ connections }: { readonly connections: number }) {
  return (
    <EmptyState
      title={t('overview.first.title')}
      text={t(connections === 0 ? 'overview.first.connect' : 'overview.first.key')}
      action={<Button component={Link} to="/settings">{t('overview.first.settings')}</Button>}
    />
  );
}
