import { describe, expect, test } from 'vitest';
import { aPaymentPage, SAMPLE_NOW } from '../payment-samples.ts';
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

  test('are none without job and escrow', () => {
    const page = aPaymentPage({ job: null, payment: { escrowedAt: null, expiresAt: null } });
    expect(clockFace(page, SAMPLE_NOW).bars).toEqual([]);
  });
});
