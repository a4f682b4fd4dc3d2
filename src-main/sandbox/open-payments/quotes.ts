import { z } from 'zod';
import { answer } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import { isoTime } from '../world.ts';
import { amountShape, resourceError } from './answers.ts';
import {
  allowed, amountOf, isOf, isRefusal, newPaper, resourceServer, uuid, walletUrl, type Call,
} from './core.ts';
import { incomingUrl } from './incoming.ts';
import { priceOf, receivableFor } from './prices.ts';
import type { Incoming, Quote, Wallet } from './state.ts';

const QUOTE_LIFE_MS = 300_000;

const newQuote = z.object({
  walletAddress: z.string(), receiver: z.string(), method: z.literal('ilp'),
  debitAmount: amountShape.optional(), receiveAmount: amountShape.optional(),
}).refine(({ debitAmount, receiveAmount }) =>
  debitAmount === undefined || receiveAmount === undefined);

/** `POST /quotes`: what it costs to bring the receiver what it asks for, or a fixed amount. */
export function createQuote(call: Call, bank: string): ProviderResponse {
  const { world } = call;
  const asked = newPaper(call, bank, { type: 'quote', shape: newQuote });
  if (isRefusal(asked)) return asked;
  const { body, wallet, client } = asked;
  const found = receiverOf(call, body.receiver);
  if (found === null) return resourceError(400, 'invalid receiver');
  const priced = priceAsked(body, { wallet, ...found });
  if (isRefusal(priced)) return priced;
  const nowMs = world.nowMs();
  const quote: Quote = {
    id: uuid(world), wallet: wallet.name, client: client.name, createdAtMs: nowMs,
    receiver: found.incoming.id, debit: priced.debit.toString(), isUsed: false,
    receive: priced.receive.toString(), receiveAsset: found.payee.asset,
    expiresAtMs: call.quirks.quoteExpired === true ? nowMs
      : Math.min(nowMs + QUOTE_LIFE_MS, found.incoming.expiresAtMs),
  };
  call.commit({ type: 'put', atMs: nowMs, quotes: [quote] });
  return answer(201, quoteView(call, quote, wallet));
}

/** `GET /quotes/<id>`. */
export function readQuote(call: Call, bank: string, id: string): ProviderResponse {
  const may = allowed(call, 'quote', 'read');
  if (isRefusal(may)) return may;
  const quote = call.state.quotes.get(id);
  const wallet = call.state.wallets.get(quote?.wallet ?? '');
  return quote === undefined || wallet?.bank !== bank
    ? resourceError(404, 'Unknown quote') : answer(200, quoteView(call, quote, wallet));
}

type Receiver = { readonly incoming: Incoming; readonly payee: Wallet };

/** What may still be paid into; a receiver that is paid, over or elsewhere is none. */
function receiverOf({ state, world, origin }: Call, url: string): Receiver | null {
  const incoming = state.incoming.get(url.split('/').at(-1) ?? '');
  const payee = state.wallets.get(incoming?.wallet ?? '');
  if (incoming === undefined || payee === undefined) return null;
  const isHere = url === incomingUrl(origin, payee.bank, incoming.id);
  const isOpen = !incoming.isCompleted && incoming.expiresAtMs > world.nowMs();
  return isHere && isOpen ? { incoming, payee } : null;
}

function priceAsked(
  { debitAmount, receiveAmount }: Pick<z.infer<typeof newQuote>, 'debitAmount' | 'receiveAmount'>,
  { wallet, incoming, payee }: Receiver & { readonly wallet: Wallet },
): { readonly debit: bigint; readonly receive: bigint } | ProviderResponse {
  const how = { from: wallet.asset, to: payee.asset, acrossBanks: wallet.bank !== payee.bank };
  if (debitAmount !== undefined) {
    if (!isOf(debitAmount, wallet.asset)) return resourceError(400, 'invalid amount');
    const debit = BigInt(debitAmount.value);
    const receive = receivableFor(debit, how);
    const least = priceOf(1n, how).debit;
    return receive > 0n ? { debit, receive } : resourceError(
      400, 'non-positive receive amount',
      { minSendAmount: amountOf(least.toString(), wallet.asset) },
    );
  }
  if (receiveAmount !== undefined && !isOf(receiveAmount, payee.asset)) {
    return resourceError(400, 'invalid amount');
  }
  const wanted = receiveAmount?.value ?? incoming.amount;
  if (wanted === null) return resourceError(400, 'invalid amount');
  const receive = receiveAmount === undefined
    ? BigInt(wanted) - BigInt(incoming.received) : BigInt(wanted);
  return { receive, debit: priceOf(receive, how).debit };
}

export function quoteUrl(origin: string, bank: string, id: string): string {
  return `${resourceServer(origin, bank)}/quotes/${id}`;
}

function quoteView(call: Call, quote: Quote, wallet: Wallet) {
  const { origin, state } = call;
  const payee = state.wallets.get(state.incoming.get(quote.receiver)?.wallet ?? '');
  return {
    id: quoteUrl(origin, wallet.bank, quote.id), walletAddress: walletUrl(origin, wallet.name),
    receiver: incomingUrl(origin, payee?.bank ?? '', quote.receiver), method: 'ilp',
    debitAmount: amountOf(quote.debit, wallet.asset),
    receiveAmount: amountOf(quote.receive, quote.receiveAsset),
    createdAt: isoTime(quote.createdAtMs), expiresAt: isoTime(quote.expiresAtMs),
  };
}
