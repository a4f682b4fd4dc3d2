import { z } from 'zod';
import { answer, header } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import { isoTime, randomHex } from '../world.ts';
import { amountShape, resourceError, unknownPayment } from './answers.ts';
import {
  allowed, amountOf, authServer, isOf, isRefusal, newPaper, resourceServer, uuid, walletUrl,
  type Call,
} from './core.ts';
import { listed, listQuery } from './listing.ts';
import type { Incoming, Wallet } from './state.ts';

const LIFE_MS_MAX = 30 * 24 * 3_600_000;
/** How long after its expiry an incoming payment is closed; until then it is as before. */
const CLOSED_AFTER_MS = 1_000;

const newIncoming = z.object({
  walletAddress: z.string(), incomingAmount: amountShape.optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** `POST /incoming-payments`. */
export function createIncoming(call: Call, bank: string): ProviderResponse {
  const { world } = call;
  const asked = newPaper(call, bank, { type: 'incoming-payment', shape: newIncoming });
  if (isRefusal(asked)) return asked;
  const { wallet, client, body: { incomingAmount, expiresAt, metadata = {} } } = asked;
  const isSound = incomingAmount === undefined
    || (isOf(incomingAmount, wallet.asset) && BigInt(incomingAmount.value) > 0n);
  if (!isSound) return resourceError(400, 'invalid amount');
  const nowMs = world.nowMs();
  const expiresAtMs = expiresAt === undefined ? nowMs + LIFE_MS_MAX : Date.parse(expiresAt);
  if (expiresAtMs <= nowMs || expiresAtMs > nowMs + LIFE_MS_MAX) {
    return resourceError(400, 'invalid expiresAt');
  }
  const incoming: Incoming = {
    id: uuid(world), wallet: wallet.name, client: client.name, createdAtMs: nowMs,
    amount: incomingAmount?.value ?? null, received: '0', isCompleted: false, expiresAtMs, metadata,
  };
  call.commit({ type: 'put', atMs: nowMs, incoming: [incoming] });
  return answer(201, withMethods(call, incoming, wallet));
}

/** `GET /incoming-payments/<id>`: all of it to a client with a grant, what arrived to anybody. */
export function readIncoming(call: Call, bank: string, id: string): ProviderResponse {
  const found = incomingAt(call, bank, id);
  if (isRefusal(found)) return found;
  const { incoming, wallet } = found;
  if (header(call.request, 'authorization') === null) {
    return answer(200, {
      receivedAmount: amountOf(incoming.received, wallet.asset),
      authServer: authServer(call.origin, bank),
    });
  }
  const may = allowed(call, 'incoming-payment', 'read');
  return isRefusal(may) ? may : answer(200, withMethods(call, incoming, wallet));
}

/** `POST /incoming-payments/<id>/complete`: nothing more is expected. */
export function completeIncoming(call: Call, bank: string, id: string): ProviderResponse {
  const found = incomingAt(call, bank, id);
  if (isRefusal(found)) return found;
  const { incoming, wallet } = found;
  const may = allowed(call, 'incoming-payment', 'complete');
  if (isRefusal(may)) return may;
  const nowMs = call.world.nowMs();
  if (isClosed(incoming, nowMs)) return resourceError(409, 'wrong state');
  const completed = { ...incoming, isCompleted: true };
  call.commit({ type: 'put', atMs: nowMs, incoming: [completed] });
  return answer(200, incomingView(call, completed, wallet));
}

/** `GET /incoming-payments?wallet-address=…`, the client's own, newest first. */
export function listIncoming(call: Call, bank: string): ProviderResponse {
  const may = allowed(call, 'incoming-payment', 'list');
  if (isRefusal(may)) return may;
  const query = listQuery(call, bank);
  if (isRefusal(query)) return query;
  const { wallet } = query;
  const nowMs = call.world.nowMs();
  return listed(query, [...call.state.incoming.values()].filter((one) =>
    one.wallet === wallet.name && one.client === may.client.name),
  (one) => incomingView(call, one, wallet), (one) => !isDeleted(one, nowMs));
}

function incomingAt(
  { state, world }: Call, bank: string, id: string,
): { readonly incoming: Incoming; readonly wallet: Wallet } | ProviderResponse {
  const incoming = state.incoming.get(id);
  const wallet = state.wallets.get(incoming?.wallet ?? '');
  return incoming === undefined || wallet?.bank !== bank || isDeleted(incoming, world.nowMs())
    ? unknownPayment('incoming', id) : { incoming, wallet };
}

/** Nothing more is expected: it was completed, or ran out. */
function isClosed({ isCompleted, expiresAtMs }: Incoming, nowMs: number): boolean {
  return isCompleted || expiresAtMs + CLOSED_AFTER_MS <= nowMs;
}

/**
 * What ran out before anything arrived is deleted when it is closed, as at a real Rafiki (#3940);
 * for a client it was never there.
 */
function isDeleted(incoming: Incoming, nowMs: number): boolean {
  return !incoming.isCompleted && incoming.received === '0' && isClosed(incoming, nowMs);
}

export function incomingUrl(origin: string, bank: string, id: string): string {
  return `${resourceServer(origin, bank)}/incoming-payments/${id}`;
}

function incomingView({ origin }: Call, incoming: Incoming, wallet: Wallet) {
  const { id, amount, received, isCompleted, metadata, createdAtMs, expiresAtMs } = incoming;
  return {
    id: incomingUrl(origin, wallet.bank, id), walletAddress: walletUrl(origin, wallet.name),
    ...(amount === null ? {} : { incomingAmount: amountOf(amount, wallet.asset) }),
    receivedAmount: amountOf(received, wallet.asset), completed: isCompleted, metadata,
    createdAt: isoTime(createdAtMs), expiresAt: isoTime(expiresAtMs),
  };
}

function withMethods(call: Call, incoming: Incoming, wallet: Wallet) {
  return {
    ...incomingView(call, incoming, wallet),
    methods: isClosed(incoming, call.world.nowMs()) ? [] : [{
      type: 'ilp', ilpAddress: `test.sandbox.${wallet.bank}.${incoming.id}`,
      sharedSecret: Buffer.from(randomHex(call.world, 32), 'hex').toString('base64url'),
    }],
  };
}
