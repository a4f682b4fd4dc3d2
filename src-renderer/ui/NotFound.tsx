import { Link } from '@tanstack/react-router';
import { EmptyState } from './EmptyState.tsx';
import { t } from '../words/t.ts';

/** An address that names no screen. */
export function NotFound() {
  return (
    <EmptyState page title={t('common.notFound.title')}
      text={t('common.notFound.text')}
      action={<Link to="/">{t('common.notFound.overview')}</Link>} />
  );
}
