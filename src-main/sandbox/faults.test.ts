import { describe, expect, test } from 'vitest';

import { createFaults, FAULTS, isFaultWord } from './faults.ts';
import type { FaultWord } from './faults.ts';
import { FATE_WORDS, HOOK_WORDS } from './provider.ts';
import type { OperationName, ProviderName } from './provider.ts';

function asked(provider: ProviderName, operation: OperationName, sentinel = '') {
  return { provider, operation, sentinelText: () => sentinel };
}

function wordOf(fault: FaultWord, provider: ProviderName, operation: OperationName) {
  const faults = createFaults();
  faults.add({ provider: 'any', operation: 'any', fault, times: 1 });
  const met = faults.take(asked(provider, operation));
  // What was met is spent; what was not waits for the request that it is meant for.
  expect(faults.list()).toHaveLength(met === null ? 1 : 0);
  return met?.fault ?? null;
}

describe('a scripted fault', () => {
  test.each([
    ['no-hash', 'chain', 'release', true],
    ['no-hash', 'exchange', 'release', false],
    ['no-hash', 'walletDaemon', 'refund', false],
    ['truncate-amount', 'chain', 'hold', true],
    ['truncate-amount', 'exchange', 'hold', false],
    ['stuck', 'walletDaemon', 'release', true],
    ['stuck', 'walletDaemon', 'hold', false],
    ['stuck', 'exchange', 'hold', true],
    ['stuck', 'chain', 'inquire', false],
    ['stale-rate', 'exchange', 'rate', true],
    ['no-status', 'walletDaemon', 'inquire', true],
    ['no-status', 'chain', 'release', false],
  ] as const)('%s meets a request to the %s to %s: %s', (fault, provider, operation, meets) => {
    expect(wordOf(fault, provider, operation)).toBe(meets ? fault : null);
  });

  test('of any other word meets every request but a question of health', () => {
    const limited: readonly string[] = [
      'stuck', 'no-status', 'no-hash', 'truncate-amount', 'stale-rate', 'sent-zero', 'sent-part',
      'quote-expired', 'token-revoked', ...FATE_WORDS, ...HOOK_WORDS, 'key-rotation',
    ];
    const words = Object.keys(FAULTS).filter(isFaultWord).filter((word) => !limited.includes(word));
    for (const word of words) {
      expect(wordOf(word, 'exchange', 'release')).toBe(word);
      // Where nothing listens, health is refused as well.
      expect(wordOf(word, 'exchange', 'health')).toBe(word === 'down' ? word : null);
    }
  });
});

describe('a sentinel', () => {
  test('names the fault of its request', () => {
    const faults = createFaults();
    const met = faults.take(asked('exchange', 'release', 'to sentinel-drop-after, please'));
    expect(met).toEqual({ fault: 'drop-after', delayMs: null });
  });

  test('means nothing where the stand-in cannot behave so', () => {
    const faults = createFaults();
    expect(faults.take(asked('exchange', 'release', 'sentinel-no-hash'))).toBeNull();
  });
});
