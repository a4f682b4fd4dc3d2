import { generateKeyPairSync } from 'node:crypto';

import { expect, test } from 'vitest';

import { createPayingEngine } from '../../testing/paying-engine.ts';
import { operatorAsk } from '../../testing/test-engine.ts';
import { SELLERS_MAX } from './commands.ts';

test('a marketplace has no more sellers than are listed at once; those it has can change',
  async () => {
    const bench = await createPayingEngine();
    const [first] = await bench.engine().read.sellers();
    if (first === undefined) throw new Error('The bench has a seller.');
    await bench.store().commit({
      audit: null,
      writes: Array.from({ length: SELLERS_MAX - 1 }, (_, place) => ({
        write: 'insert' as const, noun: 'sellers' as const,
        row: { ...first, id: `slr_more_${place}`, reference: `more-${place}` },
      })),
    });
    const { privateKey } = generateKeyPairSync('ed25519');
    const save = (reference: string) => bench.engine().sellers.save(operatorAsk, {
      marketplaceId: first.marketplaceId, reference, version: null, name: 'Ana',
      categories: null, walletAddress: first.walletAddress, keyId: 'key-1', enabled: true,
      privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    });
    expect(await save('one-more')).toMatchObject({
      ok: false, refusal: { code: 'state_forbids', details: { sellersMax: '500' } },
    });
    expect(await save('more-7')).toMatchObject({ ok: true, value: { name: 'Ana' } });
  });
