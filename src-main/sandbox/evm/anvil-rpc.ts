import { z } from 'zod';

const RETRY_MS = 100;
const TRIES_MAX = 50;

const replyShape = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

type Reply = z.infer<typeof replyShape>;
export type RpcCall = readonly [method: string, ...params: unknown[]];

/** Asks anvil; a refusal is a bug of ours, but for the questions asked by `refusal`. */
export type AnvilRpc = ((method: string, ...params: unknown[]) => Promise<unknown>) & {
  /** Why it was refused; null where it was not. */
  refusal(method: string, ...params: unknown[]): Promise<string | null>;
  /** Several in one go, in their order: what came of each, result or refusal. */
  batch(calls: readonly RpcCall[]): Promise<readonly Reply[]>;
  /** Nobody waits for it any more. */
  close(): void;
  isClosed(): boolean;
};

/** A client that waits while anvil is being started again. */
export function createAnvilRpc(url: string): AnvilRpc {
  const state = { isClosed: false };
  const batch = async (calls: readonly RpcCall[]): Promise<readonly Reply[]> => {
    const body = JSON.stringify(calls.map(([method, ...params], id) =>
      ({ jsonrpc: '2.0', id, method, params })));
    for (let tryNumber = 1; ; tryNumber += 1) {
      try {
        const response = await fetch(url, {
          method: 'POST', headers: { 'content-type': 'application/json' }, body,
        });
        return z.array(replyShape).parse(await response.json());
      } catch (error) {
        const isOver = state.isClosed || tryNumber === TRIES_MAX;
        if (isOver || !(error instanceof TypeError)) throw error;
        await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
      }
    }
  };
  const ask = async (method: string, ...params: unknown[]): Promise<unknown> => {
    const [{ result, error } = {}] = await batch([[method, ...params]]);
    if (error !== undefined) throw new Error(`anvil refused ${method}: ${error.message}`);
    return result ?? null;
  };
  return Object.assign(ask, {
    refusal: async (method: string, ...params: unknown[]): Promise<string | null> =>
      (await batch([[method, ...params]]))[0]?.error?.message ?? null,
    batch,
    close: () => { state.isClosed = true; },
    isClosed: () => state.isClosed,
  });
}
