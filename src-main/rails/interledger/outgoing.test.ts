import { describe, expect, test } from 'vitest';

import type { RailReply } from '../rail.ts';
import { reply } from '../test-rail.ts';
import { paymentsFor } from './outgoing.ts';
import type { ConsentState } from './state.ts';
import { createDesk, payoutOf, stateOf } from './test-desk.ts';
import { deskOf } from './tokens.ts';
import { StepFailed } from './translate.ts';

const usd = (value: string) => ({ value, assetCode: 'USD', assetScale: 2 });
type Row = { readonly receiver?: string; readonly sent?: string; readonly failed?: boolean;
  readonly createdAt?: string; readonly id?: string };

function row({ receiver = 'https://x.test/incoming-payments/1', ...more }: Row) {
  return {
    id: more.id ?? 'https://x.test/1', receiver, debitAmount: usd('1132'),
    sentAmount: usd(more.sent ?? '0'), failed: more.failed ?? false, metadata: {},
    createdAt: more.createdAt ?? '2026-01-01T00:00:05Z',
  };
}

function page(rows: readonly object[], endCursor?: string): RailReply {
  const hasNextPage = endCursor !== undefined;
  return reply(200, { result: rows, pagination: { hasNextPage, endCursor } });
}

/** What is found when the payer's bank lists these pages, and how many of them were asked for. */
async function found(pages: (state: ConsentState, at: number) => RailReply) {
  const desk = createDesk();
  const state = stateOf((await desk.granted()).state);
  let asked = 0;
  desk.settings.instead = ({ url }) => {
    if (!new URL(url).pathname.endsWith('/outgoing-payments')) return null;
    asked += 1;
    return pages(state, asked - 1);
  };
  const own = deskOf(desk.call(), state);
  if (own === null) throw new Error('Nobody signs.');
  const payments = await paymentsFor(own, state).catch((error: unknown) => error);
  return { payments, asked, requests: desk.requests };
}

const others = Array.from({ length: 100 }, () => row({}));

describe('the payments of an anchor', () => {
  test('are looked for page by page, behind the cursor', async () => {
    const { payments, asked, requests } = await found(({ incoming }, at) => at === 0
      ? page(others, 'c1') : page([row({ receiver: incoming.id, id: 'https://x.test/ours' })]));
    expect(payments).toMatchObject({ value: [{ id: 'https://x.test/ours' }] });
    expect(asked).toBe(2);
    const { searchParams } = new URL(requests.at(-1)?.url ?? '');
    expect([searchParams.get('cursor'), searchParams.get('first')]).toEqual(['c1', '100']);
  });

  test('are not looked for beyond the anchor\'s own time', async () => {
    const { asked } = await found(() =>
      page([row({ createdAt: '2025-12-31T23:00:00Z' })], 'more'));
    expect(asked).toBe(1);
  });

  test('are not said to be none where the list has no end', async () => {
    const { payments, asked } = await found(() => page(others, 'more'));
    expect(payments).toBeInstanceOf(StepFailed);
    expect(asked).toBe(10);
  });

  test('stand in the order of what they prove', async () => {
    const { payments } = await found(({ incoming: { id: receiver } }) => page([
      row({ receiver, id: 'failed', failed: true }), row({ receiver, id: 'waiting' }),
      row({ receiver, id: 'sent', sent: '1000' }),
    ]));
    expect(payments)
      .toMatchObject({ value: [{ id: 'sent' }, { id: 'waiting' }, { id: 'failed' }] });
  });

  test('are none of an earlier anchor, although they carry the same key', async () => {
    const { payments } = await found(() =>
      page([{ ...row({}), metadata: { paydesk: 'key-1' } }]));
    expect(payments).toMatchObject({ value: [] });
    const { payments: unnamed } = await found(() =>
      page([{ ...row({}), receiver: null, metadata: { paydesk: 'key-1' } }]));
    expect(unnamed).toMatchObject({ value: [{ metadata: { paydesk: 'key-1' } }] });
  });
});

describe('a payment that failed', () => {
  test('is not rejected on the word of somebody who closed nothing', async () => {
    const desk = createDesk();
    desk.sandbox.openWallet({ name: 'buyer', asset: { code: 'USD', scale: 2 }, balance: 100n });
    const operation = await desk.paid();
    desk.settings.instead = ({ url }) => url.endsWith('/complete') ? reply(200, '<p>Yes') : null;
    expect((await desk.inquire(operation)).kind).toBe('unavailable');
  });

  test('is rejected only once nothing can arrive any more', async () => {
    const desk = createDesk();
    desk.sandbox.openWallet({ name: 'buyer', asset: { code: 'USD', scale: 2 }, balance: 100n });
    const operation = await desk.paid();
    desk.fail('incoming', 'drop-before');
    expect((await desk.inquire(operation)).kind).toBe('unavailable');
    expect(await desk.inquire(operation)).toMatchObject({ code: 'payment_failed' });
    expect(desk.sent()).toContain('POST /op/incoming-payments/:id/complete');
    // The money that came too late finds the door closed.
    desk.sandbox.openWallet({ name: 'buyer', asset: { code: 'USD', scale: 2 }, balance: 9_999n });
    desk.pass(60_000);
    expect((await desk.pay(payoutOf(operation.consent ?? ''))).kind).toBe('submitted');
    expect(desk.sandbox.books()).toEqual([]);
  });
});
