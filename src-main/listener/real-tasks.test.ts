import { afterEach, describe, expect, test } from 'vitest';
import { accepted, keyAsk } from '../testing/test-engine.ts';
import { MARKETPLACE_ID } from '../testing/seed-rows.ts';
import {
  bodySignature, DEAD_LETTERS, lenient, openTaskDesk, OTHER_ID, OTHER_SECRET, SECRET,
  standardHeaders, TASKS, type TaskDesk,
} from './test-task-desk.ts';

/** GigStream's calls as they stand, against the real engine, a treasury and its chain. */
const open: TaskDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});

type Given = NonNullable<Parameters<typeof openTaskDesk>[0]>;

/** With a wallet for `worker-1`, unless a test has none to give. */
async function start(
  { wallet = true, ...given }: Given & { readonly wallet?: boolean } = {},
): Promise<TaskDesk> {
  const desk = await openTaskDesk(given);
  open.push(desk);
  if (wallet) await desk.wallet('worker-1');
  return desk;
}

async function deadLetters({ get }: TaskDesk): Promise<readonly object[]> {
  const { status, body } = await get(DEAD_LETTERS);
  expect(status).toBe(200);
  return Object.values(Object(Object(body).items));
}

function retryPath(letter: object | undefined): string {
  return `${DEAD_LETTERS}/${String(Reflect.get(letter ?? {}, 'id'))}/retry`;
}

describe('a signed announcement', () => {
  test('becomes a payout on the chain, and is paid', async () => {
    const desk = await start();
    const answer = await desk.announce(desk.task());
    expect(answer).toMatchObject({ status: 202, body: { status: 'accepted', taskId: 'task-1' } });
    const done = await desk.outcome();
    expect(done?.payment).toMatchObject({ status: 'released', payee: 'worker-1' });
    const [arrived, ...more] = desk.paidOut();
    expect([arrived?.amount, more]).toEqual(['50', []]);
    const { body } = await desk.get('/workers/worker-1/earnings');
    expect(body).toMatchObject({
      payments: [{
        id: done?.payment.id, taskId: 'task-1', workerId: 'worker-1', amount: 50, fee: 0,
        netAmount: 50, txHash: arrived?.hash, status: 'completed',
        circleTxId: done?.operations[0]?.reference,
      }],
      stats: {
        totalPayments: 1, totalAmount: 50, totalFees: 0, successRate: 100, reputationScore: 110,
      },
    });
    const { stats } = Object(body);
    expect(stats.averagePaymentTime).toBe(
      (done?.payment.releasedAt ?? 0) - (done?.payment.createdAt ?? 0),
    );
    expect(stats.averagePaymentTime).toBeGreaterThan(0);
  });

  test('is told as payment.completed once the chain proves it, signed', async () => {
    const desk = await start();
    await desk.announce(desk.task());
    const done = await desk.outcome();
    const told = desk.told.filter(({ body }) => body?.includes('"payment.completed"'));
    expect(told).toHaveLength(1);
    const body = told[0]?.body ?? '';
    expect(JSON.parse(body)).toMatchObject({
      type: 'payment.completed', pendingId: done?.payment.id, offerId: 'task-1', status: 'paid',
      outgoingPaymentId: done?.operations[0]?.reference,
      data: { status: 'released', currency: 'USDC', amount: '50.000000', released: '50.000000' },
    });
    const headers = told[0]?.headers ?? {};
    const atMs = Number.parseInt(headers['webhook-timestamp'] ?? '', 10) * 1_000;
    expect(headers).toMatchObject(standardHeaders(body, {
      id: headers['webhook-id'] ?? '', atMs,
    }));
  });

  test('twice is answered alike and paid once', async () => {
    const desk = await start();
    const body = desk.task();
    const first = await desk.announce(body);
    const second = await desk.announce(body);
    expect([second.status, second.text]).toEqual([202, first.text]);
    await desk.outcome();
    expect((await desk.announce(body)).status).toBe(202);
    await desk.outcome();
    expect(desk.paidOut()).toHaveLength(1);
    expect(await desk.payments()).toHaveLength(1);
  });

  test('in two deliveries at once, each with its own signature, is paid once', async () => {
    const desk = await start();
    const body = desk.task();
    const headers = standardHeaders(body, { id: 'msg_1', atMs: desk.clock.nowMs() });
    const answers = await Promise.all([
      desk.announce(body), desk.announce(`${body} `), desk.post(TASKS, body, headers),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await desk.outcome();
    expect(await desk.payments()).toHaveLength(1);
    expect(desk.paidOut()).toHaveLength(1);
    expect(await deadLetters(desk)).toEqual([]);
  });

  test.each([
    ['1000.10', 1000.1], ['1', 1], ['10000', 10_000], ['1.5e3', 1500], ['"12.345678"', 12.345678],
  ])(
    'over %s is paid to the last digit', async (amount, told) => {
      const desk = await start({ payouts: { rules: lenient } });
      await desk.announce(desk.task({}, amount));
      await desk.outcome();
      expect(desk.paidOut().map((row) => row.amount)).toEqual([String(told)]);
      expect((await desk.get('/workers/worker-1/stats')).text)
        .toContain(`"totalAmount":${told},`);
    },
  );

  test('that was acknowledged before a crash is paid after it, once', async () => {
    const desk = await start();
    expect((await desk.announce(desk.task())).status).toBe(202);
    desk.crash();
    expect(desk.paidOut()).toEqual([]);
    await desk.restart();
    expect((await desk.outcome())?.payment.status).toBe('released');
    expect(desk.paidOut()).toHaveLength(1);
  });

  test('that looks odd waits for a person, and is pending', async () => {
    const desk = await start();
    await desk.announce(desk.task({}, '1000.01'));
    const held = await desk.outcome();
    expect(held?.payment).toMatchObject({
      status: 'requested', review: expect.stringContaining('1000 USDC'),
    });
    expect(desk.paidOut()).toEqual([]);
    expect((await desk.get('/workers/worker-1/earnings')).body).toMatchObject({
      payments: [{ status: 'pending', txHash: null }], stats: { openPayments: 1, totalAmount: 0 },
    });
  });
});

describe('an announcement that is not believed', () => {
  test('is refused alike for a wrong secret, a changed byte and a bare signature', async () => {
    const desk = await start();
    const body = desk.task();
    const right = bodySignature(SECRET, body);
    const answers = [
      await desk.announce(body, OTHER_SECRET),
      await desk.post(TASKS, body.replace('50', '51'), { 'x-signature': right }),
      await desk.post(TASKS, `${body}\n`, { 'x-signature': right }),
      await desk.post(TASKS, body, { 'x-signature': right.replace('sha256=', '') }),
      await desk.post(TASKS, body, { 'x-signature': right.toUpperCase() }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 403, body: { error: { code: 'INVALID_SIGNATURE' } },
      });
      expect(answer.text).toBe(answers[0]?.text);
    }
    expect(await desk.outcome()).toBeNull();
    expect(await deadLetters(desk)).toEqual([]);
  });

  test('by its time is refused, and its id counts once', async () => {
    const desk = await start();
    const body = desk.task();
    const at = (atMs: number, id: string) => desk.post(TASKS, body, standardHeaders(body, {
      id, atMs,
    }));
    const nowMs = desk.clock.nowMs();
    expect((await at(nowMs - 301_000, 'msg_old')).status).toBe(403);
    expect((await at(nowMs + 301_000, 'msg_early')).status).toBe(403);
    expect((await at(nowMs - 299_000, 'msg_1')).status).toBe(202);
    expect((await at(nowMs, 'msg_1')).status).toBe(202);
    await desk.outcome();
    expect(desk.paidOut()).toHaveLength(1);
  });

  test('of a platform without a secret is to be repeated later', async () => {
    const desk = await start({ marketplace: { inboundSecrets: [] } });
    expect(await desk.announce(desk.task())).toMatchObject({
      status: 500, body: { error: { code: 'WEBHOOK_NOT_CONFIGURED' } },
    });
  });

  test('is told what it is instead of a task', async () => {
    const desk = await start();
    expect(await desk.announce('{"amount":')).toMatchObject({
      status: 400, body: { error: { code: 'INVALID_JSON' } },
    });
    expect(await desk.announce(desk.task({ workerId: '' }))).toMatchObject({
      status: 400, body: { error: {
        code: 'INVALID_PAYLOAD', message: expect.stringContaining('workerId'),
      } },
    });
  });

  test.each(['0.99', '10000.01', '-1', '1.0000001', '1e400'])(
    'over %s is a dead letter, and nothing is paid', async (amount) => {
      const desk = await start({ payouts: { rules: lenient } });
      expect((await desk.announce(desk.task({}, amount))).status).toBe(202);
      expect(await desk.outcome()).toBeNull();
      expect(await deadLetters(desk)).toMatchObject([{
        externalTaskId: 'task-1', taskId: null, attempts: 1,
        error: expect.stringMatching(/amount/i),
      }]);
    },
  );

  test('for the task of another payee is a dead letter', async () => {
    const desk = await start();
    const { job } = accepted(await desk.engine().jobs.create(keyAsk, {
      marketplaceId: MARKETPLACE_ID, payload: '{"workerId":"worker-2"}', ttlMs: 60_000,
      payment: null,
    }));
    const announced = desk.task({ externalTaskId: job.id });
    await desk.announce(announced);
    await desk.outcome(job.id);
    accepted(await desk.engine().jobs.setState(keyAsk, {
      jobId: job.id, marketplaceId: MARKETPLACE_ID, state: 'completed', reason: '',
    }));
    await desk.announce(`${announced} `);
    expect(await desk.outcome(job.id)).toBeNull();
    expect(await deadLetters(desk)).toMatchObject([
      { error: 'The job does not belong to this payee.' }, { error: 'The job is not completed.' },
    ]);
  });

  test('for a payee of another marketplace is a dead letter', async () => {
    const desk = await start();
    const body = desk.task();
    expect((await desk.send('POST', TASKS, body, {
      'x-api-key': desk.keys.other, 'x-signature': bodySignature(OTHER_SECRET, body),
    })).status).toBe(202);
    await desk.pass(1_000);
    expect(desk.paidOut()).toEqual([]);
    expect(await desk.store().read.paymentsOfOffer(OTHER_ID, 'task-1')).toEqual([]);
  });
});

describe('a dead letter', () => {
  async function refusedTask(): Promise<{ readonly desk: TaskDesk; readonly path: string }> {
    const desk = await start({ wallet: false });
    await desk.announce(desk.task({}, '1000.10'));
    await desk.outcome();
    const [letter] = await deadLetters(desk);
    expect(letter).toMatchObject({
      externalTaskId: 'task-1', error: expect.stringContaining('wallet'),
      taskData: { workerId: 'worker-1', amount: 1000.1 },
    });
    return { desk, path: retryPath(letter) };
  }

  test('is paid by a retry once the wallet is there, and is none any more', async () => {
    const { desk, path } = await refusedTask();
    expect((await desk.post(path, '')).body).toMatchObject({
      success: false, result: { error: { code: 'WALLET_NOT_FOUND' } },
    });
    await desk.wallet('worker-1');
    const answer = await desk.post(path, '');
    expect(answer).toMatchObject({ status: 200, body: {
      success: true, result: {
        taskId: 'task-1', workerId: 'worker-1', amount: 1000.1, status: 'pending',
        // Above what is approved by itself: a person lets it go.
        verification: { verdict: 'flag' },
      },
    } });
    expect(await deadLetters(desk)).toEqual([]);
    expect(await desk.post(path, '')).toMatchObject({
      status: 409, body: { error: { code: 'STATE_FORBIDS' } },
    });
  });

  test('retried twice at once is paid once (T-24)', async () => {
    const desk = await start({ wallet: false });
    await desk.announce(desk.task());
    await desk.outcome();
    const [letter] = await deadLetters(desk);
    await desk.wallet('worker-1');
    const path = retryPath(letter);
    const answers = await Promise.all([
      desk.post(path, ''), desk.post(path, ''), desk.announce(`${desk.task()} `),
    ]);
    expect(answers[0].status).toBe(200);
    expect(answers.map(({ status }) => [200, 202, 409].includes(status))).not.toContain(false);
    expect((await desk.outcome())?.payment.status).toBe('released');
    expect(desk.paidOut()).toHaveLength(1);
    expect(await desk.payments()).toHaveLength(1);
  });

  test('claimed by two retries in one moment is paid once (T-24)', async () => {
    const desk = await start({ wallet: false });
    await desk.announce(desk.task());
    await desk.outcome();
    const [letter] = await deadLetters(desk);
    await desk.wallet('worker-1');
    const messageId = String(Reflect.get(letter ?? {}, 'id'));
    const retry = () => desk.engine().tasks.retryTask(keyAsk, { messageId, marketplaceId: null });
    const answers = await Promise.all([retry(), retry()]);
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    await desk.outcome();
    expect(desk.paidOut()).toHaveLength(1);
  });

  test('is retried once under an Idempotency-Key', async () => {
    const { desk, path } = await refusedTask();
    await desk.wallet('worker-1');
    const once = { 'idempotency-key': 'again-1' };
    const first = await desk.post(path, '', once);
    const again = await desk.post(path, '', once);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  test('of another marketplace is not there (T-24)', async () => {
    const { desk, path } = await refusedTask();
    const other = { 'x-api-key': desk.keys.other };
    expect(await desk.send('GET', DEAD_LETTERS, null, other)).toMatchObject({
      status: 200, body: { count: 0, items: [], pagination: { total: 0 } },
    });
    expect(await desk.send('POST', path, '', other)).toMatchObject({
      status: 404, body: { error: { code: 'DLQ_ITEM_NOT_FOUND' } },
    });
  });
});

describe('the defects of GigStream', () => {
  test.each(['drop-after', 'timeout-after', 'error-after'] as const)(
    'T-18: an answer lost by %s is no second transfer', async (fault) => {
      const desk = await start();
      desk.fault({ provider: 'circle', operation: 'payout', fault, times: 1 });
      await desk.announce(desk.task());
      await desk.outcome();
      await desk.pass(30_000);
      expect((await desk.outcome())?.payment.status).toBe('released');
      expect(desk.paidOut()).toHaveLength(1);
    },
  );

  test('T-19: another key is no way around a payment in flight', async () => {
    const desk = await start();
    await desk.announce(desk.task());
    await desk.announce(desk.task({ idempotencyKey: 'retry-1' }));
    expect((await desk.outcome())?.payment.status).toBe('released');
    expect(desk.paidOut()).toHaveLength(1);
    expect(await deadLetters(desk)).toMatchObject([{
      error: expect.stringContaining('already has a payment'),
    }]);
  });

  test('T-20: a task that was refused is paid as soon as it can be', async () => {
    const desk = await start({ wallet: false });
    await desk.announce(desk.task());
    expect(await desk.outcome()).toBeNull();
    await desk.wallet('worker-1');
    await desk.announce(desk.task({ rating: 4 }));
    expect((await desk.outcome())?.payment.status).toBe('released');
  });

  test('T-21: another amount for a task that is paid changes nothing', async () => {
    const desk = await start();
    await desk.announce(desk.task());
    await desk.outcome();
    await desk.announce(desk.task({}, '500'));
    await desk.outcome();
    expect(desk.paidOut().map(({ amount }) => amount)).toEqual(['50']);
    expect(await deadLetters(desk)).toMatchObject([{
      error: expect.stringContaining('of another amount'), taskData: { amount: 500 },
    }]);
  });

  test('T-22: a fee is exact, and a payout that fails leaves its task completed', async () => {
    const desk = await start({ payouts: { feeBasisPoints: 290, rules: lenient } });
    await desk.announce(desk.task({}, '1000.10'));
    expect((await desk.outcome())?.payment.status).toBe('released');
    // 2.9 % of 1000.10 are 29.0029 exactly; floats say 29.002899999999997.
    expect((await desk.get('/workers/worker-1/earnings')).text)
      .toContain('"amount":1000.1,"fee":29.0029,"netAmount":971.0971,');
    desk.fault({ provider: 'circle', operation: 'payout', fault: 'denied', times: 1 });
    await desk.announce(desk.task({ externalTaskId: 'task-2' }));
    const failed = await desk.outcome('task-2');
    expect(failed?.payment.status).toBe('stalled');
    expect(await desk.store().read.job(failed?.payment.jobId ?? ''))
      .toMatchObject({ state: 'completed' });
    expect((await desk.get('/workers/worker-1/earnings?limit=1')).body)
      .toMatchObject({ payments: [{ status: 'pending', error: expect.any(String) }] });
  });

  test('T-23: a transfer that is stuck is in flight, neither failed nor done', async () => {
    const desk = await start();
    desk.fault({ provider: 'circle', operation: 'payout', fault: 'stuck', times: 1 });
    await desk.announce(desk.task());
    await desk.outcome();
    await desk.pass(60_000);
    expect((await desk.get('/workers/worker-1/earnings')).body).toMatchObject({
      payments: [{ status: 'processing', txHash: null }],
      stats: { openPayments: 1, failedPayments: 0, completedPayments: 0 },
    });
    desk.sandbox.faults.clear();
    await desk.pass(60_000);
    expect((await desk.outcome())?.payment.status).toBe('released');
    expect(desk.paidOut()).toHaveLength(1);
  });

  test('T-24: dead letters are counted before they are cut into pages', async () => {
    const desk = await start({ wallet: false });
    for (const id of ['a', 'b', 'c']) {
      await desk.announce(desk.task({ externalTaskId: id }));
      await desk.pass(100);
    }
    expect((await desk.get(`${DEAD_LETTERS}?limit=1&offset=1`)).body).toMatchObject({
      count: 1, items: [{ externalTaskId: 'b' }], pagination: { limit: 1, offset: 1, total: 3 },
    });
  });
});

describe('a notification of Circle', () => {
  test('is verified over its bytes, kept once, and makes the engine ask', async () => {
    const desk = await start();
    const { url } = desk;
    desk.sandbox.handle('circle', {
      method: 'POST', path: '/v2/notifications/subscriptions',
      headers: { authorization: `Bearer ${desk.sandbox.secrets.circleApiKey}` },
      bodyText: JSON.stringify({ endpoint: `${url}/webhooks/circle` }),
    });
    await desk.announce(desk.task());
    const done = await desk.outcome();
    const notices = desk.sandbox.circle.hooks.due()
      .filter(({ body }) => body.includes('transactions.outbound'));
    expect(notices.length).toBeGreaterThan(0);
    for (const { body, keyId, signature } of notices) {
      const headers = { 'x-circle-key-id': keyId, 'x-circle-signature': signature };
      const post = (bytes: string) =>
        desk.answered(desk.post('/webhooks/circle', bytes, { ...headers, 'x-api-key': '' }));
      expect((await post(body.replace('50', '51'))).status).toBe(401);
      for (const _delivery of [1, 2]) expect((await post(body)).status).toBe(200);
    }
    expect(await desk.store().read.hintsOf(done?.payment.id ?? '', 100))
      .toHaveLength(notices.length);
    expect((await desk.get('/metrics')).text).toContain(
      `paydesk_webhook_signature_failures_total{route="/webhooks/circle"} ${notices.length}\n`,
    );
    expect(desk.paidOut()).toHaveLength(1);
  });
});
