import { useDebouncedValue } from '@mantine/hooks';
import { useOnItsWay } from '../engine/on-its-way.ts';
import { t } from '../words/t.ts';
import classes from './LoadingLine.module.css';

/** Quick answers show nothing. */
const SHOWN_AFTER_MS = 600;

/** Says that an answer is on its way where it takes long; the page stays as it is meanwhile. */
export function LoadingLine() {
  const onItsWay = useOnItsWay();
  const [long] = useDebouncedValue(onItsWay, SHOWN_AFTER_MS);
  return onItsWay && long
    ? <div className={classes.line} role="progressbar" aria-label={t('common.loading')} /> : null;
}
