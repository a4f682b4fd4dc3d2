import { expect, test } from 'vitest';
import { createTestEngine } from '../testing/test-engine.ts';
import { connectFromEnvironment } from './environment-circle.ts';

const env = {
  CIRCLE_API_KEY: 'LIVE_API_KEY:id:secret', CIRCLE_ENTITY_SECRET: 'ab'.repeat(32),
  ARC_RPC_URL: 'https://rpc.arc.example', ARC_CHAIN_ID: '5042',
  PAYDESK_CIRCLE_WALLET_ID: '30cb80df-2f7a-5c7e-9d6a-6f2f8c1d5b11',
};

async function open() {
  const world = await createTestEngine();
  const warned: unknown[] = [];
  const quiet = (): void => undefined;
  const log = {
    debug: quiet, info: quiet, error: quiet,
    warn: (_message: string, fields?: unknown) => { warned.push(fields); },
  };
  const start = (given: Record<string, string>) =>
    connectFromEnvironment({ engine: world.engine(), store: world.store(), log }, given);
  const found = async () => (await world.store().read.connections())
    .filter(({ rail }) => rail === 'usdc');
  return { start, found, warned };
}

test('Circle of the environment is one connection, changed when it changes', async () => {
  const { start, found } = await open();
  await start(env);
  expect(await found()).toMatchObject([{
    name: 'Circle (from the environment)', mode: 'live', baseUrl: 'https://api.circle.com',
    config: {
      chainId: 5042, blockchain: 'ARC', rpcUrl: 'https://rpc.arc.example', genesisHash: '',
    },
    version: 1,
  }]);
  await start(env);
  expect(await found()).toMatchObject([{ version: 1 }]);
  await start({ ...env, CIRCLE_API_KEY: 'LIVE_API_KEY:id:rotated' });
  expect(await found()).toMatchObject([{ version: 2 }]);
});

test('an environment that names only a part of it connects nothing and says what is missing',
  async () => {
    const { start, found, warned } = await open();
    await start({ CIRCLE_API_KEY: env.CIRCLE_API_KEY });
    expect(await found()).toEqual([]);
    expect(warned).toEqual([{
      missing: ['CIRCLE_ENTITY_SECRET', 'ARC_RPC_URL', 'PAYDESK_CIRCLE_WALLET_ID'],
    }]);
  });

test('one that names nothing of it is none of our business', async () => {
  const { start, found, warned } = await open();
  await start({});
  expect([await found(), warned]).toEqual([[], []]);
});
