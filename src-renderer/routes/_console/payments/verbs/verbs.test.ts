import { describe, expect, test } from 'vitest';
import { RefusalError } from '../../../../engine/call.ts';
import { moneyWords } from '../../../../format/money.ts';
import {
  allowed, anOperation, aPaymentPage, PAYEE_ADDRESS, REFUND_ADDRESS,
} from '../payment-samples.ts';
import { emptyForm, formErrors, refusalErrors } from './perform-verb.ts';
import { reviewOf } from './review.ts';
import { arrangeVerbs, specOf, verbNames, verbsOn } from './verb-specs.ts';

const refusal = (code: string, details = {}) => new RefusalError({ code, message: code, details });

describe('the verbs', () => {
  test('each have a letter of their own', () => {
    expect(new Set(verbNames.map((name) => specOf(name).hotkey)).size).toBe(verbNames.length);
  });

  test('are all there, usable or not', () => {
    const { front, back } = arrangeVerbs(aPaymentPage());
    expect([...front, ...back].toSorted()).toEqual(verbsOn('bitcoin').toSorted());
    const everywhere = (['bitcoin', 'interledger', 'usdc'] as const).flatMap(verbsOn);
    expect(new Set(everywhere)).toEqual(new Set(verbNames));
    expect(front).toEqual(['release', 'refund']);
  });

  test('put the refund address forward only where a refund waits for it', () => {
    const { front } = arrangeVerbs(aPaymentPage({
      attention: [{ id: 'a', reason: 'refund-address-missing', text: '', deadlineAt: null }],
    }));
    expect(front).toContain('setRefundAddress');
  });

  test('put Check first and Retry away while an outcome is unclear', () => {
    const { front } = arrangeVerbs(aPaymentPage({ verbs: { check: allowed } }));
    expect(front[0]).toBe('check');
    expect(front).not.toContain('retry');
  });

  test('leave Stop to the undo bar while something is about to leave', () => {
    const { front, back } = arrangeVerbs(aPaymentPage({
      undo: { operationId: 'op', kind: 'release', at: 1 }, verbs: { stop: allowed },
    }));
    expect([...front, ...back]).not.toContain('stop');
  });
});

describe('a review', () => {
  test('names the whole account of a refund, never a shortened one', () => {
    const { lines } = reviewOf(aPaymentPage(), 'refund', '');
    expect(lines).toContainEqual(
      { label: 'To', kind: 'account', account: REFUND_ADDRESS, owner: 'acme-ai' });
  });

  test.each([
    ['1.5', '1.50000000 BTC'], ['', '0.00100000 BTC'], ['abc', '… BTC'], ['0.000000001', '… BTC'],
  ])('of the part “%s” names %s everywhere', (typed, words) => {
    const { act, title, lines } = reviewOf(aPaymentPage(), 'refund', typed);
    expect(act).toBe(`Refund ${words}`);
    expect(title).toBe(`Refund ${words} to acme-ai`);
    const amounts = lines.filter(({ label }) => label === 'Amount' || label === 'Net');
    expect(amounts.map((line) => line.kind === 'money' ? moneyWords(line.amount)
      : line.kind === 'text' && line.text)).toEqual([words, words]);
  });

  test.each([
    ['aitbc', 'acme-ai, back to the account that the provider has on record'],
    ['bitcoin', 'acme-ai, no refund address is known'],
  ] as const)('of a refund over %s says where it goes without an address', (rail, text) => {
    const page = aPaymentPage({ payment: { rail, refundAddress: null, payerAccount: null } });
    expect(reviewOf(page, 'refund', '').lines)
      .toContainEqual({ label: 'To', kind: 'text', text });
  });

  test('says how long it can still be stopped', () => {
    expect(reviewOf(aPaymentPage(), 'release', '').lines).toContainEqual({
      label: 'Leaves', kind: 'text',
      text: '10 seconds after you confirm; until then Stop takes it back',
    });
  });

  test('of evidence names the account of the unclear operation', () => {
    const operation = anOperation({ kind: 'release', state: 'unclear', account: PAYEE_ADDRESS });
    const { lines, title } = reviewOf(
      aPaymentPage({ operations: [operation] }), 'attachEvidence', '');
    expect(title).toBe('Attach evidence: release of 0.00100000 BTC');
    expect(lines).toContainEqual(
      { label: 'To', kind: 'account', account: PAYEE_ADDRESS, owner: 'Ana Lima' });
  });

  test.each(verbNames)('of %s says what cannot be undone or what follows', (verb) => {
    if (specOf(verb).opens === 'now') return;
    expect(reviewOf(aPaymentPage(), verb, '').finality).not.toBe('');
  });
});

describe('what is wrong with a sheet', () => {
  const page = aPaymentPage();

  test('stands at its field', () => {
    const errors = formErrors(page, 'setRefundAddress', {
      ...emptyForm, reason: 'asked for', second: { name: 'ben', password: 'x', code: '' },
    });
    expect(Object.keys(errors)).toEqual(['address']);
    expect(Object.keys(formErrors(page, 'migrate', { ...emptyForm, reason: 'x' })))
      .toEqual(['tokens']);
  });

  test('is nothing when the contract takes it', () => {
    expect(formErrors(page, 'release', { ...emptyForm, reason: 'fine' })).toEqual({});
  });

  test('is told by the engine at the field where there is one, else for the sheet', () => {
    expect(refusalErrors(refusal('invalid_address'), 'setRefundAddress'))
      .toEqual({ address: 'invalid_address' });
    expect(refusalErrors(refusal('invalid_amount'), 'migrate'))
      .toEqual({ tokens: 'invalid_amount' });
    expect(refusalErrors(refusal('same_operator'), 'declareNotDone'))
      .toEqual({ sheet: 'same_operator' });
    expect(refusalErrors(refusal('invalid_request', { amount: 'bad' }), 'release'))
      .toEqual({ amount: 'invalid_request' });
  });
});
