import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { RestoredView } from '../../../../../src-main/contract/backups.ts';
import { formatCount } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime } from '../../../../format/time.ts';
import { t } from '../../../../words/t.ts';
import { LiftSheet } from './LiftSheet.tsx';
import classes from './RestoredPanel.module.css';

/** How far a restored store agrees with the providers, and the verb that lets it send again. */
export function RestoredPanel({ restored }: { readonly restored: RestoredView }) {
  const [lifting, setLifting] = useState(false);
  const { missingEntries, done, asked, differing, silent, unclear } = restored;
  const blocked = blockedBecause(restored);
  return (
    <section className={classes.panel} aria-label={t('backups.restored.title')}>
      <h3 className={classes.title}>{t('backups.restored.title')}</h3>
      <p>
        {t('backups.restored.sentence', {
          when: exactTime(restored.at), by: plainText(restored.by),
          second: plainText(restored.second), copy: exactTime(restored.backupAt),
          reason: plainText(restored.reason),
        })}
      </p>
      <p>
        {missingEntries === null ? t('backups.restored.missingUnknown')
          : t('backups.restored.missing', { count: missingEntries })}
      </p>
      <dl className={classes.facts}>
        <div><dt>{t('backups.restored.asked')}</dt><dd>{formatCount(asked)}</dd></div>
        <div><dt>{t('backups.restored.silent')}</dt><dd>{formatCount(silent)}</dd></div>
        <div><dt>{t('backups.restored.unclear')}</dt><dd>{formatCount(unclear)}</dd></div>
        <div><dt>{t('backups.restored.differing')}</dt><dd>{formatCount(differing)}</dd></div>
      </dl>
      <p role="status">{t(done ? 'backups.restored.askedAll' : 'backups.restored.asking')}</p>
      <div className={classes.acts}>
        <Button onClick={() => setLifting(true)} disabled={blocked !== null}>
          {t('backups.restored.lift')}
        </Button>
        {blocked === null ? null : <span className={classes.blocked}>{blocked}</span>}
        {unclear + differing === 0 ? null : (
          <Link to="/attention">{t('backups.restored.attention')}</Link>
        )}
      </div>
      {lifting ? <LiftSheet restored={restored} onClose={() => setLifting(false)} /> : null}
    </section>
  );
}

function blockedBecause({ done, unclear }: RestoredView): string | null {
  if (!done) return t('backups.restored.blockedSilent');
  return unclear === 0 ? null : t('backups.restored.blockedUnclear', { count: unclear });
}
