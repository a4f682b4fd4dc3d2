import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from '../words/languages.ts';

export const densities = ['normal', 'compact'] as const;
export type Density = (typeof densities)[number];

/** `system`: as the operating system asks for it. */
export const contrasts = ['system', 'normal', 'high'] as const;
export type Contrast = (typeof contrasts)[number];

export const motions = ['system', 'reduced'] as const;
export type Motion = (typeof motions)[number];

/** A name of the IANA time zone database; `UTC` is the delivered one. */
export type Zone = string;

type Preferences = {
  readonly density: Density;
  readonly hideAmounts: boolean;
  readonly zone: Zone;
  readonly menuFolded: boolean;
  readonly language: Language;
  readonly contrast: Contrast;
  readonly motion: Motion;
  /** A short sound when something new needs a person; off until it is asked for. */
  readonly sound: boolean;
  /** The columns that were chosen last, per list. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
};

/**
 * What an operator prefers in this window, kept between visits. The colour scheme lives with
 * Mantine, which keeps it the same way.
 */
export const usePreferences = create<Preferences>()(
  persist<Preferences>(
    () => ({
      density: 'normal', hideAmounts: false, zone: 'UTC', menuFolded: false, language: 'en',
      contrast: 'system', motion: 'system', sound: false,
      columns: {},
    }),
    { name: 'paydesk.preferences', version: 2, migrate: (kept) => withZone(kept as Preferences) },
  ),
);

/** Version 1 knew two zones, `utc` and `local`, and no names. */
function withZone(kept: Preferences): Preferences {
  return { ...kept, zone: kept.zone === 'local'
    ? new Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC' };
}

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change);
}

/** The height of a table row in pixels at a density (console guide, Grid). */
export const rowHeights = { normal: 36, compact: 28 } as const satisfies Record<Density, number>;
