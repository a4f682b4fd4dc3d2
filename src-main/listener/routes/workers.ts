import { z } from 'zod';
import type { WalletPaymentsQuery } from '../../engine/lists.ts';
import type { ListenerDeps } from '../deps.ts';
import type { PayeeWallet } from '../engine-types.ts';
import { problem } from '../fields.ts';
import { gigstreamBases } from '../gigstream.ts';
import { offsetFields, pagination, placeOf } from '../offset-paging.ts';
import { pageOrRefusal } from '../paging.ts';
import { get, json, notFound, type Call, type Route } from '../route.ts';
import { transactionResult, workerStats, type WorkerViews } from '../worker-views.ts';

export type WorkerDeps = ListenerDeps & { readonly workerViews: WorkerViews };

const currency = z.enum(['USDC', 'EURC']).default('USDC').meta({
  description: 'Whose figures; amounts in different currencies are never added up.',
});
const earnings = z.object({
  payments: z.array(transactionResult).max(100), stats: workerStats, pagination,
});
const busy = { description: 'Too many lists are read at once.', schema: problem };
const unknown = { description: 'No payee of yours has this id.', schema: problem };

/** What payees were paid from the treasury, by the marketplace's own ids of them (S4-078). */
export function workerRoutes(deps: WorkerDeps): readonly Route[] {
  return gigstreamBases.flatMap((base) => [
    earningsRoute(deps, `${base}/workers/:id/earnings`),
    statsRoute(deps, `${base}/workers/:id/stats`),
  ]);
}

function earningsRoute(deps: WorkerDeps, path: string): Route {
  const { engine, workerViews } = deps;
  return get({
    path, access: ['payments:read'], query: z.object({ ...offsetFields, currency }),
    summary: 'Lists the payments of a payee, newest first, with their figures.',
    replies: {
      200: { description: 'A page of payments, in every currency.', schema: earnings },
      404: unknown, 429: busy,
    },
  }, async (call, query) => {
    const wallet = await ownWallet(deps, call);
    if (wallet === null) return notFound('payee');
    const place = placeOf(query);
    const whose = whoseOf(wallet);
    const read = await pageOrRefusal(Promise.all([
      engine.lists.walletPayments({ ...whose, ...place }), engine.lists.walletSums(whose),
    ]), undefined);
    if ('kind' in read) return read;
    const [ids, sums] = read;
    const found = await Promise.all(ids.map((id) => engine.read.payment(id)));
    return json(200, {
      payments: found.filter((aggregate) => aggregate !== null)
        .map((aggregate) => workerViews.transaction(aggregate, wallet.reference)),
      stats: workerViews.stats(sums, { currency: query.currency, score: wallet.score }),
      pagination: { ...place, total: sums.reduce((total, { count }) => total + count, 0) },
    });
  });
}

function statsRoute(deps: WorkerDeps, path: string): Route {
  return get({
    path, access: ['payments:read'], query: z.object({ currency }),
    summary: 'Says how much a payee was paid, how surely and how fast.',
    replies: {
      200: { description: 'The figures of one currency.', schema: workerStats },
      404: unknown, 429: busy,
    },
  }, async (call, query) => {
    const wallet = await ownWallet(deps, call);
    if (wallet === null) return notFound('payee');
    const sums = await pageOrRefusal(
      deps.engine.lists.walletSums(whoseOf(wallet)), undefined,
    );
    return 'kind' in sums ? sums
      : json(200, deps.workerViews.stats(sums, { currency: query.currency, score: wallet.score }));
  });
}

/** A payee of the caller's marketplace; one without a wallet was never paid. */
async function ownWallet({ engine }: WorkerDeps, call: Call): Promise<PayeeWallet | null> {
  return engine.read.payeeWalletOf(call.key.marketplaceId, 'usdc', call.params['id'] ?? '');
}

function whoseOf({ id, marketplaceId }: PayeeWallet): WalletPaymentsQuery {
  return { marketplaceId, walletId: id };
}
