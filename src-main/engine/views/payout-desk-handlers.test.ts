import { describe, expect, test } from 'vitest';
import type { CallName, CallOutput } from '../../contract/contract.ts';
import { differenceKinds as contractKinds } from '../../contract/payouts.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { bareViewDeps, dispatching } from '../../testing/dispatching.ts';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import { accepted } from '../../testing/test-engine.ts';
import {
  createTreasuryEngine, OWN_WALLET, TREASURY_ID, type TreasuryEngine,
} from '../../testing/treasury-engine.ts';
import { differenceKinds } from '../payout-api.ts';
import { createSessions } from '../operators/sessions.ts';
import { batchHandlers } from './batch-handlers.ts';
import { payeeHandlers } from './payee-handlers.ts';
import { paymentHandlers } from './payment-handlers.ts';
import { payoutDeskHandlers } from './payout-desk-handlers.ts';
import { proofOf } from './payout-facts.ts';

const ana = { sessionId: 'window of ana', host: 'browser' } as const;
/** Differs from the sample address in the middle alone. */
const LOOK_ALIKE = [
  OWN_WALLET.slice(0, 20), '00000000', OWN_WALLET.slice(28),
].join('').toLowerCase();

async function open(given: Parameters<typeof createTreasuryEngine>[0] = {}) {
  const world = await createTreasuryEngine(given);
  const engine = world.engine();
  const sessions = createSessions({ clock: world.clock, operators: engine.operators });
  accepted(await sessions.createFirst(ana, { name: 'ana', password: 'a long enough pass phrase' }));
  const deps = bareViewDeps({ engine, sessions, store: world.store(), clock: world.clock });
  const handlers: Partial<Handlers> = {
    ...payoutDeskHandlers(deps), ...paymentHandlers(deps), ...payeeHandlers(deps),
    ...batchHandlers(deps),
  };
  const dispatch = dispatching(handlers, sessions);
  const ask = async <C extends CallName>(name: C, input: unknown): Promise<CallOutput<C>> => {
    const answer = await world.answered(dispatch(name, input, ana));
    if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.message}`);
    return answer.value as CallOutput<C>;
  };
  return { world, ask };
}

const row = {
  taskId: 'task-1', payee: 'worker-1', amount: '50', asset: 'USDC', completedAt: null,
  title: null, identity: null,
} as const;
const file = (rows: readonly object[]) => ({ marketplaceId: MARKETPLACE_ID, rows });

/** A payment that waits to be let go, its fee of 2 % besides. */
async function ready(world: TreasuryEngine, given: Parameters<TreasuryEngine['task']>[0] = {}) {
  return accepted(await world.task(given)).payment.payment.id;
}

describe('the treasury', () => {
  test('says what lies there, what is kept for fees and how old the answer is', async () => {
    const { world, ask } = await open();
    const { items: [treasury] } = await ask('payouts.treasury', {});
    expect(treasury).toMatchObject({
      connectionId: TREASURY_ID, name: 'Treasury', mode: 'sandbox', problem: null,
      reserve: { minor: '10000', asset: 'USDC/6' }, asOf: expect.any(Number),
    });
    expect(BigInt(treasury?.balance?.minor ?? 0))
      .toBe(BigInt(treasury?.available?.minor ?? 0) + 10_000n);
    expect(treasury?.asOf).toBeLessThanOrEqual(world.clock.nowMs());
  });

  test('says why it cannot say', async () => {
    const { world, ask } = await open();
    world.fault({ provider: 'circle', operation: 'any', fault: 'down' });
    const { items: [treasury] } = await ask('payouts.treasury', {});
    expect(treasury).toMatchObject({ balance: null, available: null });
    expect(treasury?.problem).not.toBe('');
  });
});

describe('a payee\'s wallet', () => {
  test('is looked at before it is kept, and says who is alike', async () => {
    const { world, ask } = await open();
    await world.wallet('worker-1');
    expect(await ask('payouts.look', { account: '0x12' })).toMatchObject({
      problem: expect.stringContaining('40 digits'),
    });
    expect((await ask('payouts.look', { account: LOOK_ALIKE })).problem).toBeNull();
    expect((await ask('payouts.look', { account: OWN_WALLET })).ours).toBe(false);
  });

  test('is made by the provider where no account is brought, and listed', async () => {
    const { ask } = await open();
    const made = await ask('payouts.saveWallet', {
      marketplaceId: MARKETPLACE_ID, reference: 'worker-7', version: null, name: 'Maya',
      account: null, enabled: null,
    });
    expect(made).toMatchObject({
      origin: 'created', payee: 'Maya (worker-7)', score: 100, createdBy: 'ana',
      marketplaceName: 'Acme AI',
    });
    const { items } = await ask('payouts.wallets', { cursor: null, limit: 10, search: 'may' });
    expect(items).toEqual([made]);
  });

  test('tells its score, its figures and who changed its account', async () => {
    const { world, ask } = await open();
    await world.wallet('worker-1');
    const paymentId = await ready(world);
    await world.rests(paymentId);
    const { items: [wallet] } = await ask('payouts.wallets', {
      cursor: null, limit: 10, search: '',
    });
    const saved = await ask('payouts.saveWallet', {
      marketplaceId: MARKETPLACE_ID, reference: 'worker-1', version: wallet?.version,
      name: '', account: LOOK_ALIKE, enabled: null,
    });
    const told = await ask('payouts.wallet', { id: saved.id });
    expect(told).toMatchObject({
      isNew: false, moves: [{ paymentId, taskId: 'task-1', delta: 10, before: 100, after: 110 }],
      stats: { paid: 1, failed: 0, recent: 1, volume: [{ minor: '50000000', asset: 'USDC/6' }] },
    });
    expect(told.changes.map(({ actor, account, previousAccount }) =>
      [actor, account, previousAccount])).toEqual([
      ['ana', LOOK_ALIKE, OWN_WALLET], ['Ana', OWN_WALLET, null],
    ]);
    expect((await ask('payees.get', { payee: 'worker-1' })).wallet?.wallet.id).toBe(saved.id);
  });
});

describe('the rows of a file', () => {
  test('are seen through before, planned once, and known when they come again', async () => {
    const { world, ask } = await open({ payouts: { feeBasisPoints: 200 } });
    await world.wallet('worker-1');
    const rows = [row, { ...row, taskId: 'task-2', payee: 'nobody' }, { ...row, amount: '0.5' }];
    const { rows: seen } = await ask('payouts.preview', file(rows));
    expect(seen).toMatchObject([
      {
        kind: 'payable', payee: 'worker-1', account: OWN_WALLET, isNewPayee: true,
        gross: { minor: '50000000' }, fee: { minor: '1000000' }, net: { minor: '49000000' },
      },
      { kind: 'refused', code: 'wallet_not_found' },
      { kind: 'refused', code: 'amount_out_of_range' },
    ]);
    const plan = { ...file(rows.slice(0, 2)), source: 'week-47.csv' };
    const [first] = (await ask('payouts.plan', plan)).rows;
    expect(first).toMatchObject({ kind: 'planned', repeated: false });
    const again = await ask('payouts.plan', plan);
    expect(again.rows).toMatchObject([{ ...first, repeated: true }, { kind: 'refused' }]);
    expect((await ask('payouts.preview', file([row]))).rows).toMatchObject([{ kind: 'present' }]);
    expect(world.paidOut()).toEqual([]);
  });
});

describe('a treasury with euros', () => {
  const config = { eurcTokenAddress: '0x89b50855aa3be2f677cd6303cec089b5f319d72a' };

  test('says what lies there of each, and what payouts leave of each', async () => {
    const { world, ask } = await open({ payouts: { pays: 'by-a-person' }, config });
    await world.wallet('worker-1');
    const { items: [treasury] } = await ask('payouts.treasury', {});
    const [euros] = treasury?.others ?? [];
    expect(euros).toMatchObject({ asset: 'EURC/6' });
    const ids = [
      await ready(world), await ready(world, { taskId: 'task-2', assetCode: 'EURC' }),
    ];
    const review = await ask('payouts.review', { selection: { paymentIds: ids } });
    expect(review.treasuries.map(({ balance, takes, reserve, isShort }) =>
      [balance?.asset, takes.minor, reserve.minor, isShort])).toEqual([
      ['USDC/6', '50000000', '10000', false], ['EURC/6', '50000000', '0', false],
    ]);
    expect(BigInt(euros?.minor ?? 0) - BigInt(review.treasuries[1]?.after?.minor ?? 0))
      .toBe(50_000_000n);
  });
});

describe('the review of payouts', () => {
  test('says what leaves, what is left, who is new and what has to be typed', async () => {
    const { world, ask } = await open({
      payouts: { pays: 'by-a-person', feeBasisPoints: 100 },
    });
    await world.wallet('worker-1');
    const ids = [
      await ready(world), await ready(world, { taskId: 'task-2', amountText: '1200' }),
    ];
    const review = await ask('payouts.review', { selection: { paymentIds: ids } });
    expect(review).toMatchObject({
      count: 2, payees: 1, newPayees: ['worker-1'], refused: [],
      totals: [{ minor: '1237500000', asset: 'USDC/6' }], fees: [{ minor: '12500000' }],
      largest: { paymentId: ids[1], amount: { minor: '1188000000' } },
      typed: [{ minor: '1237500000', asset: 'USDC/6' }],
    });
    expect(review.reviews.map(({ text }) => text).join()).toContain('above 1000 USDC');
    const [treasury] = review.treasuries;
    expect(BigInt(treasury?.balance?.minor ?? 0) - BigInt(treasury?.after?.minor ?? 0))
      .toBe(1_237_500_000n);
    expect(treasury?.isShort).toBe(false);
    const list = await ask('payments.list', {
      cursor: null, limit: 10, filter: { rails: ['usdc'], statuses: ['requested'] },
    });
    expect(list.items.map(({ fee, review: why }) => [fee?.minor, why])).toEqual([
      ['12000000', expect.stringContaining('above 1000 USDC')], ['500000', null],
    ]);
    const { batchId } = await ask('batches.create', {
      act: 'release', selection: { paymentIds: ids }, reason: 'The week was accepted.',
    });
    expect(batchId).toMatch(/^bat/);
    await world.pass(20_000);
    for (const id of ids) {
      expect((await world.payment(id)).payment.status).toBe('released');
    }
    expect(world.paidOut().map(({ amount }) => amount).toSorted()).toEqual(['1188', '49.5']);
  });

  test('leaves out what cannot be let go', async () => {
    const { world, ask } = await open();
    await world.wallet('worker-1');
    const paid = await ready(world);
    await world.rests(paid);
    const review = await ask('payouts.review', { selection: { paymentIds: [paid] } });
    expect(review).toMatchObject({
      count: 0, totals: [], treasuries: [], typed: [], largest: null,
      refused: [{ message: 'The payment has ended.', count: 1 }],
    });
  });
});

describe('a paid payment', () => {
  test('shows what it cost, both proofs, and no explorer in the sandbox', async () => {
    const { world, ask } = await open({ payouts: { feeBasisPoints: 250 } });
    await world.wallet('worker-1');
    const paymentId = await ready(world);
    const done = await world.rests(paymentId);
    const { payout } = await ask('payments.get', { paymentId });
    expect(payout).toMatchObject({
      gross: { minor: '50000000' }, fee: { minor: '1250000' }, review: null, stuckSince: null,
      isNewPayee: false, wallet: { reference: 'worker-1', account: OWN_WALLET },
      proof: {
        explorerUrl: null, provider: { state: 'COMPLETE', amount: '48.75' },
        chain: { chainId: '5042002', hash: done.operations[0]?.evidence?.reference },
      },
    });
    expect(payout?.proof?.provider.hash).toBe(payout?.proof?.chain.hash);
    expect(payout?.proof?.chain.fee).toMatch(/^0\.\d{1,18}$/);
    expect(payout?.identity).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    [{ mode: 'live', config: {} }, 'https://testnet.arcscan.app/tx/'],
    [{ mode: 'live', config: { explorerUrl: 'https://arc.example/' } }, 'https://arc.example/tx/'],
    [{ mode: 'live', config: { explorerUrl: 'http://arc.example' } }, null],
    [{ mode: 'sandbox', config: {} }, null],
  ] as const)('is found at an explorer of a live chain: %j', async (connection, place) => {
    const { world } = await open();
    await world.wallet('worker-1');
    const { operations: [operation] } = await world.rests(await ready(world));
    if (operation === undefined) throw new Error('Nothing was paid.');
    const hash = operation.evidence?.reference ?? '';
    expect(proofOf(operation, connection)?.explorerUrl).toBe(place === null ? null : place + hash);
  });

  test('shows no proof where what was kept is none', () => {
    for (const raw of ['', 'word', '{}', '[]', '{"circle":{},"chain":{}}']) {
      expect(proofOf({
        evidence: { kind: 'transaction', reference: 'x', word: 'y', raw },
      }, null)).toBeNull();
    }
  });
});

describe('reconciliation', () => {
  test('has the same kinds of difference as the engine', () => {
    expect(contractKinds).toEqual(differenceKinds);
  });

  test('puts ledger, provider and chain side by side', async () => {
    const { world, ask } = await open();
    await world.wallet('worker-1');
    const paymentId = await ready(world);
    await world.rests(paymentId);
    const period = { fromMs: world.clock.nowMs() - 86_400_000, toMs: world.clock.nowMs() };
    const found = await ask('payouts.reconcile', { connectionId: TREASURY_ID, ...period });
    expect(found).toMatchObject({ agreed: 1, whole: true });
    expect(found.rows).toMatchObject([{
      differences: [], ledger: { paymentId, state: 'settled', amount: { minor: '50000000' } },
      provider: { state: 'COMPLETE', amount: { minor: '50000000' } },
      chain: { status: 'success', amount: { minor: '50000000' } },
    }]);
    await expect(ask('payouts.reconcile', {
      connectionId: TREASURY_ID, fromMs: period.toMs, toMs: period.fromMs,
    })).rejects.toThrow('invalid_request');
  });
});
