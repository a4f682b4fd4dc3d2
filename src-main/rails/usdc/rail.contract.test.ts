import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import { circleHint } from './hint.ts';
import { usdcRail } from './rail.ts';
import { createBench, DONE_MS, keyOf, sent } from './test-bench.ts';

describe('the rest of the rail before the stand-ins', () => {
  test('tests the connection', async () => {
    const bench = createBench();
    expect(await usdcRail.health(bench.call())).toMatchObject({ ok: true });
    const config = { ...bench.connection.config, genesisHash: '' };
    expect(await usdcRail.health(bench.call({ config }))).toMatchObject({
      ok: false, message: expect.stringContaining(bench.sandbox.chain.genesisHash()),
    });
  });

  test('makes wallets once per key, and knows ours from others', async () => {
    const bench = createBench();
    const { wallets } = usdcRail;
    const create = () => wallets?.create(bench.call(), {
      key: keyOf(70), reference: 'payee-1', name: 'Ana',
    });
    const made = await create();
    expect(made).toMatchObject({ kind: 'created' });
    expect(await create()).toEqual(made);
    const account = made?.kind === 'created' ? made.account : '';
    expect(usdcRail.checkAccount(account, 'live')).toBeNull();
    expect(await wallets?.look(bench.call(), account))
      .toMatchObject({ kind: 'usable', ours: true });
    expect(await wallets?.look(bench.call(), bench.named('foreign').address))
      .toMatchObject({ kind: 'usable', ours: false });
  });

  test('lists what was paid, as Circle and the chain tell it', async () => {
    const bench = createBench();
    for (let at = 1; at <= 51; at += 1) {
      await sent(bench, { key: keyOf(at), amount: money(BigInt(at), at === 2 ? EURC : USDC) });
      bench.pass(DONE_MS);
    }
    const list = (cursor: string | null) => usdcRail.statement?.(bench.call(), {
      fromMs: 0, toMs: bench.sandbox.nowMs() + 1, cursor,
    });
    const first = await list(null);
    if (first?.kind !== 'page') throw new Error('No page.');
    expect(first.rows).toHaveLength(50);
    const second = await list(first.next);
    if (second?.kind !== 'page') throw new Error('No page.');
    expect(second).toMatchObject({ rows: [{ key: keyOf(51) }], next: null });
    for (const [at, { key, provider, chain }] of [...first.rows, ...second.rows].entries()) {
      const amount = money(BigInt(at + 1), at === 1 ? EURC : USDC);
      expect(key).toBe(keyOf(at + 1));
      expect(provider).toMatchObject({ state: 'COMPLETE', amount, account: bench.payee });
      expect(chain).toMatchObject({ status: 'success', amount, account: bench.payee });
    }
  });

  test('believes the notifications that Circle signs, and no others', async () => {
    const bench = createBench();
    const { apiKey = '' } = bench.connection.secrets;
    bench.sandbox.handle('circle', {
      method: 'POST', path: '/v2/notifications/subscriptions',
      headers: { authorization: `Bearer ${apiKey}` },
      bodyText: JSON.stringify({ endpoint: 'http://127.0.0.1:4001/webhooks/circle' }),
    });
    await sent(bench);
    bench.pass(DONE_MS);
    const notices = bench.sandbox.circle.hooks.due();
    expect(notices.length).toBeGreaterThan(2);
    for (const { keyId, signature, body } of notices) {
      const signed = { keyId, signature, body: Buffer.from(body, 'utf8') };
      const found = await circleHint.key(bench.call(), keyId);
      const key = found.kind === 'key' ? found.key : '';
      expect(circleHint.isSigned(signed, key)).toBe(true);
      expect(circleHint.isSigned({ ...signed, body: Buffer.from(`${body} `) }, key)).toBe(false);
    }
    const read = notices.map(({ body }) => circleHint.read(Buffer.from(body, 'utf8'))?.key);
    expect(read).toContain(keyOf(1));
  });

  test('believes no notification key that Circle does not know', async () => {
    const bench = createBench();
    expect(await circleHint.key(bench.call(), keyOf(1))).toEqual({ kind: 'unknown' });
  });
});
