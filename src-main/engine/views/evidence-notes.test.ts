import { describe, expect, test } from 'vitest';
import { evidenceNotes } from './evidence-notes.ts';

const spent = 'The grant has spent 10.51 USD, and the payment debited 10.50 USD.';
const beyond = 'The payment debited 10.50 USD, and the payer agreed to 10.4 USD.';
const answer = '{"id":"https://bank.example/in/1","note":"The grant has spent 1 USD, and …"}';

const of = (raw: string, kind: 'incoming-payment' | 'transaction' = 'incoming-payment') =>
  evidenceNotes({ evidence: { kind, raw, reference: 'r', word: 'the payee\'s bank' } });

describe('what a rail noted with its evidence', () => {
  test('is read with its figures', () => {
    expect(of(`${spent}\n${answer}`)).toEqual([
      { key: 'evidence.spent', values: { spent: '10.51 USD', debit: '10.50 USD' } },
    ]);
  });

  test('may be two differences', () => {
    expect(of(`${spent} ${beyond}\n${answer}`).map(({ key, values }) => [key, values['debit']]))
      .toEqual([['evidence.spent', '10.50 USD'], ['evidence.beyond', '10.50 USD']]);
  });

  test.each([
    ['an answer alone', answer, 'incoming-payment'],
    ['a note in the answer', `{\n${spent}\n}`, 'incoming-payment'],
    ['evidence of another kind', `${spent}\n{}`, 'transaction'],
    ['words that nobody wrote for it', `Hello.\n${answer}`, 'incoming-payment'],
  ] as const)('is nothing in %s', (_what, raw, kind) => {
    expect(of(raw, kind)).toEqual([]);
  });
});
