import { z } from 'zod';
import { money, type Money } from '../domain/money.ts';
import type { Operation } from '../domain/operation.ts';
import { isTerminal, openOperation, type PaymentAggregate } from '../domain/payment.ts';
import { railAssets } from '../domain/rails.ts';
import type { Connection, PayeeWallet } from '../domain/records.ts';
import type { Engine } from '../api.ts';
import { payeeName } from '../payouts/task.ts';
import type { PayoutFacts, PayoutProof, WalletView } from '../../contract/payout-facts.ts';
import type { Names } from './payment-page.ts';
import { moneyWire } from './wire.ts';

/** What a payment page says more where a treasury pays; null on other rails. */
export async function payoutFacts(
  engine: Engine,
  names: Names,
  { aggregate, connection, wallet }: {
    readonly aggregate: PaymentAggregate; readonly connection: Connection | null;
    readonly wallet: PayeeWallet | null;
  },
): Promise<PayoutFacts | null> {
  const { payment, operations } = aggregate;
  if (railAssets[payment.rail].paysFrom !== 'treasury') return null;
  const [alike, file] = await Promise.all([
    payment.payeeAccount === null ? [] : engine.read.alikeWallets(payment.payeeAccount),
    engine.lists.payee(payment.payee),
  ]);
  const settled = operations.findLast(({ state }) => state === 'settled');
  return {
    gross: moneyWire(grossOf(payment)), fee: wireOrNull(payment.fee),
    networkFee: wireOrNull(settled?.networkFee ?? null),
    review: payment.review, stuckSince: openOperation(operations)?.stuckAt ?? null,
    identity: payment.identity,
    wallet: wallet === null ? null : await walletView(names, wallet), alike: alike.map(alikeOf),
    isNewPayee: payment.link === null && !isTerminal(payment.status)
      && (file?.payee.paid ?? 0) === 0,
    proof: settled === undefined ? null : proofOf(settled, connection),
  };
}

/** What leaves the marketplace for a payment: what the payee gets, and the fee. */
export function grossOf(
  { amount, fee }: { readonly amount: Money; readonly fee: Money | null },
): Money {
  return money(amount.minor + (fee?.minor ?? 0n), amount.asset);
}

function wireOrNull(amount: Money | null) {
  return amount === null ? null : moneyWire(amount);
}

export async function walletView(names: Names, wallet: PayeeWallet): Promise<WalletView> {
  const {
    id, version, marketplaceId, reference, name, account, origin, enabled, score, createdBy,
    createdAt, accountSince, updatedAt,
  } = wallet;
  return {
    id, version, marketplaceId, reference, name, account, origin, enabled, score, createdBy,
    createdAt, accountSince, updatedAt, payee: payeeName(wallet),
    marketplaceName: (await names.marketplace(marketplaceId)).name,
  };
}

export function alikeOf({ name, reference, account }: PayeeWallet) {
  return { name, reference, account };
}

const text = z.string().nullish().transform((found) => found ?? null);
/** As `rails/usdc/inquire.ts` writes it; a number is told as its digits. */
const figure = z.union([z.string(), z.number().transform(String)]);
const raw = z.object({
  circle: z.object({
    id: z.string(), state: z.string(), amounts: z.array(z.string()).default([]),
    destinationAddress: text, txHash: text, blockHeight: figure.nullish(), networkFee: text,
    createDate: z.number().nullish(),
  }),
  chain: z.object({
    chainId: figure, genesisHash: text, hash: z.string(), blockNumber: figure,
    blockHash: z.string(), logIndex: figure, emitter: z.string(),
    fee: z.string().regex(/^\d{1,40}$/), feeScale: z.literal(18), feePayer: z.string(),
  }),
});

/** Both proofs as they were kept with the evidence; null where what was kept is no such record. */
export function proofOf(
  { evidence }: Pick<Operation, 'evidence'>,
  connection: Pick<Connection, 'mode' | 'config'> | null,
): PayoutProof | null {
  const parsed = raw.safeParse(jsonOrNull(evidence?.raw ?? ''));
  if (!parsed.success) return null;
  const { circle, chain } = parsed.data;
  const [amount = null] = circle.amounts;
  return {
    provider: {
      id: circle.id, state: circle.state, amount, account: circle.destinationAddress,
      hash: circle.txHash, block: circle.blockHeight ?? null, networkFee: circle.networkFee,
      createdAt: circle.createDate ?? null,
    },
    chain: {
      chainId: chain.chainId, genesisHash: chain.genesisHash, hash: chain.hash,
      block: chain.blockNumber, blockHash: chain.blockHash, logIndex: chain.logIndex,
      emitter: chain.emitter, fee: decimalOf(chain.fee, chain.feeScale), feePayer: chain.feePayer,
    },
    explorerUrl: explorerUrl(connection, { chainId: chain.chainId, hash: chain.hash }),
  };
}

/** Units of so many places as a plain decimal without trailing zeros. */
function decimalOf(units: string, places: number): string {
  const digits = units.padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  const whole = digits.slice(0, -places).replace(/^0+(?=\d)/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** The explorers of the public chains by their ids; a connection may name its own. */
const explorers: Readonly<Record<string, string>> = {
  '5042002': 'https://testnet.arcscan.app',
};

/** Where everybody can look a transaction up; null where its chain is nobody else's. */
function explorerUrl(
  connection: Pick<Connection, 'mode' | 'config'> | null,
  { chainId, hash }: { readonly chainId: string; readonly hash: string },
): string | null {
  if (connection?.mode !== 'live' || !/^0x[0-9a-f]{64}$/i.test(hash)) return null;
  const own = connection.config['explorerUrl'];
  const base = URL.parse(typeof own === 'string' && own !== '' ? own : explorers[chainId] ?? '');
  return base === null || base.protocol !== 'https:' ? null
    : `${base.href.replace(/\/+$/, '')}/tx/${hash}`;
}

function jsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
