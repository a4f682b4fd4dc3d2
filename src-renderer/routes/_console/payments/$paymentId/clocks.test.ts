import { describe, expect, test } from 'vitest';
import type { ConsentView } from '../../../../../src-main/contract/consents.ts';
import { aPaymentPage, SAMPLE_NOW } from '../payment-samples.ts';
import { aConsent, aPayoutPage } from '../payout-samples.ts';
import { clockFace } from './clocks.ts';

describe('the two clocks', () => {
  test('share one axis from the first start to the last end', () => {
    const { bars, now } = clockFace(aPaymentPage(), SAMPLE_NOW);
    expect(bars.map(({ name }) => name)).toEqual(['job', 'escrow']);
    expect(bars[0]?.left).toBe(0);
    expect((bars[1]?.left ?? 0) + (bars[1]?.width ?? 0)).toBeCloseTo(100);
    expect(now).toBeGreaterThan(50);
    expect(now).toBeLessThan(100);
  });

  test('keep now on the axis after both ran out, and say so', () => {
    const { bars, now } = clockFace(aPaymentPage(), SAMPLE_NOW + 86_400_000);
    expect(now).toBe(100);
    expect(bars.every(({ over }) => over)).toBe(true);
  });

  test('of a consent run while its payer is asked, and no longer', () => {
    const { payment, job } = aPayoutPage();
    const names = (consent: ConsentView) =>
      clockFace({ job, payment, consent }, SAMPLE_NOW).bars.map(({ name }) => name);
    expect(names(aConsent())).toEqual(['link', 'quote']);
    expect(names(aConsent({ quoteExpiresAt: null }))).toEqual(['link']);
    expect(names(aConsent({ state: 'returned' }))).toEqual([]);
  });

  test('are none without job and escrow', () => {
    const page = aPaymentPage({ job: null, payment: { escrowedAt: null, expiresAt: null } });
    expect(clockFace(page, SAMPLE_NOW).bars).toEqual([]);
  });
});
