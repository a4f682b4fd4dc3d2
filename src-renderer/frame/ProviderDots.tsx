import { Popover, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { CallOutput } from '../../src-main/contract/contract.ts';
import { plainText } from '../format/text.ts';
import { face, type Face } from '../ui/face.ts';
import { toneVars } from '../ui/tones.ts';
import { lower, t } from '../words/t.ts';
import { toldText } from '../words/engine-text.ts';
import classes from './ProviderDots.module.css';

export type Provider = CallOutput<'overview.get'>['providers'][number];
type Health = Provider['state'];

/** How each state of a provider looks: colour, icon and word, never one alone. */
export const healthFaces = {
  ok: face('done', CircleCheck, 'status.health.ok'),
  degraded: face('person', CircleAlert, 'status.health.degraded'),
  down: face('fail', CircleX, 'status.health.down'),
  unknown: face('wait', CircleDashed, 'status.health.unknown'),
} as const satisfies Record<Health, Face>;

const SHOWN_MAX = 4;

/** One mark per provider in the top bar, with its name and state; it opens to its health. */
export function ProviderDots({ providers }: { readonly providers: readonly Provider[] }) {
  if (providers.length === 0) return null;
  const rest = providers.length - SHOWN_MAX;
  return (
    <ul className={classes.dots} aria-label={t('frame.providers')}>
      {providers.slice(0, SHOWN_MAX).map((provider) => (
        <li key={provider.connectionId}><ProviderDot provider={provider} /></li>
      ))}
      {rest > 0 ? <li><Link to="/settings/connections">+{rest}</Link></li> : null}
    </ul>
  );
}

function ProviderDot({ provider }: { readonly provider: Provider }) {
  const { name, state, text, told } = provider;
  const { tone, icon: Icon, word } = healthFaces[state];
  return (
    <Popover width={280} position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.dot}
          aria-label={t('frame.provider', { name, state: lower(word) })}>
          <Icon size={15} aria-hidden style={{ color: toneVars(tone).text }} />
          <span className={classes.name}>{plainText(name)}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes.title}>{plainText(name)} {lower(word)}</p>
        <p className={classes.text}>{toldText(told, text)}</p>
        <Link to="/settings/connections">{t('frame.connections')}</Link>
      </Popover.Dropdown>
    </Popover>
  );
}
