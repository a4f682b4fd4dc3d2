import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openTestBanks, paid, prepare, problem, quoting, readIncoming, tokenFor, type Prepared,
  type TestBanks,
} from './test-banks.ts';

let banks: TestBanks;
beforeEach(async () => {
  banks = await openTestBanks();
});
afterEach(() => banks.port.close());

describe('an incoming payment that runs out', () => {
  const expiresAt = '2026-01-01T00:01:00.000Z';
  const complete = ({ incoming, incomingToken }: Prepared) => problem(
    banks.client.incomingPayment.complete({ url: incoming.id, accessToken: incomingToken }),
  );
  const listed = async ({ seller, incomingToken }: Prepared, cursor?: string) => {
    const { result } = await banks.client.incomingPayment.list(
      { url: seller.resourceServer, walletAddress: seller.id, accessToken: incomingToken },
      cursor === undefined ? undefined : { cursor, 'wallet-address': seller.id },
    );
    return result.map(({ id }) => id);
  };
  const quoted = async ({ buyer, incoming }: Prepared) => problem(banks.client.quote.create(
    { url: buyer.resourceServer, accessToken: await tokenFor(banks, buyer.authServer, quoting) },
    { walletAddress: buyer.id, receiver: incoming.id, method: 'ilp' },
  ));

  test('is deleted a second later where nothing arrived, as if it had never been', async () => {
    const [older, gone] = [await prepare(banks), await prepare(banks, { expiresAt })];
    const id = gone.incoming.id.split('/').at(-1) ?? '';
    banks.turnTo(60_999);
    expect(await readIncoming(banks, gone)).toMatchObject({ completed: false });
    expect(await listed(gone)).toEqual([gone.incoming.id, older.incoming.id]);
    expect(await quoted(gone)).toBe('400 400 invalid receiver');
    expect(banks.sandbox.payIncoming(gone.incoming.id, 'buyer')).toBe(false);
    banks.turnTo(61_000);
    const nobody = await fetch(gone.incoming.id);
    expect([nobody.status, await nobody.json()]).toEqual([401, { error: {
      code: '401', description: 'Unauthorized',
      details: { description: 'Failed to get wallet address from incoming payment', id },
    } }]);
    expect(await problem(readIncoming(banks, gone))).toBe('401 401 Unauthorized');
    expect(await complete(gone)).toBe('401 401 Unauthorized');
    expect(await quoted(gone)).toBe('400 400 invalid receiver');
    expect(await listed(gone)).toEqual([older.incoming.id]);
    expect(await listed(gone, id)).toEqual([older.incoming.id]);
  });

  test('stays and is never completed where something arrived', async () => {
    banks.sandbox.faults.add({
      provider: 'openPayments', operation: 'payout', fault: 'sent-part', times: 1,
    });
    const all = await paid(banks, { expiresAt });
    banks.turnTo(60_999);
    expect((await readIncoming(banks, all)).methods).toHaveLength(1);
    banks.turnTo(61_000);
    const closed = { completed: false, methods: [], receivedAmount: { value: '500' } };
    expect(await readIncoming(banks, all)).toMatchObject(closed);
    expect(await complete(all)).toBe('409 409 wrong state');
    expect(await readIncoming(banks, all)).toMatchObject(closed);
    expect(await listed(all)).toEqual([all.incoming.id]);
    expect(await quoted(all)).toBe('400 400 invalid receiver');
    expect(banks.sandbox.payIncoming(all.incoming.id, 'buyer')).toBe(false);
  });

  test('stays where it was completed in time', async () => {
    const all = await prepare(banks, { expiresAt });
    banks.turnTo(60_999);
    expect(await complete(all)).toBe('nothing is wrong');
    banks.turnTo(61_000);
    expect(await readIncoming(banks, all)).toMatchObject({ completed: true, methods: [] });
  });
});
