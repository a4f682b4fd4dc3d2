import { z } from 'zod';
import type { ControlAddress } from './processes.ts';

const bookRow = z.object({
  provider: z.enum(['walletDaemon', 'exchange', 'chain', 'openPayments', 'circle', 'evm']),
  kind: z.enum(['hold', 'release', 'refund', 'payout', 'purchase']),
  reference: z.string(), account: z.string(), amount: z.string(), asset: z.string(),
  hash: z.string().nullable(), at: z.string(),
});
/** What a stand-in believes happened, as its control port shows it (DESIGN 12). */
export type Entry = z.infer<typeof bookRow>;

const faultList = z.object({
  items: z.array(z.object({ provider: z.string(), operation: z.string(), fault: z.string() })),
});

export type ScriptedFault = {
  readonly provider: string; readonly operation: string; readonly fault: string;
  readonly times?: number; readonly delayMs?: number;
};

export type CallLimits = { readonly gets: number | null; readonly posts: number | null };

/** The control port of the stand-ins: faults, and the books that judge the engine. */
export type Control = {
  readonly fault: (fault: ScriptedFault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** The faults that nothing has met yet, or that last. */
  readonly faultsLeft: () => Promise<readonly ScriptedFault[]>;
  /** How many calls a second Circle answers; null: as many as come. */
  readonly limits: (limits: CallLimits) => Promise<void>;
  readonly books: () => Promise<readonly Entry[]>;
};

export function createControl({ url, token }: ControlAddress): Control {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, {
      method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The control port answered ${answer.status} to ${path}.`);
    return answer.json();
  };
  return {
    fault: async (fault) => void (await ask('POST', '/faults', fault)),
    clearFaults: async () => void (await ask('DELETE', '/faults')),
    faultsLeft: async () => faultList.parse(await ask('GET', '/faults')).items,
    limits: async ({ gets, posts }) => void (await ask('POST', '/limits', {
      ...(gets === null ? {} : { gets }), ...(posts === null ? {} : { posts }),
    })),
    books: async () => z.array(bookRow).parse(await ask('GET', '/books')),
  };
}
