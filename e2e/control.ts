import { z } from 'zod';
import { request } from './http.ts';
import type { Paydesk } from './paydesk.ts';

export type Fault = {
  readonly provider: 'walletDaemon' | 'exchange' | 'chain' | 'openPayments' | 'circle' | 'evm';
  readonly operation: string;
  readonly fault: string;
  readonly times?: number;
  readonly delayMs?: number;
};

const bookRow = z.object({
  provider: z.string(), kind: z.enum(['hold', 'release', 'refund', 'payout', 'purchase']),
  reference: z.string(), account: z.string(), amount: z.string(), asset: z.string(),
  hash: z.string().nullable(), at: z.string(),
});
export type BookRow = z.infer<typeof bookRow>;

/** The stand-ins' control: their faults and their books. */
export type Control = {
  readonly fault: (fault: Fault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** What the providers believe happened, of one kind, oldest first. */
  readonly books: (kind: BookRow['kind']) => Promise<readonly BookRow[]>;
};

export function createControl(paydesk: Paydesk): Control {
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const { url, token } = paydesk.ready.sandbox.control;
    const answer = await request(new URL(`${url}${path}`), method, {
      headers: { authorization: `Bearer ${token}` }, body,
    });
    if (answer.status < 300) return answer.body;
    throw new Error(`The control refused ${method} ${path}: ${JSON.stringify(answer.body)}`);
  };
  return {
    fault: async (fault) => void (await send('POST', '/faults', fault)),
    clearFaults: async () => void (await send('DELETE', '/faults')),
    books: async (kind) =>
      z.array(bookRow).parse(await send('GET', '/books')).filter((row) => row.kind === kind),
  };
}
