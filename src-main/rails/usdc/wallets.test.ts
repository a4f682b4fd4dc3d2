import { describe, expect, test } from 'vitest';

import { EURC, USDC } from '../../engine/domain/money.ts';
import type { NudgeAnswer } from '../rail.ts';
import { reply } from '../test-rail.ts';
import {
  BALANCES, bodyOf, CIRCLE_ID, createDesk, listed, PAYEE, payoutOf, recorded, refusal,
  transactionOf, TRANSACTIONS, TREASURY, WALLET, type UsdcDesk,
} from './test-desk.ts';
import { circleWallets, nudgePayment } from './wallets.ts';

const NEW = 'POST /v1/w3s/developer/wallets';
const FIND = 'GET /v1/w3s/wallets';
const VALID = 'POST /v1/w3s/transactions/validateAddress';
const KEY = '0b0b0b0b-1111-4222-8333-123456789abc';

const EURC_ADDRESS = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';

const walletOf = (given: Record<string, unknown> = {}) => ({
  id: 'w-1', address: PAYEE.toLowerCase(), blockchain: 'ARC-TESTNET', state: 'LIVE',
  walletSetId: 's-1', accountType: 'EOA', ...given,
});
const wallets = (...found: object[]) => reply(200, { data: { wallets: found } });

describe('a new wallet', () => {
  const create = (desk: UsdcDesk) =>
    circleWallets.create(desk.call(), { key: KEY, reference: 'payee-7', name: 'Ana' });

  test('is made beside the treasury, under the caller\'s key', async () => {
    const desk = createDesk();
    desk.on(NEW, wallets(walletOf()));
    expect(await create(desk)).toEqual({ kind: 'created', account: PAYEE, reference: 'w-1' });
    const [sent] = desk.requests.filter(({ url }) => url.endsWith('/developer/wallets'));
    expect(bodyOf(sent)).toMatchObject({
      idempotencyKey: KEY, accountType: 'EOA', count: 1, blockchains: ['ARC-TESTNET'],
      walletSetId: '0189bc61-7fe4-70f3-8a1b-0d14426397cb',
      metadata: [{ name: 'Ana', refId: 'payee-7' }],
    });
  });

  test('is refused, or not known to be made', async () => {
    const desk = createDesk();
    desk.on(NEW, refusal(400, 156_005));
    expect(await create(desk)).toMatchObject({ kind: 'rejected', code: 'wallet_set_unknown' });
    for (const answer of [reply(500, ''), wallets(), wallets(walletOf(), walletOf())]) {
      desk.on(NEW, answer);
      expect((await create(desk)).kind).toBe('unavailable');
    }
    const silent = createDesk();
    silent.on(WALLET, reply(500, ''));
    expect((await create(silent)).kind).toBe('unavailable');
    silent.on(WALLET, refusal(404, 156_001));
    expect(await create(silent)).toMatchObject({ kind: 'rejected', code: 'wallet_unknown' });
  });
});

describe('what can be taken back out of a wallet', () => {
  const held = (usdc: string, eurc: string) => reply(200, { data: { tokenBalances: [
    { amount: usdc, token: {
      id: 't-1', blockchain: 'ARC-TESTNET', isNative: true, decimals: 18, symbol: 'USDC',
    } },
    { amount: eurc, token: {
      id: 't-2', blockchain: 'ARC-TESTNET', tokenAddress: EURC_ADDRESS, isNative: false,
      decimals: 6, symbol: 'EURC',
    } },
  ] } });
  const take = (desk: UsdcDesk, asset = USDC) =>
    circleWallets.repayable(desk.call(), { account: PAYEE, asset });
  const deskWith = (usdc: string, eurc: string): UsdcDesk => {
    const desk = createDesk({ eurcTokenAddress: EURC_ADDRESS });
    desk.on(FIND, wallets(walletOf({ id: CIRCLE_ID })));
    desk.on(BALANCES, held(usdc, eurc));
    return desk;
  };

  test('is what it holds, less what fees may take', async () => {
    expect(await take(deskWith('50', '0'))).toMatchObject({
      kind: 'repayable', spendable: { minor: 49_990_000n },
      to: expect.stringMatching(new RegExp(TREASURY, 'i')),
    });
    expect(await take(deskWith('0.001', '0'))).toMatchObject({ spendable: { minor: 0n } });
  });

  test('is nothing in another coin where nothing pays the fees', async () => {
    expect(await take(deskWith('0.01', '7'), EURC)).toMatchObject({
      spendable: { minor: 7_000_000n, asset: EURC },
    });
    expect(await take(deskWith('0.009999', '7'), EURC)).toMatchObject({ spendable: { minor: 0n } });
  });

  test('is nothing of a wallet that Circle does not keep for us, or does not tell of', async () => {
    const desk = createDesk();
    // Another account in the answer: a filter that was not honoured.
    desk.on(FIND, wallets(walletOf({ address: TREASURY })));
    expect(await take(desk)).toMatchObject({ kind: 'not-ours' });
    desk.on(FIND, reply(500, ''));
    expect(await take(desk)).toMatchObject({ kind: 'unavailable' });
  });
});

describe('an account that is looked at', () => {
  const look = (desk: UsdcDesk, account = PAYEE) => circleWallets.look(desk.call(), account);
  const desk = (isValid: boolean, ...found: object[]): UsdcDesk => {
    const made = createDesk();
    made.on(VALID, reply(200, { data: { isValid } }));
    made.on(FIND, wallets(...found));
    return made;
  };

  test('is ours where Circle keeps it for us', async () => {
    expect(await look(desk(true, walletOf()))).toEqual({
      kind: 'usable', ours: true, reference: 'w-1',
    });
    expect(await look(desk(true))).toEqual({ kind: 'usable', ours: false, reference: null });
  });

  test('is not ours because a filter was overlooked', async () => {
    expect(await look(desk(true, walletOf({ address: TREASURY })))).toMatchObject({ ours: false });
  });

  test('is unusable where Circle or the checksum says so', async () => {
    expect((await look(desk(false))).kind).toBe('unusable');
    const made = desk(true);
    expect((await look(made, `${PAYEE.slice(0, -1)}`)).kind).toBe('unusable');
    expect(made.requests).toEqual([]);
  });

  test('is not known while Circle is silent', async () => {
    for (const line of [VALID, FIND]) {
      const made = desk(true);
      made.on(line, reply(503, ''));
      expect((await look(made)).kind).toBe('unavailable');
    }
  });
});

describe('a nudge', () => {
  const nudge = (
    desk: UsdcDesk, act: 'accelerate' | 'cancel', reference: string | null = CIRCLE_ID,
  ): Promise<NudgeAnswer> =>
    nudgePayment(desk.call(), payoutOf({ reference }), { act, key: KEY });
  const line = (act: string): string => `POST /v1/w3s/developer/transactions/:id/${act}`;

  test.each(['accelerate', 'cancel'] as const)('%s is taken under its own key', async (act) => {
    const desk = createDesk();
    desk.on(line(act), reply(act === 'cancel' ? 200 : 201, recorded('created.json')));
    expect((await nudge(desk, act)).kind).toBe('taken');
    const sent = desk.requests.find(({ url }) => url.endsWith(act));
    expect(bodyOf(sent)).toEqual({
      idempotencyKey: KEY, entitySecretCiphertext: expect.any(String),
    });
  });

  test('is refused where it is too late', async () => {
    const desk = createDesk();
    desk.on(line('cancel'), refusal(400, 155_229));
    expect(await nudge(desk, 'cancel')).toMatchObject({ kind: 'refused', code: 'not_eligible' });
  });

  test.each([reply(500, ''), reply(429, ''), { ok: false, sent: 'maybe', message: '' } as const])(
    'is not known to be taken', async (answer) => {
      const desk = createDesk();
      desk.on(line('accelerate'), answer);
      expect((await nudge(desk, 'accelerate')).kind).toBe('unavailable');
    },
  );

  test('finds its transfer by the operation\'s key', async () => {
    const desk = createDesk();
    desk.on(line('cancel'), reply(200, recorded('created.json')));
    expect(await nudge(desk, 'cancel', null)).toMatchObject({ code: 'transaction_unknown' });
    desk.on(TRANSACTIONS, listed(transactionOf({ state: 'STUCK' })));
    expect((await nudge(desk, 'cancel', null)).kind).toBe('taken');
    desk.on(TRANSACTIONS, reply(500, ''));
    expect((await nudge(desk, 'cancel', null)).kind).toBe('unavailable');
  });
});
