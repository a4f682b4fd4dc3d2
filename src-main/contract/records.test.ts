import { describe, expect, test } from 'vitest';
import { files } from './records.ts';

describe('the zone of a receipt', () => {
  const taken = (zone: unknown): boolean =>
    files.receipt.input.safeParse({ paymentId: 'pay_1', format: 'pdf', zone }).success;

  test.each(['UTC', 'Europe/Madrid', null, undefined])('may be %s', (zone) => {
    expect(taken(zone)).toBe(true);
  });

  test.each(['Mars/Olympus', '', 'x'.repeat(100), 3])('is refused as %s', (zone) => {
    expect(taken(zone)).toBe(false);
  });
});
