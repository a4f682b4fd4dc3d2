import { describe, expect, test } from 'vitest';
import { danger, highSurfaces, petrol, surfaces } from './theme.ts';
import { highToneColors, toneColors, tones } from './ui/tones.ts';

/** The contrast of two colours as WCAG 2.2 defines it (1.4.3). */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const AA = 4.5;

describe.each(['light', 'dark'] as const)('the %s scheme', (scheme) => {
  const { page, surface, hover, text, secondary, accent, accentText, accentTint } =
    surfaces[scheme];

  test.each(tones)('shows the tone %s readably on its tint and on the page', (tone) => {
    const colors = toneColors[tone][scheme];
    expect(contrast(colors.text, colors.tint)).toBeGreaterThanOrEqual(AA);
    expect(contrast(colors.text, surface)).toBeGreaterThanOrEqual(AA);
    expect(contrast(colors.text, page)).toBeGreaterThanOrEqual(AA);
  });

  test.each([
    ['text', text], ['secondary text', secondary], ['links', accentText],
  ])('shows %s readably on every surface', (_what, color) => {
    for (const ground of [page, surface, hover, accentTint]) {
      expect(contrast(color, ground)).toBeGreaterThanOrEqual(AA);
    }
  });

  test('shows where the focus is (3:1 for what is no text)', () => {
    expect(contrast(accent, surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(accent, page)).toBeGreaterThanOrEqual(3);
  });
});

const AAA = 7;

describe.each(['light', 'dark'] as const)('high contrast in the %s scheme', (scheme) => {
  const { page, surface, hover, border, text, secondary, accent, accentText, accentTint } =
    highSurfaces[scheme];

  test.each(tones)('shows the tone %s at 7:1 on its tint and on the page', (tone) => {
    const colors = highToneColors[tone][scheme];
    for (const ground of [colors.tint, surface, page]) {
      expect(contrast(colors.text, ground)).toBeGreaterThanOrEqual(AAA);
    }
  });

  test('shows every text at 7:1, and borders and focus at 3:1', () => {
    for (const ground of [page, surface, hover, accentTint]) {
      for (const color of [text, secondary, accentText]) {
        expect(contrast(color, ground)).toBeGreaterThanOrEqual(AAA);
      }
      expect(contrast(border, ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(accent, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});

test('filled buttons are readable under white text', () => {
  expect(contrast(petrol[7], '#ffffff')).toBeGreaterThanOrEqual(AA);
  expect(contrast(danger.filled, '#ffffff')).toBeGreaterThanOrEqual(AA);
});

test('unclear looks like no other state', () => {
  const others = tones.filter((tone) => tone !== 'unclear');
  const seen = others.map((tone) => toneColors[tone].light.text);
  expect(seen).not.toContain(toneColors.unclear.light.text);
  expect(new Set(seen).size).toBe(others.length);
});
