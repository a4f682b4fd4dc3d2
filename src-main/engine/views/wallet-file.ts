import { stablecoins } from '../domain/rails.ts';
import { VOLUME_DAYS } from '../domain/payout.ts';
import type { AuditEntry, PayeeWallet } from '../domain/records.ts';
import { EVERY_PAYMENT } from '../domain/payment-filter.ts';
import { payeeName } from '../payouts/task.ts';
import type { WalletFile } from '../../contract/payouts.ts';
import type { ViewDeps } from './guard.ts';
import { alikeOf, walletView } from './payout-facts.ts';
import { moneyWire } from './wire.ts';

const DAY_MS = 86_400_000;
const MOVES_MAX = 50;
const CHANGES_MAX = 50;

type Deps = Pick<ViewDeps, 'engine' | 'names' | 'nowMs'>;

/** Everything that is known of a payee's wallet: score, figures, and who changed its account. */
export async function walletFile(deps: Deps, wallet: PayeeWallet): Promise<WalletFile> {
  const { engine, names } = deps;
  const [alike, moves, changes, known, stats] = await Promise.all([
    engine.read.alikeWallets(wallet.account), engine.read.reputationOf(wallet.id, MOVES_MAX),
    engine.lists.audit({ subjectId: wallet.id, cursor: null, limit: CHANGES_MAX }),
    engine.lists.payee(payeeName(wallet)), statsOf(deps, wallet),
  ]);
  const paid = known?.payee.paid ?? 0;
  return {
    wallet: await walletView(names, wallet), isNew: paid === 0,
    alike: alike.filter(({ marketplaceId }) => marketplaceId === wallet.marketplaceId)
      .map(alikeOf),
    stats: {
      ...stats, paid, failed: known?.payee.failed ?? 0,
      lastPaidAt: known?.payee.lastPaidAt ?? null,
    },
    moves: moves.map(({ paymentId, relatedId, delta, before, after, at }) =>
      ({ paymentId, taskId: relatedId, delta, before, after, at })),
    changes: changes.items.map(changeOf),
  };
}

/** What was paid in the last days, in each asset in which anything was. */
async function statsOf({ engine, nowMs }: Deps, wallet: PayeeWallet) {
  const sinceMs = nowMs() - VOLUME_DAYS * DAY_MS;
  const activities = await Promise.all(stablecoins.map((asset) => engine.read.payeeActivity({
    walletId: wallet.id, account: wallet.account, asset, dayMs: sinceMs, sinceMs,
  })));
  return {
    recent: activities.reduce((sum, { paidInAsset }) => sum + paidInAsset, 0),
    volume: activities.filter(({ paidInAsset }) => paidInAsset > 0)
      .map(({ volume }) => moneyWire(volume)),
  };
}

function changeOf({ seq, at, actor, act, data }: AuditEntry): WalletFile['changes'][number] {
  return {
    seq, at, actor: actor.name, act, account: data['account'] ?? null,
    previousAccount: data['previousAccount'] ?? null,
  };
}

/** The wallet to which a payee was paid last; null where the treasury never paid it. */
export async function walletOfPayee(deps: Deps, payee: string): Promise<WalletFile | null> {
  const { engine } = deps;
  const { items: [newest] } = await engine.lists.payments({
    filter: { ...EVERY_PAYMENT, payee, rails: ['usdc'] }, cursor: null, limit: 1,
  });
  const walletId = newest?.payment.walletId ?? null;
  const wallet = walletId === null ? null : await engine.read.payeeWallet(walletId);
  return wallet === null ? null : walletFile(deps, wallet);
}
