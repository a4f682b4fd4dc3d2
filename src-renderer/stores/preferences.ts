import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Zone } from '../format/time.ts';
import type { Language } from '../words/languages.ts';

export type Density = 'normal' | 'compact';

type Preferences = {
  readonly density: Density;
  readonly hideAmounts: boolean;
  readonly zone: Zone;
  readonly menuFolded: boolean;
  readonly language: Language;
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
      density: 'normal', hideAmounts: false, zone: 'utc', menuFolded: false, language: 'en',
      sound: false,
      columns: {},
    }),
    { name: 'paydesk.preferences', version: 1 },
  ),
);

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change);
}

/** The height of a table row in pixels at a density (console guide, Grid). */
export const rowHeights = { normal: 36, compact: 28 } as const satisfies Record<Density, number>;
