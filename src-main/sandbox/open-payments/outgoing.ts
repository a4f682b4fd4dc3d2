import { z } from 'zod';
import { answer } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import { isoTime, randomHex } from '../world.ts';
import { resourceError, unknownPayment } from './answers.ts';
import {
  allowed, amountOf, isOf, isRefusal, newPaper, resourceServer, walletAt, walletUrl, type Allowed,
  type Call, type Core,
} from './core.ts';
import { incomingUrl } from './incoming.ts';
import { listed, listQuery } from './listing.ts';
import { arriving, priceOf } from './prices.ts';
import { quoteUrl } from './quotes.ts';
import type { Grant, Incoming, Outgoing, Quote, Wallet } from './state.ts';

const newOutgoing = z.object({
  walletAddress: z.string(), quoteId: z.string(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/**
 * `POST /outgoing-payments`: takes the quote and reserves its cost in the grant. It is sent a
 * moment later, and its id is the quote's, as at a real Rafiki.
 */
export function createOutgoing(call: Call, bank: string): ProviderResponse {
  const { world, origin, state, quirks } = call;
  const asked = newPaper(call, bank, { type: 'outgoing-payment', shape: newOutgoing });
  if (isRefusal(asked)) return asked;
  const { body, wallet } = asked;
  const quote = state.quotes.get(body.quoteId.split('/').at(-1) ?? '');
  if (quote === undefined || body.quoteId !== quoteUrl(origin, bank, quote.id)) {
    return resourceError(404, 'unknown quote');
  }
  const nowMs = world.nowMs();
  // Nobody is told which of the two it was.
  if (quote.isUsed || quote.expiresAtMs <= nowMs) return resourceError(400, 'invalid quote');
  const grant = reserved(call, asked, { quote, wallet });
  if (grant === null) return resourceError(403, 'unauthorized');
  const outgoing: Outgoing = {
    id: quote.id, wallet: wallet.name, client: asked.client.name, createdAtMs: nowMs,
    receiver: quote.receiver, debit: quote.debit, receive: quote.receive,
    receiveAsset: quote.receiveAsset, sent: '0', isFailed: false, grantId: grant.id,
    metadata: {
      ...body.metadata, ...(quirks.sentPart === true ? { [PART]: true } : {}),
    },
    stage: quirks.stuck === undefined ? quirks.sentZero === true ? 'over' : 'waiting' : 'resting',
  };
  call.commit({
    type: 'put', atMs: nowMs, outgoing: [outgoing], quotes: [{ ...quote, isUsed: true }],
    grants: [grant],
  });
  return answer(201, {
    ...outgoingView(call, outgoing, wallet),
    grantSpentDebitAmount: amountOf(grant.spentDebit, wallet.asset),
    grantSpentReceiveAmount: amountOf(grant.spentReceive, quote.receiveAsset),
  });
}

/** The mark of a payment that is scripted to fail half way. */
const PART = 'sandboxSendsPart';

/** The grant with the quote's cost reserved; null where its limits do not allow it. */
function reserved(
  { origin, state }: Call, { grant }: Allowed,
  { quote, wallet }: { readonly quote: Quote; readonly wallet: Wallet },
): Grant | null {
  const { limits } = grant.access;
  const spentDebit = BigInt(grant.spentDebit) + BigInt(quote.debit);
  const spentReceive = BigInt(grant.spentReceive) + BigInt(quote.receive);
  const payee = state.wallets.get(state.incoming.get(quote.receiver)?.wallet ?? '');
  const { debitAmount, receiveAmount, receiver } = limits ?? {};
  const fits = (debitAmount === undefined
      || (isOf(debitAmount, wallet.asset) && spentDebit <= BigInt(debitAmount.value)))
    && (receiveAmount === undefined || (isOf(receiveAmount, quote.receiveAsset)
      && spentReceive <= BigInt(receiveAmount.value)))
    && (receiver === undefined
      || receiver === incomingUrl(origin, payee?.bank ?? '', quote.receiver));
  return fits
    ? { ...grant, spentDebit: spentDebit.toString(), spentReceive: spentReceive.toString() } : null;
}

/** `GET /outgoing-payments/<id>`. */
export function readOutgoing(call: Call, bank: string, id: string): ProviderResponse {
  const outgoing = call.state.outgoing.get(id);
  const wallet = call.state.wallets.get(outgoing?.wallet ?? '');
  if (outgoing === undefined || wallet?.bank !== bank) return unknownPayment('outgoing', id);
  const may = allowed(call, 'outgoing-payment', 'read');
  return isRefusal(may) ? may : answer(200, outgoingView(call, outgoing, wallet));
}

/** `GET /outgoing-payments?wallet-address=…`: all of this client's, whichever the grant. */
export function listOutgoing(call: Call, bank: string): ProviderResponse {
  const may = allowed(call, 'outgoing-payment', 'list');
  if (isRefusal(may)) return may;
  const query = listQuery(call, bank);
  if (isRefusal(query)) return query;
  const { wallet } = query;
  return listed(query, [...call.state.outgoing.values()].filter((one) =>
    one.wallet === wallet.name && one.client === may.client.name),
  (one) => outgoingView(call, one, wallet));
}

/** `GET /outgoing-payment-grant`: what the token's grant has spent, fees and reservations in it. */
export function readSpent(call: Call): ProviderResponse {
  const may = allowed(call, 'outgoing-payment', 'read');
  if (isRefusal(may)) return may;
  const { grant } = may;
  const paid = [...call.state.outgoing.values()].find(({ grantId }) => grantId === grant.id);
  const wallet = walletAt(call, call.origin, grant.access.identifier);
  return answer(200, {
    spentDebitAmount: paid === undefined || wallet === null
      ? null : amountOf(grant.spentDebit, wallet.asset),
    spentReceiveAmount: paid === undefined ? null : amountOf(grant.spentReceive, paid.receiveAsset),
  });
}

/**
 * Sends a payment whose moment has come. A receiver that was paid or ran out meanwhile takes
 * nothing, and the payment is over with nothing sent and no failure told, which is what a real
 * Rafiki does (guide, pitfall 2).
 */
export function sendOutgoing({ state, commit }: Core, id: string, atMs: number): void {
  const outgoing = state.outgoing.get(id);
  const incoming = state.incoming.get(outgoing?.receiver ?? '');
  const payer = state.wallets.get(outgoing?.wallet ?? '');
  const payee = state.wallets.get(incoming?.wallet ?? '');
  const grant = state.grants.get(outgoing?.grantId ?? '');
  if (outgoing?.stage !== 'waiting' || incoming === undefined || payer === undefined
    || payee === undefined || grant === undefined) return;
  if (BigInt(payer.balance) < BigInt(outgoing.debit)) {
    return commit({
      type: 'put', atMs, grants: [givenBack(grant, outgoing, outgoing.debit)],
      outgoing: [{
        ...outgoing, stage: 'over', isFailed: true,
        metadata: {
          ...outgoing.metadata, cancellationReason: 'Account does not have enough balance.',
        },
      }],
    });
  }
  if (incoming.isCompleted || incoming.expiresAtMs <= atMs) {
    return commit({ type: 'put', atMs, outgoing: [{ ...outgoing, stage: 'over' }] });
  }
  deliver({ state, commit }, { outgoing, incoming, payer, payee, grant, atMs });
}

function deliver({ commit }: Pick<Core, 'state' | 'commit'>, the: {
  readonly outgoing: Outgoing; readonly incoming: Incoming; readonly payer: Wallet;
  readonly payee: Wallet; readonly grant: Grant; readonly atMs: number;
}): void {
  const { outgoing, incoming, payer, payee, grant, atMs } = the;
  const isPart = outgoing.metadata[PART] === true;
  const how = { from: payer.asset, to: payee.asset, acrossBanks: payer.bank !== payee.bank };
  const wanted = isPart ? BigInt(outgoing.receive) / 2n : BigInt(outgoing.receive);
  const arrived = isPart ? wanted : arriving(wanted, how);
  const { sent } = priceOf(wanted, how);
  const debit = isPart ? sent : BigInt(outgoing.debit);
  const received = BigInt(incoming.received) + arrived;
  const isSame = payer.name === payee.name;
  const left = { ...payer, balance: (BigInt(payer.balance) - debit).toString() };
  const paid = {
    ...(isSame ? left : payee),
    balance: (BigInt(isSame ? left.balance : payee.balance) + arrived).toString(),
  };
  commit({
    type: 'put', atMs, wallets: [left, paid],
    outgoing: [{ ...outgoing, stage: 'over', sent: sent.toString(), isFailed: isPart }],
    incoming: [{
      ...incoming, received: received.toString(),
      isCompleted: incoming.amount !== null && received >= BigInt(incoming.amount),
    }],
    ...(isPart
      ? { grants: [givenBack(grant, outgoing, (BigInt(outgoing.debit) - debit).toString())] } : {}),
    delivered: {
      reference: incoming.id, account: payee.name, amount: arrived.toString(),
      asset: payee.asset, hash: outgoing.id,
    },
  });
}

/**
 * Somebody whom nobody asked pays an open request for money, all of it, from an account of the
 * sandbox; false where request or account are none, or nothing more is expected.
 */
export function payAsAnybody(
  { world, state, commit }: Core, incomingId: string, payerName: string,
) {
  const incoming = state.incoming.get(incomingId);
  const payer = state.wallets.get(payerName);
  const payee = state.wallets.get(incoming?.wallet ?? '');
  if (incoming === undefined || payer === undefined || payee === undefined
    || payer.name === payee.name || incoming.amount === null || incoming.isCompleted
    || incoming.expiresAtMs <= world.nowMs()) return false;
  const how = { from: payer.asset, to: payee.asset, acrossBanks: payer.bank !== payee.bank };
  const wanted = BigInt(incoming.amount) - BigInt(incoming.received);
  const { debit } = priceOf(wanted, how);
  if (wanted <= 0n || BigInt(payer.balance) < debit) return false;
  const arrived = arriving(wanted, how);
  commit({
    type: 'put', atMs: world.nowMs(),
    wallets: [
      { ...payer, balance: (BigInt(payer.balance) - debit).toString() },
      { ...payee, balance: (BigInt(payee.balance) + arrived).toString() },
    ],
    incoming: [{
      ...incoming, isCompleted: true,
      received: (BigInt(incoming.received) + arrived).toString(),
    }],
    delivered: {
      reference: incoming.id, account: payee.name, amount: arrived.toString(),
      asset: payee.asset, hash: randomHex(world, 16),
    },
  });
  return true;
}

/** What was reserved and not spent returns to the grant. */
function givenBack(grant: Grant, { debit, receive }: Outgoing, unspent: string): Grant {
  const share = debit === '0' ? 0n : BigInt(receive) * BigInt(unspent) / BigInt(debit);
  return {
    ...grant,
    spentDebit: (BigInt(grant.spentDebit) - BigInt(unspent)).toString(),
    spentReceive: (BigInt(grant.spentReceive) - share).toString(),
  };
}

function outgoingView({ origin, state }: Call, outgoing: Outgoing, wallet: Wallet) {
  const payee = state.wallets.get(state.incoming.get(outgoing.receiver)?.wallet ?? '');
  const { [PART]: _part, ...metadata } = outgoing.metadata;
  return {
    id: `${resourceServer(origin, wallet.bank)}/outgoing-payments/${outgoing.id}`,
    walletAddress: walletUrl(origin, wallet.name),
    quoteId: quoteUrl(origin, wallet.bank, outgoing.id),
    receiver: incomingUrl(origin, payee?.bank ?? '', outgoing.receiver),
    receiveAmount: amountOf(outgoing.receive, outgoing.receiveAsset),
    debitAmount: amountOf(outgoing.debit, wallet.asset),
    sentAmount: amountOf(outgoing.sent, wallet.asset),
    failed: outgoing.isFailed, metadata, createdAt: isoTime(outgoing.createdAtMs),
  };
}
