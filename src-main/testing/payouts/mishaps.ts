/** Faults dealt out evenly over a run: so many for each hundred payouts, and every kind in turn. */
import { faultsFor, type FaultWord } from '../../sandbox/faults.ts';
import type { Control, ScriptedFault } from '../kill/control.ts';

/** Long enough to be met, short enough not to hold a whole run up. */
const LASTS_MS: Partial<Record<FaultWord, number>> = {
  slow: 1_500, 'rate-limit': 1_000, stuck: 4_000, reorg: 2_000, 'delayed-complete': 5_000,
  'complete-before-chain': 3_000, down: 1_000,
};

type Kind = Pick<ScriptedFault, 'provider' | 'operation'> & { readonly fault: FaultWord };

type Kinds = { readonly sending: readonly Kind[]; readonly asking: readonly Kind[] };

/** Every fault that the stand-ins know for paying, and for asking what became of it. */
export function everyMishap(): Kinds {
  const of = (provider: 'circle' | 'evm', operation: 'payout' | 'inquire'): readonly Kind[] =>
    faultsFor(provider, operation).map((fault) => ({ provider, operation, fault }));
  return {
    sending: [...of('circle', 'payout'), { provider: 'circle', operation: 'any', fault: 'down' }],
    asking: [
      ...of('circle', 'inquire'), ...of('evm', 'inquire'),
      { provider: 'evm', operation: 'any', fault: 'down' },
    ],
  };
}

export type Mishaps = {
  /** Told how many payouts have been sent so far; scripts what is due by then. */
  readonly deal: (sent: number) => Promise<void>;
  /** How often each fault was met, by `provider operation fault`. */
  readonly met: () => Promise<Readonly<Record<string, number>>>;
};

/** One fault of each sort for every `every` payouts: 20 of them makes five in a hundred. */
export function createMishaps(
  control: Control, { every, sending, asking }: Kinds & { readonly every: number },
): Mishaps {
  const counts: Record<string, number> = {};
  let dealt = 0;
  const script = async (kinds: readonly Kind[]): Promise<void> => {
    const kind = kinds[dealt % kinds.length];
    if (kind === undefined) return;
    const delayMs = LASTS_MS[kind.fault];
    counts[nameOf(kind)] = (counts[nameOf(kind)] ?? 0) + 1;
    await control.fault({ ...kind, times: 1, ...(delayMs === undefined ? {} : { delayMs }) });
  };
  return {
    deal: async (sent) => {
      while (dealt * every < sent) {
        await script(sending);
        await script(asking);
        dealt += 1;
      }
    },
    met: async () => {
      const met = { ...counts };
      for (const kind of await control.faultsLeft()) {
        met[nameOf(kind)] = (met[nameOf(kind)] ?? 0) - 1;
      }
      return Object.fromEntries(Object.entries(met).filter(([, count]) => count > 0));
    },
  };
}

function nameOf({ provider, operation, fault }: ScriptedFault): string {
  return `${provider} ${operation} ${fault}`;
}
