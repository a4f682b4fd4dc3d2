import { Button, Paper } from '@mantine/core';
import { Hourglass } from 'lucide-react';
import { useNow } from '../engine/live.ts';
import { t } from '../words/t.ts';
import classes from './UndoBar.module.css';

type UndoBarProps = {
  /** What leaves: "Release of 0.00100000 BTC to Ana Lima". */
  readonly text: string;
  /** When it leaves, UTC milliseconds. */
  readonly at: number;
  readonly onStop: () => void;
  readonly pending?: boolean;
};

/** The undo window: what leaves, in how many seconds, and *Stop*. */
export function UndoBar({ text, at, onStop, pending = false }: UndoBarProps) {
  // The clock stands at the last whole second, so rounding down never promises more than is left.
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.floor((at - now) / 1_000));
  return (
    <Paper withBorder className={classes.bar}>
      <Hourglass size={18} aria-hidden />
      <span role="status" className={classes.text}>{text}</span>
      <span className={classes.left} role="timer">
        {seconds > 0 ? t('verbs.undo.leavesIn', { seconds }) : t('verbs.undo.leaving')}
      </span>
      <Button color="red" variant="light" onClick={onStop} loading={pending}
        disabled={seconds === 0}>{t('verbs.undo.stop')}</Button>
    </Paper>
  );
}
