import { afterEach, describe, expect, test } from 'vitest';
import { call, onRefusal, RefusalError } from './call.ts';
import { createDouble } from './double.ts';
import { installTransport } from './transport.ts';

let clear = (): void => undefined;
afterEach(() => clear());

function answering(answer: () => Promise<unknown>): void {
  clear = installTransport({ host: 'browser', call: answer, on: () => () => undefined });
}

describe('call', () => {
  test('answers what the contract says and asks with parsed input', async () => {
    const double = createDouble({ 'payments.stop': ({ paymentId, operationId }) =>
      ({ paymentId, operationId, status: 'escrowed' }) });
    clear = double.remove;
    await expect(call('payments.stop', { paymentId: 'pay_1', operationId: 'op_1' }))
      .resolves.toEqual({ paymentId: 'pay_1', operationId: 'op_1', status: 'escrowed' });
    expect(double.asked).toEqual([
      { name: 'payments.stop', input: { paymentId: 'pay_1', operationId: 'op_1' } },
    ]);
  });

  test('throws a refusal with its code, sentence and details', async () => {
    clear = createDouble({ 'payments.check': () => {
      throw new RefusalError({ code: 'terminal', message: 'It has ended.', details: { a: 'b' } });
    } }).remove;
    const refused = await call('payments.check', { paymentId: 'pay_1' }).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(RefusalError);
    expect(refused).toMatchObject({
      code: 'terminal', message: 'It has ended.', details: { a: 'b' },
    });
  });

  test('says of a lost command that its outcome is not known', async () => {
    answering(() => Promise.reject(new TypeError('fetch failed')));
    await expect(call('payments.check', { paymentId: 'pay_1' }))
      .rejects.toMatchObject({ code: 'unreachable', message: /not known whether/ });
  });

  test('says of a lost question that nothing changed', async () => {
    answering(() => Promise.reject(new TypeError('fetch failed')));
    await expect(call('operators.list', {}))
      .rejects.toMatchObject({ code: 'unreachable', message: /Nothing was changed/ });
  });

  test.each([
    ['no answer of ours', 'nonsense'], ['a value outside the contract', { ok: true, value: {} }],
    ['a refusal without a code', { ok: false, refusal: {} }],
  ])('believes %s never', async (_what, answer) => {
    answering(() => Promise.resolve(answer));
    await expect(call('operators.list', {})).rejects.toMatchObject({ code: 'bad_answer' });
  });

  test('tells the session of every refusal', async () => {
    const heard: string[] = [];
    const stop = onRefusal(({ code }) => heard.push(code));
    answering(() => Promise.resolve({
      ok: false, refusal: { code: 'session_locked', message: 'Locked.', details: {} },
    }));
    await expect(call('operators.list', {})).rejects.toThrow('Locked.');
    stop();
    expect(heard).toEqual(['session_locked']);
  });
});
