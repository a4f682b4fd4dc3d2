import { describe, expect, test } from 'vitest';
import { utcDay } from '../engine/domain/counters.ts';
import { figureText, parseFigure, type Figure } from '../engine/domain/figure.ts';
import {
  accepted, createTestEngine, onPayment, operatorAsk, type TestEngine,
} from '../testing/test-engine.ts';
import { candidatesOf, POSTING_LINE, postingWalk } from './figures.ts';
import { escrowWalk } from './lists.ts';
import { PAYEE_LINE, payeeWalk, STATEMENT_SQL } from './payees.ts';
import { pageSql, type Walk } from './paging.ts';
import { PAYMENT_LINE, paymentWalk } from './payment-list.ts';

const BTC = 'BTC/8';

/** Two payees: one released, one refunded and one held payment of Ana, one held of Bo. */
async function createBook(): Promise<TestEngine> {
  const world = await createTestEngine();
  const refundAddress = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
  const released = await world.pay({ amountText: '0.001', payee: 'Ana Lima' });
  const refunded = await world.pay({ amountText: '0.002', payee: 'Ana Lima', refundAddress });
  await world.pay({ amountText: '0.004', payee: 'Ana Lima' });
  await world.pay({ amountText: '0.008', payee: 'Bo' });
  const { payments } = world.engine();
  const all = { amountText: null, delayMs: 0 };
  accepted(await payments.release(operatorAsk, { ...onPayment(released), ...all }));
  accepted(await payments.refund(operatorAsk, { ...onPayment(refunded), ...all }));
  await world.turn(100);
  return world;
}

function figuresOf(world: TestEngine): readonly (readonly [Figure, bigint, number])[] {
  const day = utcDay(world.clock.nowMs());
  const rail = 'bitcoin';
  const connectionId = 'con_wallet';
  const payee = 'Ana Lima';
  return [
    [{ kind: 'money', rail, asset: BTC, bucket: 'held' }, 1_200_000n, 2],
    [{ kind: 'money', rail, asset: BTC, bucket: 'releasing' }, 0n, 0],
    [{ kind: 'status', rail, asset: BTC, status: 'escrowed' }, 1_200_000n, 2],
    [{ kind: 'status', rail, asset: BTC, status: 'released' }, 100_000n, 1],
    [{ kind: 'day', day, rail, asset: BTC, measure: 'created' }, 1_500_000n, 4],
    [{ kind: 'day', day, rail, asset: BTC, measure: 'released' }, 100_000n, 1],
    [{ kind: 'day', day, rail, asset: BTC, measure: 'refunded' }, 200_000n, 1],
    [{ kind: 'balance', connectionId, account: 'escrow', asset: BTC }, 1_200_000n, 6],
    [{ kind: 'balance', connectionId, account: 'payee', asset: BTC }, 100_000n, 1],
    [{ kind: 'payee', payee, asset: BTC, measure: 'released' }, 100_000n, 1],
    [{ kind: 'payee', payee, asset: BTC, measure: 'refunded' }, 200_000n, 1],
    [{ kind: 'payee', payee, asset: BTC, measure: 'held' }, 400_000n, 1],
  ];
}

describe('a figure', () => {
  test('is the sum of the rows that explain it, page by page', async () => {
    const world = await createBook();
    const { lists } = world.engine();
    for (const [figure, minor, rows] of figuresOf(world)) {
      const name = figureText(figure);
      expect(parseFigure(name), name).toEqual(figure);
      const sum = await lists.figureSum(figure);
      expect([name, sum.shown.minor, sum.summed.minor, sum.rows])
        .toEqual([name, minor, minor, rows]);
      let added = 0n;
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof lists.explained>> =
          await lists.explained({ figure, cursor, limit: 1 });
        for (const { amount } of page.items) added += amount.minor;
        cursor = page.next;
      } while (cursor !== null);
      expect([name, added]).toEqual([name, minor]);
    }
  });

  test.each([
    '', 'money', 'money:bitcoin:BTC/8:lost', 'money:tulips:BTC/8:held',
    'day:2026-02-30:bitcoin:BTC/8:created',
    'balance:escrow:BTC/8:', 'payee:BTC/8:released:', 'status:bitcoin:bitcoin:escrowed',
  ])('is not named by %s', (text) => {
    expect(parseFigure(text)).toBeNull();
  });
});

describe('a payee', () => {
  test('has the counts, accounts and totals of its payments', async () => {
    const world = await createBook();
    const { lists } = world.engine();
    const file = await lists.payee('Ana Lima');
    expect(file?.payee).toMatchObject({
      payments: 3, open: 1, paid: 1, refunded: 1, failed: 0,
      totals: [{ payments: 3, held: { minor: 400_000n }, released: { minor: 100_000n } }],
    });
    expect(file?.payee.lastPaidAt).toBeGreaterThan(file?.payee.firstSeenAt ?? 0);
    expect((await lists.verifyIntegrity()).problems).toEqual([]);
    expect(await lists.payee('Nobody')).toBeNull();
  });

  test('is found by the words of its name, and the list is whole', async () => {
    const { lists } = (await createBook()).engine();
    const find = async (search: string): Promise<readonly string[]> =>
      (await lists.payees({ search, cursor: null, limit: 10 })).items.map(({ payee }) => payee);
    expect(await find('')).toEqual(['Bo', 'Ana Lima']);
    expect(await find('lim')).toEqual(['Ana Lima']);
    expect(await find('ÁNA')).toEqual(['Ana Lima']);
    expect(await find('lima ana')).toEqual(['Ana Lima']);
    expect(await find('"')).toEqual([]);
  });

  test('has a statement that equals what the ledger paid', async () => {
    const world = await createBook();
    const { lists } = world.engine();
    const all = { payee: 'Ana Lima', fromMs: 0, toMs: world.clock.nowMs() };
    const lines = await lists.statement(all);
    expect(lines.map(({ amount }) => amount.minor)).toEqual([100_000n]);
    expect(lines[0]?.reference).toMatch(/^[0-9a-f]{64}$/);
    expect(await lists.statement({ ...all, toMs: (lines[0]?.at ?? 0) - 1 })).toEqual([]);
    expect(await lists.statement({ ...all, payee: 'Bo' })).toEqual([]);
  });

  test('that was counted wrongly is told of by the integrity check', async () => {
    const world = await createBook();
    world.database.exec('update payee_totals set released = released + 1');
    const { problems } = await world.engine().lists.verifyIntegrity();
    expect(problems.join('\n')).toMatch(/payee Ana Lima/);
  });
});

describe('the plans', () => {
  test('of escrows, payees, statements and figures never scan and never sort', async () => {
    const { database } = await createBook();
    const connections = () => ['con_wallet', 'con_exchange'];
    const figures = figuresOf(await createBook()).map(([figure]) => figure);
    const walks: readonly (readonly [Walk | null, string])[] = [
      [escrowWalk(null, null), 'id'], [escrowWalk(null, 5), 'id'],
      [escrowWalk(['con_wallet'], 5), 'id'], [escrowWalk(connections(), null), 'id'],
      [payeeWalk(''), PAYEE_LINE], [payeeWalk('ana'), PAYEE_LINE],
      ...figures.map((figure): readonly [Walk | null, string] => {
        const walk = postingWalk(figure, connections);
        return walk === null ? [paymentWalk(candidatesOf(figure)), PAYMENT_LINE]
          : [walk, POSTING_LINE];
      }),
    ];
    const plans = walks.map(([walk, select]) => {
      if (walk === null) throw new Error('There is a way.');
      return pageSql({ cursor: null, limit: 50 }, walk, select);
    });
    for (const { sql, bound } of [...plans, { sql: STATEMENT_SQL, bound: ['a', 1, 1, 1, 1] }]) {
      const explained = database.prepare(`explain query plan ${sql.replaceAll('?', '+?')}`)
        .all([...bound]) as readonly { readonly detail: string }[];
      const plan = explained.map(({ detail }) => detail).join('\n');
      expect(plan, `${sql}\n${plan}`).not.toMatch(/TEMP B-TREE|AUTOMATIC/);
      expect(plan, `${sql}\n${plan}`).not.toMatch(/SCAN \w+(?! USING INDEX| VIRTUAL)\b(?! )/);
    }
  });
});
