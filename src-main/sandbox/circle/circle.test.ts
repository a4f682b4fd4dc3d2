import { describe, expect, test } from 'vitest';
import type { ProviderResponse } from '../provider.ts';
import { createTestSandbox } from '../test-sandbox.ts';
import { asJson, BY_TOKEN, circleAsker, codeOf, createCircleDesk, dataOf } from './test-circle.ts';

const TRANSFER = 'POST /v1/w3s/developer/transactions/transfer';
const SETTLED_MS = 1_000;

function statesOf(desk: ReturnType<typeof createCircleDesk>, id: string): unknown[] {
  const seen: unknown[] = [];
  for (let ms = 0; ms < SETTLED_MS; ms += 5) {
    const { state } = desk.transaction(id);
    if (seen.at(-1) !== state) seen.push(state);
    desk.sandbox.advance(5);
  }
  return seen;
}

function listOf(response: ProviderResponse, noun: string): unknown[] {
  const found = dataOf(response)[noun];
  return Array.isArray(found) ? found : [];
}

describe('a transfer', () => {
  test('goes INITIATED → QUEUED → SENT → COMPLETE, without CONFIRMED', () => {
    const desk = createCircleDesk();
    const { id } = desk.transfer({ amount: '12.5', refId: 'pay-1' });
    expect(statesOf(desk, id)).toEqual(['INITIATED', 'QUEUED', 'SENT', 'COMPLETE']);
    expect(desk.transaction(id)).toMatchObject({
      amounts: ['12.5'], refId: 'pay-1', blockHeight: 1, networkFee: '0.00049119',
      txHash: expect.stringMatching(/^0x[0-9a-f]{64}$/), abiParameters: null, nfts: null,
      createDate: '2026-01-01T00:00:00Z', destinationAddress: desk.account('foreign').address,
    });
    expect(desk.sandbox.books()).toEqual([expect.objectContaining({
      provider: 'circle', kind: 'payout', reference: 'pay-1', amount: '12.5', asset: 'USDC',
      account: desk.account('foreign').address, hash: desk.transaction(id)['txHash'],
    })]);
  });

  test('between our own wallets is told to the payee, and back to the treasury is a refund', () => {
    const desk = createCircleDesk();
    const payee = desk.account('payee');
    desk.transfer({ to: payee.address });
    desk.sandbox.advance(SETTLED_MS);
    const back = desk.transfer({
      to: desk.account('treasury').address, walletId: payee.id, amount: '4', ...BY_TOKEN,
    });
    desk.sandbox.advance(SETTLED_MS);
    expect(desk.transaction(back.id)).toMatchObject({ state: 'COMPLETE' });
    const inbound = desk.ask(`GET /v1/w3s/transactions?walletIds=${payee.id}&txType=INBOUND`);
    expect(listOf(inbound, 'transactions')).toMatchObject([{ state: 'COMPLETE', amounts: ['10'] }]);
    expect(desk.sandbox.books().map(({ kind, amount }) => [kind, amount]))
      .toEqual([['payout', '10'], ['refund', '4']]);
  });

  test.each([
    ['more than there is', { amount: '250001' }, 'INSUFFICIENT_TOKEN'],
    ['all that there is, without the fee', { amount: '250000' }, 'INSUFFICIENT_NATIVE_TOKEN'],
    ['to nobody', { to: `0x${'0'.repeat(40)}` }, 'ESTIMATION_ERROR'],
  ] as const)('of %s is accepted, and fails as %s', (_what, given, errorReason) => {
    const desk = createCircleDesk();
    const { id, state } = desk.transfer(given);
    expect(state).toBe('INITIATED');
    expect(statesOf(desk, id).at(-1)).toBe('FAILED');
    expect(desk.transaction(id)).toMatchObject({ errorReason });
    expect(desk.transaction(id)).not.toHaveProperty('txHash');
    expect(desk.sandbox.books()).toEqual([]);
  });

  test('to a blocked address fails with the contract\'s words', () => {
    const desk = createCircleDesk();
    desk.sandbox.circle.blockAddress(desk.account('foreign').address);
    const { id } = desk.transfer();
    desk.sandbox.advance(SETTLED_MS);
    expect(desk.transaction(id)).toMatchObject({
      errorReason: 'ESTIMATION_ERROR', errorDetails: 'Blacklistable: account is blacklisted',
    });
  });

  test.each(['1.0000001', '-1', '0', '1e3', '.5', '5.', '01', ' 1', '', '1,5'])(
    'of "%s" is no amount', (amount) => {
      const desk = createCircleDesk();
      expect(codeOf(desk.change(TRANSFER, desk.order({ amount })))).toBe('400/156032');
    });

  test('beyond the wallet\'s pending ones is refused until some are mined', () => {
    const desk = createCircleDesk();
    desk.sandbox.faults.add({ provider: 'circle', operation: 'payout', fault: 'stuck', times: 1 });
    const order = desk.order();
    const send = () => desk.sandbox.deliver('circle', {
      method: 'POST', path: '/v1/w3s/developer/transactions/transfer',
      headers: { authorization: `Bearer ${desk.sandbox.secrets.circleApiKey}` },
      bodyText: JSON.stringify({
        ...order, idempotencyKey: desk.freshKey(), entitySecretCiphertext: desk.ciphertext(),
      }),
    });
    for (let count = 0; count < 32; count += 1) send();
    desk.sandbox.advance(2_000);
    // One is stuck, and every later nonce waits for it.
    expect(codeOf(desk.change(TRANSFER, order))).toBe('400/155264');
    desk.sandbox.faults.clear();
    desk.sandbox.advance(2_000);
    expect(desk.change(TRANSFER, order).status).toBe(201);
    expect(desk.sandbox.books()).toHaveLength(32);
  });
});

describe('an idempotency key', () => {
  test('used again gets the first answer, whatever became of it', () => {
    const desk = createCircleDesk();
    const idempotencyKey = desk.freshKey();
    const body = { ...desk.order({ amount: '250001' }), idempotencyKey };
    const first = desk.change(TRANSFER, body);
    desk.sandbox.advance(SETTLED_MS);
    const again = desk.change(TRANSFER, body);
    expect(again.status).toBe(201);
    expect(again.bodyText).toBe(first.bodyText);
    expect(desk.transaction(String(dataOf(again)['id']))).toMatchObject({ state: 'FAILED' });
  });

  test('used for another body is refused', () => {
    const desk = createCircleDesk();
    const idempotencyKey = desk.freshKey();
    desk.change(TRANSFER, { ...desk.order(), idempotencyKey });
    const other = { ...desk.order({ amount: '11' }), idempotencyKey };
    expect(codeOf(desk.change(TRANSFER, other))).toBe('400/156020');
  });

  test.each(['not-a-uuid', '65aa2774-df57-5d8a-a1d0-bc1eaeccaa2f', 'f'.repeat(64)])(
    'that is no UUIDv4 (%s) is refused', (idempotencyKey) => {
      const desk = createCircleDesk();
      const refused = desk.change(TRANSFER, { ...desk.order(), idempotencyKey });
      expect(codeOf(refused)).toBe('400/2');
      expect(asJson(JSON.parse(refused.bodyText))['errors']).toMatchObject([
        { location: 'idempotencyKey' },
      ]);
    });
});

describe('the entity secret', () => {
  test('has to be encrypted anew for every call', () => {
    const desk = createCircleDesk();
    const entitySecretCiphertext = desk.ciphertext();
    expect(desk.change(TRANSFER, { ...desk.order(), entitySecretCiphertext }).status).toBe(201);
    expect(codeOf(desk.change(TRANSFER, { ...desk.order(), entitySecretCiphertext })))
      .toBe('400/156004');
  });

  test('has to be the right one, encrypted with the right key', () => {
    const desk = createCircleDesk();
    const wrong = desk.ciphertext('ab'.repeat(32));
    for (const entitySecretCiphertext of [wrong, 'AAAA', '']) {
      expect(codeOf(desk.change(TRANSFER, { ...desk.order(), entitySecretCiphertext })))
        .toBe('400/156013');
    }
    expect(codeOf(desk.ask(TRANSFER, { ...desk.order(), idempotencyKey: desk.freshKey() })))
      .toBe('400/2');
  });
});

describe('who asks', () => {
  test('needs the key, and is told so in Circle\'s words', () => {
    const { sandbox } = createCircleDesk();
    const ask = (authorization?: string) => sandbox.handle('circle', {
      method: 'GET', path: '/v1/w3s/wallets', bodyText: '',
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(codeOf(ask())).toBe('401/401');
    expect(codeOf(ask('Bearer TEST_API_KEY:no:no'))).toBe('401/401');
    expect(ask().bodyText).toContain('Malformed authorization');
  });

  test('gets the request id back, or one of ours', () => {
    const { sandbox } = createCircleDesk();
    const ping = (headers: Record<string, string>) =>
      sandbox.handle('circle', { method: 'GET', path: '/ping', bodyText: '', headers }).headers;
    expect(ping({ 'X-Request-Id': 'abc' })['x-request-id']).toBe('abc');
    expect(ping({})['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is limited to 5 changes and 20 questions a second, where that is on', () => {
    const limits = { getsPerSecond: 20, postsPerSecond: 5 };
    const desk = createCircleDesk({ usdc: { limits } });
    const statuses = Array.from({ length: 7 }, () => desk.change(TRANSFER, desk.order()).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429]);
    const gets = Array.from({ length: 21 }, () => desk.ask('GET /v1/w3s/wallets').status);
    // One question was asked for the public key before.
    expect(gets.filter((status) => status === 200)).toHaveLength(19);
    desk.sandbox.advance(1_000);
    expect(desk.change(TRANSFER, desk.order()).status).toBe(201);
    desk.sandbox.circle.setLimits({ getsPerSecond: null, postsPerSecond: null });
    expect(desk.ask('GET /v1/w3s/wallets').status).toBe(200);
  });
});

describe('a list', () => {
  test('is paged by id, newest first', () => {
    const desk = createCircleDesk();
    const ids = Array.from({ length: 5 }, () => {
      desk.sandbox.advance(1_000);
      return desk.transfer().id;
    }).toReversed();
    const page = (query: string) => {
      const answer = desk.ask(`GET /v1/w3s/transactions?pageSize=2${query}`);
      return { ids: listOf(answer, 'transactions').map((row) => asJson(row)['id']), answer };
    };
    const first = page('');
    expect(first.ids).toEqual(ids.slice(0, 2));
    expect(first.answer.headers['link']).toContain(`pageAfter=${ids[1]}`);
    expect(page(`&pageAfter=${ids[1]}`).ids).toEqual(ids.slice(2, 4));
    expect(page(`&pageAfter=${ids[3]}`).ids).toEqual(ids.slice(4));
    expect(page(`&pageBefore=${ids[4]}`).ids).toEqual(ids.slice(2, 4));
    expect(page('&order=ASC').ids).toEqual(ids.toReversed().slice(0, 2));
    expect(page('&state=FAILED').ids).toEqual([]);
    expect(codeOf(desk.ask('GET /v1/w3s/transactions?pageSize=51'))).toBe('400/2');
  });
});

describe('what is not there', () => {
  test.each([
    ['GET /v1/w3s/transactions/none', '404/156003'],
    ['GET /v1/w3s/wallets/none', '404/156001'],
    ['GET /v1/w3s/wallets/none/balances', '404/156001'],
    ['GET /v1/w3s/elsewhere', '404/404'],
    ['DELETE /v1/w3s/wallets/none', '404/404'],
  ])('%s is %s', (line, code) => {
    expect(codeOf(createCircleDesk().ask(line))).toBe(code);
  });

  test('has no eligible transaction to cancel or accelerate once it is over', () => {
    const desk = createCircleDesk();
    const { id } = desk.transfer();
    desk.sandbox.advance(SETTLED_MS);
    for (const verb of ['cancel', 'accelerate']) {
      expect(codeOf(desk.change(`POST /v1/w3s/developer/transactions/${id}/${verb}`, {})))
        .toBe('400/155229');
      expect(codeOf(desk.change(`POST /v1/w3s/developer/transactions/none/${verb}`, {})))
        .toBe('404/156003');
    }
  });
});

describe('whether a request acted', () => {
  test('is true of a new payout only, not of a question or a repetition', () => {
    const { sandbox } = createTestSandbox();
    const headers = { authorization: `Bearer ${sandbox.secrets.circleApiKey}` };
    const acted = (method: string, path: string, bodyText = ''): boolean => {
      const told = sandbox.deliver('circle', { method, path, bodyText, headers });
      return told.kind === 'response' && told.acted;
    };
    expect(acted('GET', '/v1/w3s/wallets')).toBe(false);
    const desk = circleAsker(sandbox);
    const path = '/v1/w3s/developer/transactions/transfer';
    const body = (): string => JSON.stringify({
      ...desk.order(), idempotencyKey: '22222222-0000-4000-8000-000000000000',
      entitySecretCiphertext: desk.ciphertext(),
    });
    expect(acted('POST', path, body())).toBe(true);
    expect(acted('POST', path, body())).toBe(false);
  });
});
