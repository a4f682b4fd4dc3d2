import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { plainText } from '../../../format/text.ts';
import { momentTime, UTC, zoneWord } from '../../../format/time.ts';
import { usePreferences } from '../../../stores/preferences.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { SideSheet } from '../../../ui/SideSheet.tsx';
import { When } from '../../../ui/When.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t, wordFor } from '../../../words/t.ts';
import { AuditSubject } from './AuditSubject.tsx';
import type { AuditDetail } from './audit-pages.ts';

type EntrySheetProps = { readonly entry: AuditDetail; readonly onClose: () => void };

/** One entry whole: who did what about what and why, and the hashes that hold it in its place. */
export function EntrySheet({ entry, onClose }: EntrySheetProps) {
  const facts = Object.entries(entry.data);
  return (
    <SideSheet opened onClose={onClose} size={680}
      title={t('audit.one.title', { seq: entry.seq, act: actWords(entry.act) })}>
      <Stack gap="md">
        <WhoAndWhat entry={entry} />
        <Part title={t('audit.one.data')}>
          {facts.length === 0 ? <span className="pd-secondary">{t('audit.one.noData')}</span> : (
            <FactList facts={facts.map(([name, text]) => ({
              label: wordFor('acts.fact', name) ?? plainText(name),
              value: text === '' ? t('common.empty')
                : <CopyText text={text} label={wordFor('acts.fact', name) ?? plainText(name)} />,
            }))} />
          )}
        </Part>
        <Part title={t('audit.one.hashes')}>
          <FactList facts={[
            hashFact(t('audit.one.previous'), entry.previousHash),
            hashFact(t('audit.one.rows'), entry.rowsHash),
            hashFact(t('audit.one.own'), entry.hash),
          ]} />
          <p className="pd-secondary">{t('audit.one.recipe')}</p>
        </Part>
      </Stack>
    </SideSheet>
  );
}

function WhoAndWhat({ entry }: { readonly entry: AuditDetail }) {
  const { act, at, actor, actorId, actorKind, subject, subjectId, reason } = entry;
  const zone = usePreferences((preferences) => preferences.zone);
  return (
    <FactList facts={[
      { label: t('audit.who'), value: t('audit.one.actor', {
        name: plainText(actor), kind: t(`audit.one.kind.${actorKind}`),
      }) },
      { label: t('audit.one.whoId'), value: (
        <CopyText text={actorId} label={t('audit.one.whoId')} />
      ) },
      { label: t('audit.when'), value: <When at={at} /> },
      { label: UTC, value: <span className="pd-tabular">{momentTime(at)}</span> },
      ...(zone === UTC ? [] : [{
        label: zoneWord(zone), value: <span className="pd-tabular">{momentTime(at, zone)}</span>,
      }]),
      { label: t('common.column.act'), value: <CopyText text={act} label={t('audit.one.act')} /> },
      { label: t('audit.on'), value: <AuditSubject subject={subject} id={subjectId} /> },
      { label: t('common.column.reason'), value: reason === '' ? (
        <span className="pd-secondary">{t('audit.one.noReason')}</span>
      ) : engineText(reason) },
    ]} />
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <section><Title order={3} size="h5">{title}</Title>{children}</section>;
}

function hashFact(label: string, hash: string) {
  return { label, value: <CopyText text={hash} label={label} /> };
}

/** `payment.release` in words; what is not known stands as it is. */
export function actWords(act: string): string {
  const [group = '', ...rest] = act.split('.');
  return /^[\w-]+$/.test(group) ? wordFor(`acts.${group}`, rest.join('.')) ?? act : act;
}
