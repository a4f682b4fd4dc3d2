import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { errorText, RefusalError } from '../engine/call.ts';
import { t } from '../words/t.ts';
import classes from './EmptyState.module.css';

type ErrorPanelProps = {
  readonly error: unknown;
  /** Default: the route's loader runs again. */
  readonly onRetry?: () => void;
};

/** What failed, where the content would be, with *Try again*. The route's `errorComponent`. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  const router = useRouter();
  const retry = onRetry ?? (() => void router.invalidate());
  return (
    <div className={classes.empty} role="alert">
      <TriangleAlert size={24} aria-hidden className={classes.icon} />
      <h1 className={classes.title}>{errorText(error)}</h1>
      {error instanceof RefusalError ? <Details details={error.details} /> : null}
      <Button variant="default" onClick={retry}>{t('common.tryAgain')}</Button>
    </div>
  );
}

function Details({ details }: { readonly details: Readonly<Record<string, string>> }) {
  const entries = Object.entries(details);
  if (entries.length === 0) return null;
  return <p className={classes.text}>{entries.map(([k, v]) => `${k}: ${v}`).join(' · ')}</p>;
}
