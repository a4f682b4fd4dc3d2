import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, operatorAsk, type TestEngine,
} from '../../testing/test-engine.ts';
import { MARKETPLACE_ID, marketplaceRow } from '../../testing/seed-rows.ts';
import type { InboxMessage } from '../domain/records.ts';
import { OVERLAP_MS } from '../marketplaces/inbound-secrets.ts';
import { signedHeaders } from '../webhooks/signature.ts';
import { SECRETS_TRIED_MAX } from './commands.ts';

type Sent = {
  readonly secret: string; readonly messageId?: string; readonly sentAtMs?: number;
  readonly marketplaceId?: string; readonly raw?: Uint8Array;
};

const announcing = (type: string, data: unknown): Uint8Array =>
  Buffer.from(JSON.stringify({ type, timestamp: '2026-11-21T09:00:00Z', data }));

/** Hands a signed message to the engine, as the listener does. */
function deliver(it: TestEngine, { secret, messageId = 'msg_1', ...rest }: Sent) {
  const { sentAtMs = it.clock.nowMs(), marketplaceId = null, raw = Buffer.from('{}') } = rest;
  const headers = signedHeaders(secret, {
    messageId, sentAtMs, body: Buffer.from(raw).toString('utf8'),
  });
  return it.engine().inbox.receive({
    marketplaceId, messageId, timestamp: headers['webhook-timestamp'] ?? '',
    signature: headers['webhook-signature'] ?? '', body: raw, headers,
  });
}

async function rotate(it: TestEngine, endPrevious = false): Promise<string> {
  return accepted(await it.engine().settings.rotateInboundSecret(operatorAsk, {
    marketplaceId: MARKETPLACE_ID, endPrevious,
  })).secret;
}

/** An engine with one escrowed token job, and the secret of its marketplace. */
async function world() {
  const it = await createTestEngine();
  const secret = await rotate(it);
  const paymentId = await it.pay({ currency: 'AITBC', amountText: '100' });
  const { jobId } = (await it.payment(paymentId)).payment;
  return { it, secret, paymentId, jobId: jobId ?? '' };
}

function rows({ database }: TestEngine): readonly Readonly<Record<string, unknown>>[] {
  return database.prepare('select id, state, code, body from inbox order by id').all()
    .map((row) => Object.fromEntries(Object.entries(Object(row))));
}

async function only(it: TestEngine): Promise<InboxMessage> {
  const [row, second] = rows(it);
  const message = await it.store().read.inboxMessage(String(row?.['id']));
  if (message === null || second !== undefined) throw new Error('There is not one message.');
  return message;
}

const workOf = (it: TestEngine): number =>
  it.database.prepare("select count(*) as n from work where kind = 'inbox'").all()
    .reduce((_sum: number, row) => Number(Object(row).n), 0);

describe('a signed announcement', () => {
  test('moves its job, and the money follows', async () => {
    const { it, secret, jobId, paymentId } = await world();
    const raw = announcing('job.completed', { job_id: jobId, reason: ' Accepted. ', more: 1 });
    const received = await deliver(it, { secret, raw });
    expect(received).toEqual({ ok: true, value: { repeated: false } });
    await it.turn(2_000);
    expect(await it.store().read.job(jobId)).toMatchObject({
      state: 'completed', reason: 'Accepted.',
    });
    expect((await it.payment(paymentId)).payment.status).toBe('released');
    expect(await only(it)).toMatchObject({
      marketplaceId: MARKETPLACE_ID, messageId: 'msg_1', state: 'processed', code: null, jobId,
      body: Buffer.from(raw).toString('utf8'), bodyEncoding: 'utf-8',
      bodyHash: createHash('sha256').update(raw).digest('hex'),
    });
    expect(workOf(it)).toBe(0);
    const said = it.database.prepare("select entry from audit where subject_id in (?, ?)")
      .all(jobId, (await only(it)).id).map((row) => String(Object(row).entry)).join('\n');
    expect(said).toContain('"kind":"provider"');
    expect(said).toContain('"act":"webhook.received"');
  });

  test.each([
    ['job.running', 'running', 'escrowed'], ['job.failed', 'failed', 'refunded'],
    ['job.cancelled', 'cancelled', 'refunded'],
  ])('%s makes the job %s and leaves the payment %s', async (type, state, status) => {
    const { it, secret, jobId, paymentId } = await world();
    await deliver(it, { secret, raw: announcing(type, { job_id: jobId }) });
    await it.turn(2_000);
    expect((await it.store().read.job(jobId))?.state).toBe(state);
    expect((await it.payment(paymentId)).payment.status).toBe(status);
  });

  test('of a state that the job has already is processed and changes nothing', async () => {
    const { it, secret, jobId } = await world();
    accepted(await it.engine().jobs.setState(keyAsk, {
      jobId, marketplaceId: MARKETPLACE_ID, state: 'running', reason: '',
    }));
    await deliver(it, { secret, raw: announcing('job.running', { job_id: jobId }) });
    await it.turn(100);
    expect(await only(it)).toMatchObject({ state: 'processed', jobId });
    expect((await it.store().read.job(jobId))?.version).toBe(2);
  });
});

describe('one id', () => {
  test('is taken once, however many deliveries come at once', async () => {
    const { it, secret, jobId } = await world();
    const raw = announcing('job.completed', { job_id: jobId });
    const answers = await Promise.all(Array.from({ length: 20 }, () =>
      deliver(it, { secret, raw })));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(answers.filter((answer) => accepted(answer).repeated)).toHaveLength(19);
    await it.turn(2_000);
    expect(accepted(await deliver(it, { secret, raw })).repeated).toBe(true);
    await it.turn(2_000);
    expect(rows(it)).toHaveLength(1);
    expect(it.sent.filter((line) => line.includes('/release'))).toHaveLength(1);
  });

  test('with another body is answered and not believed', async () => {
    const { it, secret, jobId } = await world();
    await deliver(it, { secret, raw: announcing('job.running', { job_id: jobId }) });
    const second = announcing('job.completed', { job_id: jobId });
    expect(accepted(await deliver(it, { secret, raw: second })).repeated).toBe(true);
    await it.turn(2_000);
    expect((await it.store().read.job(jobId))?.state).toBe('running');
  });
});

describe('a message is durable before it is acknowledged', () => {
  test.each(['before-transaction', 'inside-transaction', 'before-commit'] as const)(
    'a crash %s answers nobody and keeps nothing', async (name) => {
      const { it, secret, jobId } = await world();
      const raw = announcing('job.running', { job_id: jobId });
      it.failAt(name, 'crash');
      let answered = false;
      void deliver(it, { secret, raw }).then(() => { answered = true; });
      await it.settle();
      expect([answered, rows(it)]).toEqual([false, []]);
      await it.restart();
      expect(accepted(await deliver(it, { secret, raw })).repeated).toBe(false);
      await it.turn(100);
      expect((await only(it)).state).toBe('processed');
    },
  );

  test('a full disk is no acknowledgement', async () => {
    const { it, secret } = await world();
    it.failAt('before-commit', 'disk');
    await expect(deliver(it, { secret })).rejects.toThrow('Nothing of it was acknowledged');
    expect(rows(it)).toEqual([]);
  });

  test('a crash before it was read leaves its work to the next start', async () => {
    const { it, secret, jobId, paymentId } = await world();
    const raw = announcing('job.completed', { job_id: jobId });
    it.failAt('after-commit-before-answer', 'crash');
    let answered = false;
    void deliver(it, { secret, raw }).then(() => { answered = true; });
    await it.settle();
    expect(answered).toBe(false);
    expect([rows(it).length, workOf(it)]).toEqual([1, 1]);
    await it.restart();
    expect(accepted(await deliver(it, { secret, raw })).repeated).toBe(true);
    await it.turn(2_000);
    expect((await only(it)).state).toBe('processed');
    expect((await it.payment(paymentId)).payment.status).toBe('released');
    expect(it.sent.filter((line) => line.includes('/release'))).toHaveLength(1);
  });

  test.each(['before-commit', 'after-commit-before-answer'] as const)(
    'a crash %s of its outcome does it once', async (name) => {
      const { it, secret, jobId } = await world();
      it.engine().suspend();
      await deliver(it, { secret, raw: announcing('job.failed', { job_id: jobId }) });
      it.failAt(name, 'crash');
      it.engine().resume();
      await it.settle();
      const done = name === 'after-commit-before-answer';
      expect((await only(it)).state).toBe(done ? 'processed' : 'waiting');
      expect((await it.store().read.job(jobId))?.state).toBe(done ? 'failed' : 'queued');
      expect(workOf(it)).toBe(done ? 0 : 1);
      await it.restart();
      await it.turn(2_000);
      expect((await only(it)).state).toBe('processed');
      expect(await it.store().read.job(jobId)).toMatchObject({ state: 'failed', version: 2 });
    },
  );
});

describe('a message that cannot be done', () => {
  test.each([
    ['not JSON', Buffer.from('{"type":'), 'The body is not valid JSON.'],
    ['empty', Buffer.from(''), 'The body is not valid JSON.'],
    ['of another type', announcing('job.expired', { job_id: 'job_1' }), 'type: has to be one of'],
    ['without a job', announcing('job.completed', {}), 'data.job_id: '],
    ['no object', Buffer.from('[1]'), 'body: '],
  ])('is kept as refused when it is %s', async (_what, raw, detail) => {
    const { it, secret } = await world();
    expect(accepted(await deliver(it, { secret, raw })).repeated).toBe(false);
    await it.turn(100);
    const message = await only(it);
    expect(message).toMatchObject({ state: 'refused', code: 'invalid_request', jobId: null });
    expect(message.detail).toContain(detail);
    await it.turn(60_000);
    expect([workOf(it), it.errors]).toEqual([0, []]);
  });

  test('names the job that is not there', async () => {
    const { it, secret } = await world();
    await deliver(it, { secret, raw: announcing('job.completed', { job_id: 'job_none' }) });
    await it.turn(100);
    expect(await only(it)).toMatchObject({
      state: 'refused', code: 'not_found', jobId: 'job_none', version: 2,
    });
  });

  test('does not touch the job of another marketplace', async () => {
    const { it, jobId } = await world();
    await it.store().commit({
      writes: [{
        write: 'insert', noun: 'marketplaces', row: marketplaceRow({ id: 'mkt_b', name: 'B' }),
      }],
      audit: null,
    });
    const { secret } = accepted(await it.engine().settings.rotateInboundSecret(operatorAsk, {
      marketplaceId: 'mkt_b', endPrevious: false,
    }));
    const raw = announcing('job.completed', { job_id: jobId });
    await deliver(it, { secret, raw });
    await it.turn(2_000);
    expect(await only(it)).toMatchObject({
      marketplaceId: 'mkt_b', state: 'refused', code: 'not_found',
    });
    expect((await it.store().read.job(jobId))?.state).toBe('queued');
  });

  test('comes too late for a job that has ended', async () => {
    const { it, secret, jobId } = await world();
    await deliver(it, { secret, raw: announcing('job.failed', { job_id: jobId }) });
    await it.turn(2_000);
    await deliver(it, {
      secret, messageId: 'msg_2', raw: announcing('job.completed', { job_id: jobId }),
    });
    await it.turn(2_000);
    expect(rows(it).map(({ state, code }) => [state, code]))
      .toEqual([['processed', null], ['refused', 'state_forbids']]);
    expect((await it.store().read.job(jobId))?.state).toBe('failed');
    expect((await it.engine().metrics()).inbox).toEqual([
      { state: 'waiting', count: 0 }, { state: 'processed', count: 1 },
      { state: 'refused', count: 1 },
    ]);
  });
});

/** Makes every change of a job meet another one, as a payment under heavy change does. */
function keepBusy({ database }: TestEngine): void {
  const columns = database.pragma('table_info(operations)');
  const names = Array.isArray(columns) ? columns.map((row) => String(Object(row).name)) : [];
  const values = names.map((name) => (name === 'id' || name === 'key' ? "'twice'" : name));
  database.exec(`create trigger busy before update on jobs begin
    insert into operations (${names.join()}) select ${values.join()} from operations limit 1; end`);
}

describe('a message that meets other changes', () => {
  test('is put off, and done when they are over', async () => {
    const { it, secret, jobId } = await world();
    keepBusy(it);
    await deliver(it, { secret, raw: announcing('job.running', { job_id: jobId }) });
    await it.turn(2_100);
    expect([(await only(it)).state, workOf(it)]).toEqual(['waiting', 1]);
    it.database.exec('drop trigger busy');
    await it.turn(4_000);
    expect([(await only(it)).state, workOf(it)]).toEqual(['processed', 0]);
    expect((await it.store().read.job(jobId))?.state).toBe('running');
  });

  test('is refused with its code when they never are', async () => {
    const { it, secret, jobId } = await world();
    keepBusy(it);
    await deliver(it, { secret, raw: announcing('job.running', { job_id: jobId }) });
    await it.turn(11_900);
    expect((await only(it)).state).toBe('waiting');
    await it.turn(500);
    expect(await only(it)).toMatchObject({ state: 'refused', code: 'version_conflict', jobId });
    expect([workOf(it), it.errors]).toEqual([0, []]);
  });
});

describe('a body that is not UTF-8', () => {
  test('is kept byte by byte and refused', async () => {
    const it = await createTestEngine();
    const raw = Uint8Array.from([0x7b, 0xff, 0x00, 0x7d]);
    const secret = await rotate(it);
    const timestamp = `${it.clock.nowMs() / 1_000}`;
    const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(`msg_1.${timestamp}.`).update(raw).digest('base64');
    accepted(await it.engine().inbox.receive({
      marketplaceId: null, messageId: 'msg_1', timestamp, signature: `v1,${mac}`, body: raw,
      headers: {},
    }));
    await it.turn(100);
    const message = await only(it);
    expect(message).toMatchObject({ state: 'refused', detail: 'The body is not UTF-8.' });
    expect([...Buffer.from(message.body, message.bodyEncoding === 'base64' ? 'base64' : 'utf8')])
      .toEqual([...raw]);
  });
});

describe('a message that is not to be believed', () => {
  const expectRefused = async (
    sending: ReturnType<typeof deliver>, it: TestEngine,
  ): Promise<void> => {
    expect(await sending).toEqual({ ok: false, refusal: {
      code: 'unauthenticated', details: {},
      message: 'The signature is not valid; nothing was done.',
    } });
    expect(rows(it)).toEqual([]);
  };

  test('is one of a stranger, too old, or of the future', async () => {
    const { it, secret } = await world();
    expect.assertions(6);
    await expectRefused(deliver(it, { secret: `whsec_${'A'.repeat(43)}=` }), it);
    for (const aside of [-301_000, 301_000]) {
      await expectRefused(deliver(it, { secret, sentAtMs: it.clock.nowMs() + aside }), it);
    }
  });

  test('is one that names another marketplace than it is signed by', async () => {
    const { it, secret } = await world();
    await expectRefused(deliver(it, { secret, marketplaceId: 'mkt_b' }), it);
    expect((await deliver(it, { secret, marketplaceId: MARKETPLACE_ID })).ok).toBe(true);
  });

  test('is one under a secret that has ended', async () => {
    const { it, secret } = await world();
    const fresh = await rotate(it);
    expect((await deliver(it, { secret, messageId: 'msg_old' })).ok).toBe(true);
    expect((await deliver(it, { secret: fresh, messageId: 'msg_new' })).ok).toBe(true);
    it.clock.jump(OVERLAP_MS);
    expect((await deliver(it, { secret, messageId: 'msg_late' })).ok).toBe(false);
    const leaked = fresh;
    const last = await rotate(it, true);
    expect((await deliver(it, { secret: leaked, messageId: 'msg_l' })).ok).toBe(false);
    expect((await deliver(it, { secret: last, messageId: 'msg_n' })).ok).toBe(true);
  });

  test('has to name its marketplace where there are very many', async () => {
    const { it, secret } = await world();
    const own = (await it.store().read.marketplaces())[0]?.inboundSecrets[0];
    if (own === undefined) throw new Error('The marketplace has a secret.');
    await it.store().commit({
      writes: Array.from({ length: SECRETS_TRIED_MAX }, (_, index) => ({
        write: 'insert', noun: 'marketplaces', row: marketplaceRow({
          id: `mkt_${index}`, name: `M ${index}`,
          inboundSecrets: [{ ...own, secret: { keyId: 'plain', box: `whsec_${index}` } }],
        }),
      } as const)),
      audit: null,
    });
    await expectRefused(deliver(it, { secret }), it);
    expect((await deliver(it, { secret, marketplaceId: MARKETPLACE_ID })).ok).toBe(true);
  });
});
