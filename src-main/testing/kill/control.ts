import { z } from 'zod';
import type { ControlAddress } from './processes.ts';

const bookRow = z.object({
  provider: z.enum(['walletDaemon', 'exchange', 'chain']),
  kind: z.enum(['hold', 'release', 'refund', 'payout', 'purchase']),
  reference: z.string(), account: z.string(), amount: z.string(), asset: z.string(),
  hash: z.string().nullable(), at: z.string(),
});
/** What a stand-in believes happened, as its control port shows it (DESIGN 12). */
export type Entry = z.infer<typeof bookRow>;

export type ScriptedFault = {
  readonly provider: string; readonly operation: string; readonly fault: string;
  readonly times?: number; readonly delayMs?: number;
};

/** The control port of the stand-ins: faults, and the books that judge the engine. */
export type Control = {
  readonly fault: (fault: ScriptedFault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
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
    books: async () => z.array(bookRow).parse(await ask('GET', '/books')),
  };
}
