import { describe, expect, test } from 'vitest';
import { statementName } from './payee-handlers.ts';

const period = {
  fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 10, 1) - 1,
};

describe('the name of a statement\'s file', () => {
  test.each([
    ['Ana Lima', 'statement-Ana-Lima-2026-10-01-to-2026-10-31'],
    ['Zoë Åström & Söner', 'statement-Zoë-Åström-Söner-2026-10-01-to-2026-10-31'],
    ['../../etc/passwd', 'statement-etc-passwd-2026-10-01-to-2026-10-31'],
    ['=cmd|\'/c calc\'!A1', 'statement-cmd-c-calc-A1-2026-10-01-to-2026-10-31'],
    ['a\u202Efdp.exe', 'statement-a-fdp-exe-2026-10-01-to-2026-10-31'],
    ['…', 'statement-2026-10-01-to-2026-10-31'],
  ])('says %j by its letters alone', (payee, name) => {
    expect(statementName({ payee, ...period })).toBe(name);
  });

  test('stays short, and whole where a letter takes two units', () => {
    const name = statementName({ payee: '\u{10428}'.repeat(400), ...period });
    expect(name.isWellFormed()).toBe(true);
    expect(`SANDBOX-${name}.csv`.length).toBeLessThanOrEqual(120);
  });

  test('can be written for a period beyond every calendar', () => {
    expect(statementName({ payee: 'Ana', fromMs: -9e15, toMs: 9e15 }))
      .toBe('statement-Ana-1970-01-01-to-9999-12-31');
  });
});
