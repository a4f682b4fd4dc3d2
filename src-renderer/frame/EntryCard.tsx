import { Alert, Paper } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useSession, useSessionEnd } from '../engine/session.ts';
import { t } from '../words/t.ts';
import classes from './EntryCard.module.css';

type EntryCardProps = {
  readonly title: string;
  readonly text: ReactNode;
  readonly children: ReactNode;
};

/** The one calm card of first run, sign in and lock. */
export function EntryCard({ title, text, children }: EntryCardProps) {
  const version = useSession((session) => session?.version ?? '');
  const { endedElsewhere } = useSessionEnd();
  useEffect(() => { document.title = `${title} · Paydesk`; }, [title]);
  return (
    <main className={classes.page}>
      <Paper withBorder className={classes.card}>
        <img src="/paydesk.svg" alt="" width={32} height={32} />
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.text}>{text}</p>
        {endedElsewhere ? (
          <Alert color="yellow" mb="md" p="sm" role="status">{t('frame.endedElsewhere')}</Alert>
        ) : null}
        {children}
      </Paper>
      <p className="pd-secondary">Paydesk {version}</p>
    </main>
  );
}
