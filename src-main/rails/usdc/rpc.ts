import type { Client, Hash } from 'viem';
import type * as Viem from 'viem/actions';
import { z } from 'zod';

import { readExactJson } from '../exact-json.ts';
import { providerText } from '../provider-text.ts';
import type { RailCall, RailReply } from '../rail.ts';

/** What a node may answer: everything that is believed is checked, the rest is let through. */
const quantity = z.string().regex(/^0x[0-9a-f]{1,64}$/i);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/i);
const address = z.string().regex(/^0x[0-9a-f]{40}$/i);
const bytes = z.string().regex(/^0x([0-9a-f]{2})*$/i).max(200_000);

const log = z.looseObject({
  address, topics: z.array(hash).max(4), data: bytes, logIndex: quantity, transactionHash: hash,
  removed: z.boolean().optional(),
});
const answers: Readonly<Record<string, z.ZodType>> = {
  eth_chainId: quantity,
  eth_blockNumber: quantity,
  eth_getBlockByNumber: z.looseObject({ number: quantity, hash }).nullable(),
  eth_getTransactionReceipt: z.looseObject({
    transactionHash: hash, blockNumber: quantity, blockHash: hash, from: address,
    status: z.enum(['0x0', '0x1']), gasUsed: quantity, effectiveGasPrice: quantity,
    logs: z.array(log).max(1_000),
  }).nullable(),
  eth_getTransactionByHash: z.looseObject({
    hash, blockHash: hash.nullish(), from: address, to: address.nullish(), value: quantity,
    input: bytes,
  }).nullable(),
};

export type NodeAnswer<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unavailable'; readonly message: string };

/** The questions that this rail asks a node; null is the node's own "I do not know it". */
export function createNode(call: RailCall, rpcUrl: string) {
  const ask = <T>(action: (client: Client, viem: typeof Viem) => Promise<T>) =>
    question({ call, rpcUrl }, action);
  return {
    chainId: () => ask((client, viem) => viem.getChainId(client)),
    head: () => ask((client, viem) => viem.getBlockNumber(client, { cacheTime: 0 })),
    block: (blockNumber: bigint) => ask((client, viem) => viem.getBlock(client, { blockNumber })),
    receipt: (txHash: string) => ask((client, viem) =>
      viem.getTransactionReceipt(client, { hash: hex(txHash) })),
    transaction: (txHash: string) => ask((client, viem) =>
      viem.getTransaction(client, { hash: hex(txHash) })),
  };
}
export type Node = ReturnType<typeof createNode>;

export function hex(text: string): Hash {
  return `0x${text.slice(2)}`;
}

/** What one question came to below viem, which wraps every failure in words of its own. */
type Carried = {
  failure: string | null;
  isUnknown: boolean;
  bug: { readonly error: unknown } | null;
};

/**
 * One question through viem, whose transport is our own sender: deadline, transcript and guards
 * are those of every other call. Nothing is cached, batched or asked twice. viem is large, so it
 * is loaded by the first question rather than by the start.
 */
async function question<T>(
  { call, rpcUrl }: { readonly call: RailCall; readonly rpcUrl: string },
  action: (client: Client, viem: typeof Viem) => Promise<T>,
): Promise<NodeAnswer<T | null>> {
  const [{ createClient, custom }, viem] = await Promise.all([
    import('viem'), import('viem/actions'),
  ]);
  const carried: Carried = { failure: null, isUnknown: false, bug: null };
  const provider = {
    request: async ({ method, params }: { readonly method: string; readonly params?: unknown }) => {
      const reply = await sendRpc(call, rpcUrl, { method, params, carried });
      const answer = reply === null ? null : resultOf(reply, method);
      if (answer?.kind === 'read') {
        carried.isUnknown = answer.value === null;
        return answer.value;
      }
      carried.failure ??= answer?.message ?? 'The chain\'s node was not asked.';
      throw new Error(carried.failure);
    },
  };
  const client = createClient({ transport: custom(provider, { retryCount: 0 }) });
  try {
    return { kind: 'read', value: await action(client, viem) };
  } catch (error) {
    if (carried.bug !== null) throw carried.bug.error;
    if (carried.failure !== null) return { kind: 'unavailable', message: carried.failure };
    if (carried.isUnknown) return { kind: 'read', value: null };
    throw error;
  }
}

async function sendRpc(
  call: RailCall, rpcUrl: string,
  { method, params, carried }: {
    readonly method: string; readonly params: unknown; readonly carried: Carried;
  },
): Promise<RailReply | null> {
  try {
    return await call.send({
      method: 'POST', url: rpcUrl,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: params ?? [] }),
    });
  } catch (error) {
    carried.bug = { error };
    return null;
  }
}

const envelope = z.object({
  error: z.object({ code: z.string().catch(''), message: z.string().catch('') }).nullish(),
  result: z.unknown(),
});

function resultOf(reply: RailReply, method: string): NodeAnswer<unknown> {
  if (!reply.ok) return unavailable(`could not be asked: ${reply.message}`);
  if (reply.status !== 200) return unavailable(`answered ${reply.status}`);
  const parsed = envelope.safeParse(readExactJson(reply.body));
  if (!parsed.success) return unavailable('answered with something unreadable');
  const { error, result } = parsed.data;
  // -32011 is Arc's "too many requests"; whatever the error, there is no answer.
  if (error !== null && error !== undefined) {
    return unavailable(`refused ${method}: ${error.message} (${error.code})`);
  }
  const value = answers[method]?.safeParse(result);
  return value?.success === true ? { kind: 'read', value: value.data }
    : unavailable(`answered ${method} with something unreadable`);
}

function unavailable(what: string): Extract<NodeAnswer<never>, { kind: 'unavailable' }> {
  return { kind: 'unavailable', message: providerText(`The chain's node ${what}.`) };
}
