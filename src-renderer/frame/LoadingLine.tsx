import { useDebouncedValue } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { t } from '../words/t.ts';
import classes from './LoadingLine.module.css';

/** Quick answers show nothing. */
const SHOWN_AFTER_MS = 600;

/** Says that an answer is on its way where it takes long; the page stays as it is meanwhile. */
export function LoadingLine() {
  // What is read again because something changed is no way to anywhere.
  const onItsWay = useRouterState({
    select: ({ isLoading, location, resolvedLocation }) =>
      isLoading && location.href !== resolvedLocation?.href,
  });
  const [long] = useDebouncedValue(onItsWay, SHOWN_AFTER_MS);
  return onItsWay && long
    ? <div className={classes.line} role="progressbar" aria-label={t('common.loading')} /> : null;
}
