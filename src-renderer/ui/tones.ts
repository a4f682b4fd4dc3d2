/**
 * The state colours (console guide, Colour). A tone never stands alone: an icon and a word go with
 * it. `unclear` has a tone of its own, because it must never be mistaken for another state.
 */
export const tones = ['wait', 'move', 'done', 'person', 'fail', 'unclear'] as const;
export type Tone = (typeof tones)[number];

type Pair = { readonly text: string; readonly tint: string };

export type ToneColors = Record<Tone, { readonly light: Pair; readonly dark: Pair }>;

/** Text and background per scheme; `theme.test.ts` holds every pair to a contrast of 4.5:1. */
export const toneColors = {
  wait: { light: { text: '#4a5158', tint: '#eceef0' }, dark: { text: '#c3c8ce', tint: '#2f3337' } },
  move: { light: { text: '#1556a8', tint: '#e4effb' }, dark: { text: '#8fc1f7', tint: '#17304c' } },
  done: { light: { text: '#1c6b38', tint: '#e2f4e7' }, dark: { text: '#84d49d', tint: '#16371f' } },
  person: {
    light: { text: '#855000', tint: '#fdf0d3' }, dark: { text: '#f2c063', tint: '#402f0e' },
  },
  fail: { light: { text: '#b02525', tint: '#fce8e8' }, dark: { text: '#f7a0a0', tint: '#481c1f' } },
  unclear: {
    light: { text: '#6d2fb3', tint: '#f1e7fc' }, dark: { text: '#cda6f7', tint: '#38204f' },
  },
} as const satisfies ToneColors;

/** The same for high contrast: every pair at 7:1. */
export const highToneColors: ToneColors = {
  wait: { light: { text: '#2b3138', tint: '#eceef0' }, dark: { text: '#f0f2f4', tint: '#2f3337' } },
  move: { light: { text: '#0d3a75', tint: '#e4effb' }, dark: { text: '#c3dffc', tint: '#17304c' } },
  done: { light: { text: '#0f4a24', tint: '#e2f4e7' }, dark: { text: '#b9ecc6', tint: '#16371f' } },
  person: {
    light: { text: '#5c3600', tint: '#fdf0d3' }, dark: { text: '#fadf9f', tint: '#402f0e' },
  },
  fail: { light: { text: '#851010', tint: '#fce8e8' }, dark: { text: '#fcd0d0', tint: '#481c1f' } },
  unclear: {
    light: { text: '#4b1a85', tint: '#f1e7fc' }, dark: { text: '#e8d5fc', tint: '#38204f' },
  },
};

/** The CSS variables of a tone, set by the theme for the scheme in force. */
export function toneVars(tone: Tone): { readonly text: string; readonly tint: string } {
  return { text: `var(--pd-${tone}-text)`, tint: `var(--pd-${tone}-tint)` };
}
