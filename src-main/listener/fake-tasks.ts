/** The part of the engine of a few maps that pays completed tasks from a treasury. */
import type { WalletSum } from '../engine/lists.ts';
import type { ListenerEngine } from './deps.ts';
import type { Money, PayeeWallet, PaymentAggregate } from './engine-types.ts';
import { addPayment, begin, keepClaim, operationOf, START_MS, type World } from './fake-world.ts';

export function usdc(minor: bigint): Money {
  return { minor, asset: { code: 'USDC', scale: 6 } };
}

export const CHAIN_HASH = `0x${'a'.repeat(64)}`;

export function addWallet(
  world: World, reference: string, changes: Partial<PayeeWallet> = {},
): PayeeWallet {
  const wallet: PayeeWallet = {
    id: `pwl_${reference}`, marketplaceId: 'mkt_a', reference, name: 'Maya', rail: 'usdc',
    connectionId: null, account: '0x1', origin: 'imported', providerReference: null,
    enabled: true, score: 110, createdBy: 'Ana', createdAt: START_MS, accountSince: START_MS,
    updatedAt: START_MS, version: 1, ...changes,
  };
  world.wallets.set(reference, wallet);
  return wallet;
}

/** A payout of 49.50 USDC and 0.50 of fee to `worker-1`, paid unless a test says otherwise. */
export function addTaskPayment(
  world: World, id: string, changes: Partial<PaymentAggregate['payment']> = {},
  payout: Parameters<typeof operationOf>[1] = {},
): PaymentAggregate {
  const amount = changes.amount ?? usdc(49_500_000n);
  const none = { minor: 0n, asset: amount.asset };
  return addPayment(world, id, {
    amount, held: none, released: amount, refunded: none, rail: 'usdc', status: 'released',
    walletId: 'pwl_worker-1', offerId: `task-of-${id}`, fee: usdc(500_000n),
    payee: 'Maya (worker-1)', releasedAt: START_MS + 2_360, ...changes,
  }, [operationOf(id, {
    kind: 'payout', amount, reference: 'circle-1',
    evidence: { kind: 'transaction', reference: CHAIN_HASH, word: 'a test', raw: '' }, ...payout,
  })]);
}

export function taskCommands(world: World): Pick<ListenerEngine, 'tasks' | 'hints'> {
  return {
    tasks: {
      receiveTask: async (incoming) => {
        const refusal = await begin(world, 'task', incoming);
        return refusal === null
          ? { ok: true, value: { repeated: false, taskId: 'task-7', messageId: 'm' } }
          : { ok: false, refusal };
      },
      retryTask: async (ask, input) => {
        const refusal = await begin(world, 'retry', input);
        if (refusal !== null) return { ok: false, refusal };
        const payment = addTaskPayment(world, 'pay_retried', {
          status: 'releasing', releasedAt: null,
        }, { state: 'scheduled', evidence: null, reference: null });
        keepClaim(world, ask.idempotency, 'pay_retried');
        return { ok: true, value: {
          payment, repeated: false, verdict: { outcome: 'approve', points: 0, reasons: [] },
        } };
      },
    },
    hints: {
      receive: async (incoming) => {
        const refusal = await begin(world, 'hint', incoming);
        return refusal === null ? { ok: true, value: { repeated: false } } : { ok: false, refusal };
      },
    },
  };
}

export function walletReads(
  world: World,
): Pick<ListenerEngine['read'], 'payeeWallet' | 'payeeWalletOf'> {
  const all = (): readonly PayeeWallet[] => [...world.wallets.values()];
  return {
    payeeWallet: async (id) => all().find((wallet) => wallet.id === id) ?? null,
    payeeWalletOf: async (marketplaceId, _rail, reference) => all().find((wallet) =>
      wallet.marketplaceId === marketplaceId && wallet.reference === reference) ?? null,
  };
}

type TaskLists = Pick<ListenerEngine['lists'], 'refusedTasks' | 'walletPayments' | 'walletSums'>;

/** Nothing is sorted: a test puts the newest first. */
export function taskLists(world: World): TaskLists {
  const paymentsOf = (walletId: string) => [...world.payments.values()]
    .map(({ payment }) => payment).filter((payment) => payment.walletId === walletId);
  return {
    refusedTasks: async ({ marketplaceId, limit, offset }) => {
      const own = world.refusedTasks.filter((task) => task.marketplaceId === marketplaceId);
      return { items: own.slice(offset, offset + limit), total: own.length };
    },
    walletPayments: async ({ walletId, limit, offset }) =>
      paymentsOf(walletId).slice(offset, offset + limit).map(({ id }) => id),
    walletSums: async ({ walletId }) => paymentsOf(walletId).map((payment): WalletSum => ({
      status: payment.status, count: 1, amount: payment.amount,
      fees: payment.fee ?? { minor: 0n, asset: payment.amount.asset },
      paidMs: payment.releasedAt === null ? 0 : payment.releasedAt - payment.createdAt,
    })),
  };
}
