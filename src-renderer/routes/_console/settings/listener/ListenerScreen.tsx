import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import { useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Section } from '../Section.tsx';
import { SettingSheet } from './SettingSheet.tsx';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';
import classes from './ListenerScreen.module.css';

type Settings = CallOutput<'settings.get'>;
type Setting = Settings['items'][number];

/** Where marketplaces reach this engine, and its settings with where each value comes from. */
export function ListenerScreen({ settings }: { readonly settings: Settings }) {
  useLive({ nouns: ['settings'] });
  const router = useRouter();
  const [editing, setEditing] = useState<Setting | null>(null);
  return (
    <Section title={t('settings.tabs.listener')} text={t('settings.listener.text')}>
      <dl className={classes.facts}>
        <dt>{t('settings.listener.listener')}</dt>
        <dd>{settings.listenerUrl === null ? t('settings.listener.silent')
          : <CopyText text={settings.listenerUrl} label={t('common.thing.listener')} />}</dd>
        <dt>{t('settings.listener.folder')}</dt>
        <dd><CopyText text={settings.dataFolder} label={t('common.thing.folder')} /></dd>
      </dl>
      {settings.items.length === 0 ? (
        <EmptyState icon={Radio} title={t('settings.listener.none')}
          text={t('settings.listener.noneHint')} />
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('settings.listener.setting')}</th>
              <th scope="col">{t('settings.listener.value')}</th>
              <th scope="col">{t('settings.listener.from')}</th>
              <th scope="col">
                <span className="pd-unseen">{t('settings.listener.change')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {settings.items.map((setting) => (
              <tr key={setting.name}>
                <th scope="row">
                  {engineText(setting.label)}
                  <span className={classes.name}>{setting.name}</span>
                </th>
                <td className="pd-mono">{plainText(setting.value) || '–'}</td>
                <td>
                  {t(`settings.listener.source.${setting.source}`)}
                  {setting.needsRestart ? (
                    <span className={classes.name}>{t('settings.listener.afterRestart')}</span>
                  ) : null}
                </td>
                <td className={classes.act}>
                  {setting.source === 'environment' ? null : (
                    <Button size="compact-xs" variant="default"
                      onClick={() => setEditing(setting)}
                      aria-label={t('settings.listener.changeOf', {
                        setting: engineText(setting.label),
                      })}>
                      {t('settings.listener.change')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing === null ? null : (
        <SettingSheet key={editing.name} setting={editing} onClose={() => setEditing(null)}
          onSaved={() => { setEditing(null); void router.invalidate(); }} />
      )}
    </Section>
  );
}
