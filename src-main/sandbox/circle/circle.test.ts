import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCircleDesk } from './test-circle.ts';

describe('a transfer', () => {
  test('goes INITIATED → QUEUED → SENT → COMPLETE and stands on the chain', () => {
    const desk = createCircleDesk();
    const { id, state } = desk.transfer({ amount: '12.5' });
    expect(state).toBe('INITIATED');
    desk.sandbox.advance(25);
    expect(desk.transaction(id)).toMatchObject({ state: 'QUEUED' });
    desk.sandbox.advance(20);
    expect(desk.transaction(id)).toMatchObject({ state: 'SENT', txHash: expect.stringMatching(/^0x/) });
    desk.sandbox.advance(100);
    expect(desk.transaction(id)).toMatchObject({ state: 'COMPLETE', blockHeight: 1 });
    expect(desk.sandbox.books()).toMatchObject([{ kind: 'payout', amount: '12.5', asset: 'USDC' }]);
  });
});
void [constants, createPublicKey, publicEncrypt];
