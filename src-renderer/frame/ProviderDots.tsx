import { Popover, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import type { CallOutput } from '../../src-main/contract/contract.ts';
import { plainText } from '../format/text.ts';
import { toneVars, type Tone } from '../ui/tones.ts';
import classes from './ProviderDots.module.css';

export type Provider = CallOutput<'overview.get'>['providers'][number];
type Health = Provider['state'];

/** How each state of a provider looks: colour, icon and word, never one alone. */
export const healthFaces = {
  ok: { tone: 'done', icon: CircleCheck, word: 'answers' },
  degraded: { tone: 'person', icon: CircleAlert, word: 'degraded' },
  down: { tone: 'fail', icon: CircleX, word: 'down' },
  unknown: { tone: 'wait', icon: CircleDashed, word: 'not asked yet' },
} as const satisfies Record<Health, { tone: Tone; icon: LucideIcon; word: string }>;

const SHOWN_MAX = 4;

/** One mark per provider in the top bar, with its name and state; it opens to its health. */
export function ProviderDots({ providers }: { readonly providers: readonly Provider[] }) {
  if (providers.length === 0) return null;
  const rest = providers.length - SHOWN_MAX;
  return (
    <ul className={classes.dots} aria-label="Providers">
      {providers.slice(0, SHOWN_MAX).map((provider) => (
        <li key={provider.connectionId}><ProviderDot provider={provider} /></li>
      ))}
      {rest > 0 ? <li><Link to="/settings/connections">+{rest}</Link></li> : null}
    </ul>
  );
}

function ProviderDot({ provider: { name, state, text } }: { readonly provider: Provider }) {
  const { tone, icon: Icon, word } = healthFaces[state];
  return (
    <Popover width={280} position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.dot} aria-label={`${name}: ${word}`}>
          <Icon size={15} aria-hidden style={{ color: toneVars(tone).text }} />
          <span className={classes.name}>{plainText(name)}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes.title}>{plainText(name)} {word}</p>
        <p className={classes.text}>{plainText(text)}</p>
        <Link to="/settings/connections">Connections</Link>
      </Popover.Dropdown>
    </Popover>
  );
}
