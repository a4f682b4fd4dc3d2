import { hash } from 'node:crypto';

import type {
  CircleDeveloperControlledWalletsClient as Sdk,
} from '@circle-fin/developer-controlled-wallets';
import type { z } from 'zod';

import { formatAmountShort, type Money } from '../../engine/domain/money.ts';
import type { RailReply } from '../rail.ts';
import type { Token } from './config.ts';
import { readAnswer, type Answer, type Failure } from './translate.ts';
import { perform, type Session } from './transport.ts';
import {
  balancesView, createdView, notificationKeyView, publicKeyView, tokenView, transactionPage,
  transactionView, validityView, walletPage, walletView, type WalletRecord,
} from './wire.ts';

/** The most that Circle lists at once. */
export const PAGE_SIZE = 50;

type Step = (sdk: Sdk) => Promise<unknown>;

/** Circle in its own words, in the name of the session's API key. */
export function createClient(session: Session) {
  const { settings } = session;
  const ask = <T>(shape: z.ZodType<T>, step: Step): Promise<Answer<T>> =>
    question(session, shape, step);
  const change = <T>(shape: z.ZodType<T>, step: Step): Promise<Answer<T>> =>
    keyed(session, shape, step);
  return {
    readWallet: () => ask(walletView, (sdk) => sdk.getWallet({ id: settings.walletId })),
    findWallets: (address: string) => ask(walletPage, (sdk) =>
      sdk.listWallets({ address, blockchain: settings.blockchain })),
    readBalances: (walletId: string) => ask(balancesView, (sdk) => sdk.getWalletTokenBalance({
      id: walletId, includeAll: true, pageSize: PAGE_SIZE,
    })),
    readToken: (id: string) => ask(tokenView, (sdk) => sdk.getToken({ id })),
    validateAddress: (address: string) => ask(validityView, (sdk) =>
      sdk.validateAddress({ address, blockchain: settings.blockchain })),
    readTransaction: (id: string) => ask(transactionView, (sdk) => sdk.getTransaction({ id })),
    /** Transfers out of a wallet. */
    listTransactions: (wanted: {
      readonly walletId: string; readonly order: 'ASC' | 'DESC'; readonly pageAfter: string | null;
      readonly destination?: string;
      readonly period?: { readonly fromMs: number; readonly toMs: number };
    }) => ask(transactionPage, (sdk) => sdk.listTransactions(listInput(session, wanted))),
    readNotificationKey: (keyId: string) => ask(notificationKeyView, (sdk) =>
      sdk.getNotificationSignature(keyId)),
    /** The one call that moves money; Circle answers a repeated key with the first answer. */
    createTransfer: (key: string, wanted: TransferWanted) => change(createdView, (sdk) =>
      sdk.createTransaction({
        ...transferInput(session, wanted), idempotencyKey: key, refId: key,
      })),
    nudge: (act: 'accelerate' | 'cancel', id: string, key: string) => change(createdView, (sdk) =>
      act === 'cancel' ? sdk.cancelTransaction({ id, idempotencyKey: key })
        : sdk.accelerateTransaction({ id, idempotencyKey: key })),
    createWallet: (walletSetId: string, wanted: {
      readonly key: string; readonly name: string; readonly reference: string;
    }) => change(walletPage, (sdk) => sdk.createWallets({
      walletSetId, blockchains: [settings.blockchain], count: 1, accountType: 'EOA',
      metadata: [{ name: wanted.name, refId: wanted.reference }], idempotencyKey: wanted.key,
    })),
  };
}
export type CircleClient = ReturnType<typeof createClient>;

/** What is paid, to whom, out of which wallet. */
export type TransferWanted = {
  readonly amount: Money; readonly account: string; readonly token: Token;
  readonly payer: Pick<WalletRecord, 'id' | 'address'>;
};

/** A token named by its address stands beside a wallet named by its address (error 155244). */
function transferInput(
  { settings }: Session, { amount, account, token, payer }: TransferWanted,
): Parameters<Sdk['createTransaction']>[0] {
  const { blockchain, feeLevel, tokenRoute } = settings;
  const { tokenId, tokenAddress } = token;
  const isById = tokenRoute === 'native' && tokenId !== null;
  return {
    amount: [formatAmountShort(amount)], destinationAddress: account,
    fee: { type: 'level', config: { feeLevel } },
    ...(isById ? { walletId: payer.id, tokenId }
      : { walletAddress: payer.address, blockchain, tokenAddress }),
  };
}

function listInput({ settings }: Session, { walletId, order, pageAfter, destination, period }: {
  readonly walletId: string; readonly order: 'ASC' | 'DESC'; readonly pageAfter: string | null;
  readonly destination?: string;
  readonly period?: { readonly fromMs: number; readonly toMs: number };
}): Parameters<Sdk['listTransactions']>[0] {
  return {
    blockchain: settings.blockchain, walletIds: [walletId], txType: 'OUTBOUND', order,
    pageSize: PAGE_SIZE, includeAll: true,
    ...(pageAfter === null ? {} : { pageAfter }),
    ...(destination === undefined ? {} : { destinationAddress: destination }),
    ...(period === undefined ? {} : {
      from: new Date(period.fromMs).toISOString(), to: new Date(period.toMs).toISOString(),
    }),
  };
}

function readReply<T>({ call, redact }: Session, reply: RailReply, shape: z.ZodType<T>): Answer<T> {
  return readAnswer(reply, { shape, nowMs: call.nowMs, redact });
}

async function question<T>(
  session: Session, shape: z.ZodType<T>, step: Step,
): Promise<Answer<T>> {
  return readReply(session, await perform(session, null, step), shape);
}

const KEYS_MAX = 64;
/** The public keys under which Circle takes entity secrets, by connection and API key. */
const publicKeys = new Map<string, string>();

/**
 * A request that carries the entity secret, encrypted anew. Where Circle cannot read it, its key
 * may have changed (the SDK would never notice): it is fetched once more, and the request, of
 * which nothing came, is sent once more.
 */
async function keyed<T>(session: Session, shape: z.ZodType<T>, step: Step): Promise<Answer<T>> {
  const name = keyName(session);
  const known = publicKeys.get(name);
  const key: Answer<string> = known === undefined ? await fetchKey(session, name)
    : { kind: 'read', value: known };
  if (key.kind !== 'read') return beforeSending(key);
  const first = readReply(session, await perform(session, key.value, step), shape);
  if (known === undefined || first.kind !== 'refused' || first.code !== 'entity_secret_refused') {
    return first;
  }
  publicKeys.delete(name);
  const fresh = await fetchKey(session, name);
  if (fresh.kind !== 'read' || fresh.value === known) return first;
  return readReply(session, await perform(session, fresh.value, step), shape);
}

async function fetchKey(session: Session, name: string): Promise<Answer<string>> {
  const answer = await question(session, publicKeyView, (sdk) => sdk.getPublicKey());
  if (answer.kind !== 'read') return answer;
  publicKeys.set(name, answer.value);
  const [oldest] = publicKeys.keys();
  if (publicKeys.size > KEYS_MAX && oldest !== undefined) publicKeys.delete(oldest);
  return answer;
}

/** Kept under a digest, so that no API key outlives its call. */
function keyName({ call: { connection }, apiKey }: Session): string {
  return hash('sha256', `${connection.id}\n${connection.baseUrl}\n${apiKey}`, 'hex');
}

/**
 * What a failed question means for the request that it went ahead of: that one never left, and only
 * a refused sign-in would refuse it as well.
 */
export function beforeSending(failure: Failure): Exclude<Failure, { readonly kind: 'unknown' }> {
  if (failure.kind === 'not-received') return failure;
  if (failure.kind === 'refused' && failure.code === 'provider_auth') return failure;
  return {
    kind: 'not-received', retryAfterMs: null,
    message: `Asked first, and got no usable answer; nothing was sent. ${failure.message}`,
  };
}
