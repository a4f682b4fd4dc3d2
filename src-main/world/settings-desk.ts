import { z } from 'zod';
import { refuse } from '../engine/domain/refusals.ts';
import { accept } from '../engine/domain/result.ts';
import type { Store } from '../engine/ports.ts';
import type { SettingItem, SettingsDesk } from '../engine/views/guard.ts';

/**
 * The settings of an installation, each under its name in the documents (DESIGN 8). Of two names in
 * the environment the one that can mean nothing but Paydesk comes first, and wins.
 */
const known = {
  'listener.port': {
    label: 'Listener port', initial: '4001', env: ['PAYDESK_LISTENER_PORT', 'PORT'],
    shape: z.string().regex(/^\d{1,5}$/).refine((text) => Number.parseInt(text, 10) <= 65_535),
  },
  'listener.host': {
    label: 'Listener address', initial: '127.0.0.1', env: ['PAYDESK_LISTENER_HOST'],
    shape: z.enum(['127.0.0.1', '::1']),
  },
  'listener.base-url': {
    label: 'Public address of the listener', initial: '', env: ['PAYDESK_BASE_URL', 'BASE_URL'],
    shape: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  },
  // Empty: every caller needs a key. Only callers of this machine go without one (DESIGN 8).
  'listener.legacy-marketplace': {
    label: 'Marketplace of callers without a key (only, or its id)', initial: '',
    env: ['PAYDESK_LEGACY_MARKETPLACE'],
    shape: z.string().regex(/^(?:|only|mkt_[A-Za-z0-9]{1,64})$/),
  },
  'console.port': {
    label: 'Console port (browser mode)', initial: '4002', env: ['PAYDESK_CONSOLE_PORT'],
    shape: z.string().regex(/^\d{1,5}$/).refine((text) => Number.parseInt(text, 10) <= 65_535),
  },
  // Empty: each marketplace's own policy. It is in percent, with at most two places.
  'payouts.fee-percentage': {
    label: 'Fee of payouts from the treasury, in percent', initial: '',
    env: ['PAYDESK_FEE_PERCENTAGE', 'PAYMENT_FEE_PERCENTAGE'],
    shape: z.string().regex(/^(?:|(?:\d|[1-9]\d)(?:\.\d{1,2})?|100)$/),
  },
} as const satisfies Record<string, {
  label: string; initial: string; env: readonly string[]; shape: z.ZodType<string>;
}>;

export type SettingName = keyof typeof known;

const STORED = 'setting:';

/** What only the environment sets: shown where it does, since nothing else would explain it. */
const environmentOnly = [
  { name: 'log.level', label: 'Log level', env: 'PAYDESK_LOG_LEVEL', isSecret: false },
  { name: 'circle.api-key', label: 'API key of Circle', env: 'CIRCLE_API_KEY', isSecret: true },
  {
    name: 'circle.entity-secret', label: 'Entity secret of Circle', env: 'CIRCLE_ENTITY_SECRET',
    isSecret: true,
  },
  {
    name: 'circle.wallet', label: 'Wallet at Circle that pays', env: 'PAYDESK_CIRCLE_WALLET_ID',
    isSecret: false,
  },
  { name: 'arc.rpc-url', label: 'Node of Arc', env: 'ARC_RPC_URL', isSecret: false },
  { name: 'arc.chain-id', label: 'Chain id of Arc', env: 'ARC_CHAIN_ID', isSecret: false },
] as const;

/**
 * Settings from the environment, else from the store, else the default. All of these take effect
 * at the next start, and the settings screen says so.
 */
export function createSettingsDesk(
  store: Store,
  env: Readonly<Record<string, string | undefined>>,
  nowMs: () => number,
): SettingsDesk & { readonly value: (name: SettingName) => Promise<string> } {
  const read = async (name: SettingName): Promise<SettingItem> => {
    const { label, initial, env: names, shape } = known[name];
    const base = { name, label, needsRestart: true };
    const given = names.map((key) => env[key]).find((text) => text !== undefined && text !== '');
    if (given !== undefined) {
      const parsed = shape.safeParse(given);
      if (!parsed.success) {
        throw new Error(`The environment sets ${names.join(' or ')} to a value that ${label} `
          + 'cannot have. Paydesk did not start.');
      }
      return { ...base, value: parsed.data, source: 'environment' };
    }
    const stored = await store.read.setting(STORED + name);
    return stored === null ? { ...base, value: initial, source: 'default' }
      : { ...base, value: stored, source: 'stored' };
  };
  const names = Object.keys(known) as SettingName[];
  return {
    list: async () => [
      ...await Promise.all(names.map(read)),
      ...environmentOnly.flatMap(({ name, label, env: key, isSecret }): SettingItem[] => {
        const given = env[key] ?? '';
        const value = isSecret && given !== '' ? '••••••' : given;
        return value === '' ? []
          : [{ name, label, value, source: 'environment', needsRestart: true }];
      }),
    ],
    value: async (name) => (await read(name)).value,
    save: async (ask, wanted, value) => {
      const name = names.find((candidate) => candidate === wanted);
      if (name === undefined) return refuse('not_found', { setting: wanted });
      const parsed = known[name].shape.safeParse(value);
      if (!parsed.success) return refuse('invalid_request', { [wanted]: 'is not a value for it' });
      if ((await read(name)).source === 'environment') {
        return refuse('state_forbids', { [name]: 'environment' },
          'The environment sets this value and wins; change it there. Nothing was saved.');
      }
      const answer = await store.commit({
        writes: [{ write: 'setting', key: STORED + name, value: parsed.data }],
        audit: {
          at: nowMs(), actor: ask.actor, act: 'setting.save', subject: 'setting',
          subjectId: name, reason: '', data: { value: parsed.data },
        },
      });
      return answer.ok ? accept(await read(name)) : refuse('version_conflict');
    },
  };
}
