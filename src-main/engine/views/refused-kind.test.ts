import { describe, expect, test } from 'vitest';
import { operation } from '../../db/sample-rows.ts';
import { refusedKind } from './refused-kind.ts';

const of = (...kinds: readonly ('hold' | 'release' | 'payout')[]) =>
  ({ operations: kinds.map((kind, ordinal) => operation({ kind, ordinal })) });

describe('what was refused', () => {
  test.each([
    ['a payout, where nothing is held', 'release-rejected', of('payout'), 'payout'],
    ['a release of what is held', 'release-rejected', of('hold', 'release'), 'release'],
    ['nothing that another reason does not tell', 'refund-rejected', of('payout'), null],
  ] as const)('is %s', (_what, reason, aggregate, kind) => {
    expect(refusedKind(reason, aggregate)).toBe(kind);
  });
});
