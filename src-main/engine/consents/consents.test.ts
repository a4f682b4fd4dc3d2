import { afterEach, describe, expect, test } from 'vitest';
import { createPayingEngine, type PayingEngine } from '../../testing/paying-engine.ts';
import { accepted, onPayment, operatorAsk } from '../../testing/test-engine.ts';
import { formatAmount } from '../domain/money.ts';

let bench: PayingEngine;
// What the engine logs as broken is a failure, whatever the test looked at.
afterEach(() => {
  if (bench.errors.length > 0) throw new Error(`the engine broke: ${bench.errors.join('; ')}`);
});

/** Money by account of the ledger, in minor units. */
async function accounts(): Promise<Record<string, bigint>> {
  const balances = await bench.store().read.balances();
  return Object.fromEntries(balances
    .map(({ account, balance }): [string, bigint] => [account, balance.minor])
    .filter(([, minor]) => minor !== 0n));
}

const consentsOf = async (paymentId: string): Promise<readonly string[]> =>
  (await bench.store().read.consentsOf(paymentId))
    .map(({ state, endedAs }) => endedAs === null ? state : `${state} ${endedAs}`);

describe('a payment that its payer consents to', () => {
  test('goes from the link over the consent to what the payee received', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    expect(asked.payment).toMatchObject({ status: 'requested', rail: 'interledger' });
    expect(asked.consent).toMatchObject({ state: 'asked', ordinal: 1 });
    expect(asked.consent?.debit).toMatchObject({ minor: 1_132n });
    const { payment, operations } = accepted(await bench.comeBack(bench.browse(asked, 'accept')));
    expect(operations[0]).toMatchObject({ kind: 'payout', state: 'submitted' });
    await bench.turn(10_000);
    const after = await bench.payment(payment.id);
    expect(after.payment).toMatchObject({ status: 'released' });
    expect(formatAmount(after.payment.released)).toBe('10.00');
    expect(after.operations[0]).toMatchObject({
      state: 'settled', evidence: { kind: 'incoming-payment' },
      delivered: { minor: 1_000n }, debited: { minor: 1_132n },
    });
    expect(await accounts()).toEqual({ payer: -1_132n, payee: 1_000n, fees: 132n });
    expect(bench.sandbox.books()).toMatchObject([{
      kind: 'payout', account: 'seller', amount: '10', asset: 'USD',
    }]);
    await bench.turn(60_000);
    expect(await consentsOf(payment.id)).toEqual(['ended used']);
    expect((await bench.store().read.consentsOf(payment.id))[0]?.closedAt).not.toBeNull();
  });

  test('ends unpaid when the payer refuses, and only after the bank was told', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    const { payment } = accepted(await bench.comeBack(bench.browse(asked, 'reject')));
    expect(payment.status).toBe('cancelled');
    expect(await consentsOf(payment.id)).toEqual(['ended declined']);
    expect(bench.sent.some((line) => line.startsWith('DELETE /auth/continue/'))).toBe(true);
    expect(bench.sandbox.books()).toEqual([]);
  });

  test('that was refused ends once a silent bank has answered', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    const brought = bench.browse(asked, 'reject');
    bench.fault({
      provider: 'openPayments', operation: 'cancel', fault: 'drop-before', times: 3,
    });
    await bench.comeBack(brought);
    await bench.turn(60_000);
    const [consent] = await bench.store().read.consentsOf(asked.payment.id);
    expect(consent).toMatchObject({ endedAs: 'declined', failureText: null });
    expect(consent?.closedAt).not.toBeNull();
  });

  test('does not wait for a time that a clock set back took away', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    const idle = await bench.link({ offerId: 'offer-2' });
    const { key = '', ...parameters } = bench.browse(asked, 'accept');
    // The payer came back; the bank hands its answer out only after some seconds.
    void bench.engine().consents.returned({ finishKey: key, parameters, waitMs: 1_000 });
    for (let round = 0; round < 10; round += 1) await bench.turn(0);
    expect((await bench.payment(asked.payment.id)).consent?.state).toBe('returned');
    bench.clock.jump(-3_600_000);
    bench.sandbox.advance(3_600_000); // The bank's clock is its own.
    await bench.turn(60_000);
    expect((await bench.payment(asked.payment.id)).payment.status).toBe('released');
    // A link works as long as its bank says, whatever the time is here.
    expect((await bench.payment(idle.payment.id)).consent?.state).toBe('asked');
  });

  test('ends unpaid when nobody uses the link', async () => {
    bench = await createPayingEngine();
    const { payment } = await bench.link();
    await bench.turn(11 * 60_000);
    expect((await bench.payment(payment.id)).payment.status).toBe('cancelled');
    expect(await consentsOf(payment.id)).toEqual(['ended lapsed']);
    const late = await bench.comeBack(bench.browse(await bench.payment(payment.id), 'leave'));
    expect(late).toMatchObject({ ok: false });
  });

  test('changes nothing for parameters that prove nothing', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    const brought = bench.browse(asked, 'accept');
    const forged = await bench.comeBack({ ...brought, interact_ref: 'invented' }, 1_000);
    expect(forged).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
    expect(await bench.comeBack({ ...brought, key: 'guess' }, 1_000))
      .toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect((await bench.payment(asked.payment.id)).consent?.state).toBe('asked');
    expect(accepted(await bench.comeBack(brought)).operations[0]?.state).toBe('submitted');
  });

  test('is paid once, however often the payer comes back', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    const brought = bench.browse(asked, 'accept');
    const { key = '', ...parameters } = brought;
    const twice = bench.engine().consents.returned({ finishKey: key, parameters, waitMs: 12_000 });
    accepted(await bench.comeBack(brought));
    accepted(await twice);
    await bench.turn(10_000);
    expect(accepted(await bench.comeBack(brought)).payment.status).toBe('released');
    expect(bench.sandbox.books()).toHaveLength(1);
  });

  test('goes on after a crash between the consent and its fetching', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    const { key = '', ...parameters } = bench.browse(asked, 'accept');
    void bench.engine().consents.returned({ finishKey: key, parameters, waitMs: 12_000 });
    await bench.turn(10);
    expect((await bench.payment(asked.payment.id)).consent?.state).toBe('returned');
    bench.crash();
    await bench.restart();
    for (let round = 0; round < 200; round += 1) await bench.turn(100);
    expect((await bench.payment(asked.payment.id)).payment.status).toBe('released');
    expect(bench.sandbox.books()).toHaveLength(1);
  });

  test('asks the payer once more when the bank\'s answer to the consent is lost', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    bench.fault({ provider: 'openPayments', operation: 'continue', fault: 'drop-after', times: 1 });
    await bench.comeBack(bench.browse(asked, 'accept'));
    for (let round = 0; round < 50; round += 1) await bench.turn(100);
    const again = await bench.payment(asked.payment.id);
    expect(again.consent).toMatchObject({ state: 'asked', ordinal: 2 });
    expect(again.consent?.incomingReference).toBe(asked.consent?.incomingReference);
    accepted(await bench.comeBack(bench.browse(again, 'accept')));
    await bench.turn(10_000);
    expect((await bench.payment(asked.payment.id)).payment.status).toBe('released');
    expect(bench.sandbox.books()).toHaveLength(1);
  });

  test('counts in the payee\'s asset and clears the exchange between the two', async () => {
    bench = await createPayingEngine();
    const { payment, operations } = await bench.paid({
      sellerReference: 'seller-mxn', amountText: '50',
    });
    expect(payment).toMatchObject({ status: 'released', released: { minor: 5_001n } });
    expect(operations[0]?.delivered).toEqual({ minor: 5_001n, asset: { code: 'MXN', scale: 2 } });
    expect(operations[0]?.debited?.asset).toEqual({ code: 'USD', scale: 2 });
    const balances = await bench.store().read.balances();
    const sum = (code: string) => balances.filter(({ balance }) => balance.asset.code === code)
      .reduce((total, { balance }) => total + balance.minor, 0n);
    expect([sum('USD'), sum('MXN')]).toEqual([0n, 0n]);
  });
});

describe('a payment that nobody can be asked for', () => {
  test('ends at once, with the bank\'s own words', async () => {
    bench = await createPayingEngine();
    const started = await bench.start({ payerAccount: 'http://open-payments.test/nobody' });
    expect(started).toMatchObject({ ok: false, refusal: { code: 'quote_refused' } });
    const [payment] = await bench.store().read.paymentsOfOffer('mkt_acme', 'offer-1');
    expect(payment?.status).toBe('cancelled');
  });

  test('is refused where seller, amount or address are none', async () => {
    bench = await createPayingEngine();
    const refused = async (given: Parameters<PayingEngine['start']>[0]) => {
      const result = await bench.start(given);
      return result.ok ? 'taken' : result.refusal.code;
    };
    expect(await refused({ sellerReference: 'nobody' })).toBe('unknown_seller');
    expect(await refused({ amountText: '10.001' })).toBe('amount_too_precise');
    expect(await refused({ payerAccount: 'buyer' })).toBe('invalid_address');
    expect(await bench.store().read.paymentsOfOffer('mkt_acme', 'offer-1')).toEqual([]);
  });

  test('gets its link when the bank answers again', async () => {
    bench = await createPayingEngine();
    bench.fault({ provider: 'openPayments', operation: 'any', fault: 'down', times: 4 });
    const asked = await bench.link();
    expect(asked.consent).toMatchObject({ state: 'asked', failureText: null });
  });
});

describe('a payout that did not bring what was promised', () => {
  test('stands in attention and is asked for again as a new one', async () => {
    bench = await createPayingEngine();
    const asked = await bench.link();
    bench.fault({
      provider: 'openPayments', operation: 'payout', fault: 'sent-zero', times: 1,
    });
    await bench.comeBack(bench.browse(asked, 'accept'));
    for (let minute = 0; minute < 20; minute += 1) {
      await bench.turn(60_000);
      for (let round = 0; round < 20; round += 1) await bench.turn(0);
    }
    const stalled = await bench.payment(asked.payment.id);
    expect(stalled.payment.status).toBe('stalled');
    expect(stalled.operations[0]).toMatchObject({ state: 'rejected' });
    expect(await bench.attention(asked.payment.id)).toEqual(['release-rejected']);
    expect(await accounts()).toEqual({});
    void bench.engine().consents.askPayer(operatorAsk, {
      ...onPayment(asked.payment.id), waitMs: 20_000,
    });
    for (let round = 0; round < 100; round += 1) await bench.turn(10);
    const again = await bench.payment(asked.payment.id);
    expect(again.operations).toHaveLength(2);
    expect(again.operations[1]).toMatchObject({ kind: 'payout', state: 'planned' });
    expect(again.consent?.incomingReference).not.toBe(asked.consent?.incomingReference);
    accepted(await bench.comeBack(bench.browse(again, 'accept')));
    await bench.turn(10_000);
    expect((await bench.payment(asked.payment.id)).payment.status).toBe('released');
  });
});

describe('paying back', () => {
  test('is a linked payment the other way, within what was paid', async () => {
    bench = await createPayingEngine();
    const paid = await bench.paid();
    const above = await bench.engine().consents.payBack(operatorAsk, {
      ...onPayment(paid.payment.id), amountText: '10.01', waitMs: 0, delayMs: 0,
    });
    expect(above).toMatchObject({ ok: false, refusal: { code: 'above_refundable' } });
    void bench.engine().consents.payBack(operatorAsk, {
      ...onPayment(paid.payment.id), amountText: '6', waitMs: 20_000, delayMs: 0,
    });
    for (let round = 0; round < 100; round += 1) await bench.turn(10);
    const [linked] = await bench.store().read.paymentsLinkedTo(paid.payment.id);
    const back = await bench.payment(linked?.id ?? '');
    expect(back.payment).toMatchObject({
      link: { kind: 'refund-of', paymentId: paid.payment.id }, payee: 'Bea',
      payeeAccount: paid.payment.payerAccount, payerAccount: paid.payment.payeeAccount,
    });
    const rest = await bench.engine().consents.payBack(operatorAsk, {
      ...onPayment(paid.payment.id), amountText: '5', waitMs: 0, delayMs: 0,
    });
    expect(rest).toMatchObject({ ok: false, refusal: { code: 'above_refundable' } });
    accepted(await bench.comeBack(bench.browse(back, 'accept')));
    await bench.turn(10_000);
    expect((await bench.payment(back.payment.id)).payment.status).toBe('released');
    expect(bench.sandbox.books().map(({ account, amount }) => [account, amount]))
      .toEqual([['seller', '10'], ['buyer', '6']]);
    expect((await bench.payment(paid.payment.id)).payment.status).toBe('released');
  });
});

describe('money that nobody in particular is asked for', () => {
  const open = { payerAccount: null, offerId: null, payer: null, amountText: '25' };

  test('is asked for at the seller\'s wallet, once, and stands open there', async () => {
    bench = await createPayingEngine();
    bench.fault({
      provider: 'openPayments', operation: 'incoming', fault: 'drop-after', times: 1,
    });
    const asked = await bench.link(open);
    expect(asked.consent).toBeNull();
    expect(asked.operations).toMatchObject([{ kind: 'payout', state: 'submitted' }]);
    const requests = bench.sent.filter((line) => line.endsWith('/incoming-payments'));
    expect(requests.filter((line) => line.startsWith('POST'))).toHaveLength(1);
    // An hour later it is still asked for, and no operator was called.
    await bench.turn(3_600_000);
    for (let round = 0; round < 20; round += 1) await bench.turn(0);
    expect((await bench.payment(asked.payment.id)).operations[0]?.state).toBe('submitted');
    expect(await bench.attention(asked.payment.id)).toEqual([]);
  });

  test('is paid when it has arrived, whoever paid it', async () => {
    bench = await createPayingEngine();
    const { payment, operations } = await bench.link(open);
    bench.sandbox.payIncoming(operations[0]?.reference ?? '', 'alice');
    for (let round = 0; round < 100; round += 1) await bench.turn(100);
    const paid = await bench.payment(payment.id);
    expect(paid.payment).toMatchObject({ status: 'released', released: { minor: 2_500n } });
    expect(paid.operations[0]?.evidence).toMatchObject({
      kind: 'incoming-payment', reference: operations[0]?.reference,
    });
    expect(await accounts()).toEqual({ payer: -2_500n, payee: 2_500n });
  });

  test('that nobody paid in a day stands in front of a person', async () => {
    bench = await createPayingEngine();
    const { payment } = await bench.link(open);
    for (let hour = 0; hour < 27; hour += 1) {
      await bench.turn(3_600_000);
      for (let round = 0; round < 20; round += 1) await bench.turn(0);
    }
    const left = await bench.payment(payment.id);
    expect(left.payment.status).toBe('stalled');
    expect(left.operations[0]).toMatchObject({ state: 'rejected', failureCode: 'nothing_sent' });
    expect(await bench.attention(payment.id)).toEqual(['release-rejected']);
  });
});
