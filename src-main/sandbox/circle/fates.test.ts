import { describe, expect, test } from 'vitest';
import { asJson, createCircleDesk, faulted } from './test-circle.ts';

type Desk = ReturnType<typeof createCircleDesk>;

/** What the chain says of the transaction's newest hash. */
function onChain(desk: Desk, id: string): string {
  const hash = desk.transaction(id)['txHash'];
  if (hash === undefined) return 'never sent';
  const { bodyText } = desk.sandbox.handle('evm', {
    method: 'POST', path: '/', headers: {},
    bodyText: JSON.stringify({
      jsonrpc: '2.0', id: 1, method: 'eth_getTransactionReceipt', params: [hash],
    }),
  });
  const { result } = asJson(JSON.parse(bodyText));
  return result === null ? 'not there' : asJson(result)['status'] === '0x1' ? 'paid' : 'reverted';
}

function stateOf(desk: Desk, id: string): string {
  return `${String(desk.transaction(id)['state'])}, ${onChain(desk, id)}`;
}

describe('a transaction', () => {
  test.each([
    ['denied', 'DENIED, never sent', 0],
    ['reverted', 'FAILED, reverted', 0],
    ['failed-but-mined', 'FAILED, paid', 1],
    ['stuck', 'STUCK, not there', 0],
    ['delayed-complete', 'SENT, paid', 1],
    ['complete-before-chain', 'COMPLETE, not there', 0],
  ] as const)('under %s is %s after two seconds', (fault, expected, booked) => {
    const desk = createCircleDesk();
    const id = faulted(desk, fault);
    desk.sandbox.advance(1_000);
    desk.sandbox.advance(1_100);
    expect(stateOf(desk, id)).toBe(expected);
    expect(desk.sandbox.books()).toHaveLength(booked);
  });

  test.each([
    ['stuck', 5_000], ['delayed-complete', 5_000], ['complete-before-chain', 5_000],
    ['reorg', 5_000],
  ] as const)('under %s for a while ends well, and is booked once', (fault, delayMs) => {
    const desk = createCircleDesk();
    const id = faulted(desk, fault, delayMs);
    for (let ms = 0; ms < 12_000; ms += 100) desk.sandbox.advance(100);
    expect(stateOf(desk, id)).toBe('COMPLETE, paid');
    expect(desk.sandbox.books()).toHaveLength(1);
  });

  test('under reorg is COMPLETE while the chain has lost it, and comes back elsewhere', () => {
    const desk = createCircleDesk();
    const id = faulted(desk, 'reorg');
    const seen = new Set<string>();
    const blocks = new Set<unknown>();
    for (let ms = 0; ms < 6_000; ms += 10) {
      desk.sandbox.advance(10);
      seen.add(stateOf(desk, id));
      blocks.add(desk.transaction(id)['blockHash']);
    }
    expect([...seen]).toContain('COMPLETE, not there');
    expect(stateOf(desk, id)).toBe('COMPLETE, paid');
    // Unknown at first, then the block that was lost, then the one that stayed.
    expect(blocks.size).toBe(3);
    expect(desk.sandbox.books()).toHaveLength(1);
  });

  test('that is stuck goes on when the faults are cleared, and all behind it', () => {
    const desk = createCircleDesk();
    const stuck = faulted(desk, 'stuck');
    const behind = desk.transfer();
    desk.sandbox.advance(3_000);
    expect(stateOf(desk, behind.id)).toBe('SENT, not there');
    desk.sandbox.faults.clear();
    desk.sandbox.advance(3_000);
    desk.sandbox.advance(3_000);
    expect([stateOf(desk, stuck), stateOf(desk, behind.id)])
      .toEqual(['COMPLETE, paid', 'COMPLETE, paid']);
  });

  test.each([
    ['accelerate', 'COMPLETE, paid', 1], ['cancel', 'CANCELLED, paid', 0],
  ] as const)('that is stuck is ended by %s: %s', (verb, expected, booked) => {
    const desk = createCircleDesk();
    const id = faulted(desk, 'stuck');
    desk.sandbox.advance(2_000);
    const before = desk.transaction(id)['txHash'];
    desk.change(`POST /v1/w3s/developer/transactions/${id}/${verb}`, {});
    desk.sandbox.advance(2_000);
    expect(stateOf(desk, id)).toBe(expected);
    expect(desk.transaction(id)['txHash']).not.toBe(before);
    expect(desk.sandbox.books()).toHaveLength(booked);
  });

  test('is cancelled outright before it is sent', () => {
    const desk = createCircleDesk();
    const { id } = desk.transfer();
    desk.change(`POST /v1/w3s/developer/transactions/${id}/cancel`, {});
    desk.sandbox.advance(2_000);
    expect(stateOf(desk, id)).toBe('CANCELLED, never sent');
    expect(desk.sandbox.books()).toEqual([]);
  });
});

describe('a refusal by script', () => {
  test.each([['refuse', 400, 2], ['rate-limit', 429, 429]] as const)(
    '%s is told in Circle\'s words', (fault, status, code) => {
      const { sandbox } = createCircleDesk();
      sandbox.faults.add({ provider: 'circle', operation: 'any', fault });
      const told = sandbox.deliver('circle', {
        method: 'GET', path: '/v1/w3s/wallets', headers: {}, bodyText: '',
      });
      const response = told.kind === 'response' ? told.response : null;
      expect(response?.status).toBe(status);
      expect(JSON.parse(response?.bodyText ?? '')).toMatchObject({ code });
    });
});
