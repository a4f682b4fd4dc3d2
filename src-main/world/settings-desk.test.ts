import { describe, expect, test } from 'vitest';
import { operatorAsk } from '../testing/test-engine.ts';
import { storeOf } from '../testing/remembering-store.ts';
import { createSettingsDesk } from './settings-desk.ts';

type Env = Readonly<Record<string, string>>;
const desk = (env: Env = {}, stored: Env = {}) => {
  const { store, committed } = storeOf(stored);
  return { committed, ...createSettingsDesk(store, env, () => 7) };
};

describe('a setting', () => {
  test('has a default, then what was stored, and the environment wins', async () => {
    const stored = { 'setting:listener.port': '5000' };
    expect(await desk().value('listener.port')).toBe('4001');
    expect(await desk({}, stored).value('listener.port')).toBe('5000');
    expect(await desk({ PORT: '6000' }, stored).value('listener.port')).toBe('6000');
    expect(await desk({ PORT: '6000', PAYDESK_LISTENER_PORT: '7000' }).value('listener.port'))
      .toBe('7000');
    expect(await desk({ PORT: '' }, stored).value('listener.port')).toBe('5000');
  });

  test('says where it comes from', async () => {
    const { list } = desk({ BASE_URL: 'https://pay.example' }, { 'setting:console.port': '9' });
    expect((await list()).map(({ name, value, source }) => [name, value, source])).toEqual([
      ['listener.port', '4001', 'default'],
      ['listener.host', '127.0.0.1', 'default'],
      ['listener.base-url', 'https://pay.example', 'environment'],
      ['listener.legacy-marketplace', '', 'default'],
      ['console.port', '9', 'stored'],
      ['payouts.fee-percentage', '', 'default'],
    ]);
  });

  test('takes the name that only Paydesk has before the one that others have too', async () => {
    const env = {
      PORT: '1', PAYDESK_LISTENER_PORT: '2',
      BASE_URL: 'https://a.example', PAYDESK_BASE_URL: 'https://b.example',
    };
    expect(await desk(env).value('listener.port')).toBe('2');
    expect(await desk(env).value('listener.base-url')).toBe('https://b.example');
  });

  test('that only the environment knows is shown where it is set', async () => {
    const shown = async (env: Env) => (await desk(env).list()).map(({ name, source, value }) =>
      [name, source, value]);
    expect(await shown({ PAYDESK_LOG_LEVEL: 'debug' }))
      .toContainEqual(['log.level', 'environment', 'debug']);
    expect((await shown({})).flat()).not.toContain('log.level');
    const secret = await shown({ CIRCLE_ENTITY_SECRET: 'c0ffee', ARC_CHAIN_ID: '5042' });
    expect(secret).toContainEqual(['arc.chain-id', 'environment', '5042']);
    expect(secret.flat()).not.toContain('c0ffee');
  });

  test('of the fee is a percentage with at most two places, from the documents\' own name',
    async () => {
      expect(await desk({ PAYMENT_FEE_PERCENTAGE: '2.5' }).value('payouts.fee-percentage'))
        .toBe('2.5');
      for (const given of ['2.555', '-1', '101', 'two']) {
        await expect(desk({ PAYMENT_FEE_PERCENTAGE: given }).list()).rejects
          .toThrow('PAYMENT_FEE_PERCENTAGE');
      }
    });

  test('of the environment is not saved over, which would take effect some day', async () => {
    const { save, committed } = desk({ PORT: '6000' });
    expect(await save(operatorAsk, 'listener.port', '5001')).toMatchObject({
      ok: false, refusal: { code: 'state_forbids' },
    });
    expect(await save(operatorAsk, 'console.port', '5002')).toMatchObject({ ok: true });
    expect(committed).toHaveLength(1);
  });

  test.each([
    ['PORT', '70000'], ['PORT', 'http'], ['PAYDESK_LISTENER_HOST', '0.0.0.0'],
    ['BASE_URL', 'javascript:alert(1)'], ['PAYDESK_CONSOLE_PORT', '-1'],
  ])('%s=%s in the environment stops the start with a sentence', async (name, value) => {
    await expect(desk({ [name]: value }).list()).rejects.toThrow(/Paydesk did not start\./);
  });

  test('is saved with who asked, and read back', async () => {
    const { save, committed } = desk();
    expect(await save(operatorAsk, 'listener.port', '5001')).toMatchObject({
      ok: true, value: { name: 'listener.port', value: '5001', source: 'stored' },
    });
    expect(committed).toMatchObject([{
      writes: [{ write: 'setting', key: 'setting:listener.port', value: '5001' }],
      audit: { at: 7, actor: operatorAsk.actor, act: 'setting.save', data: { value: '5001' } },
    }]);
  });

  test.each([
    ['listener.port', '65536', 'invalid_request'], ['listener.port', '', 'invalid_request'],
    ['listener.host', 'localhost', 'invalid_request'], ['listener.host', '::', 'invalid_request'],
    ['listener.base-url', 'ftp://pay.example', 'invalid_request'],
    ['listener.legacy-marketplace', 'all', 'invalid_request'],
    ['book', 'live', 'not_found'], ['toString', '1', 'not_found'],
  ])('%s is not saved as %j', async (name, value, code) => {
    const { save, committed } = desk();
    expect(await save(operatorAsk, name, value)).toMatchObject({ ok: false, refusal: { code } });
    expect(committed).toEqual([]);
  });
});
