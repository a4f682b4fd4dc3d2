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
import classes from './ListenerScreen.module.css';

type Settings = CallOutput<'settings.get'>;
type Setting = Settings['items'][number];

const sourceWords = {
  default: 'the default', stored: 'set here', environment: 'from the environment',
} as const satisfies Record<Setting['source'], string>;

/** Where marketplaces reach this engine, and its settings with where each value comes from. */
export function ListenerScreen({ settings }: { readonly settings: Settings }) {
  useLive({ nouns: ['settings'] });
  const router = useRouter();
  const [editing, setEditing] = useState<Setting | null>(null);
  return (
    <Section title="Listener and environment"
      text="Marketplaces, wallets and providers talk to the listener, on this machine only. A value
        from the environment wins over one set here and is changed there.">
      <dl className={classes.facts}>
        <dt>Listener</dt>
        <dd>{settings.listenerUrl === null ? 'does not listen'
          : <CopyText text={settings.listenerUrl} label="listener address" />}</dd>
        <dt>Data folder</dt>
        <dd><CopyText text={settings.dataFolder} label="data folder" /></dd>
      </dl>
      {settings.items.length === 0 ? (
        <EmptyState icon={Radio} title="There is nothing to set."
          text="Every setting has its default." />
      ) : (
        <table className={classes.table}>
          <thead>
            <tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">From</th>
              <th scope="col"><span className="pd-unseen">Change</span></th></tr>
          </thead>
          <tbody>
            {settings.items.map((setting) => (
              <tr key={setting.name}>
                <th scope="row">
                  {setting.label}
                  <span className={classes.name}>{setting.name}</span>
                </th>
                <td className="pd-mono">{plainText(setting.value) || '–'}</td>
                <td>{sourceWords[setting.source]}
                  {setting.needsRestart ? <span className={classes.name}>after a restart</span>
                    : null}</td>
                <td className={classes.act}>
                  {setting.source === 'environment' ? null : (
                    <Button size="compact-xs" variant="default"
                      aria-label={`Change ${setting.label}`} onClick={() => setEditing(setting)}>
                      Change
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
