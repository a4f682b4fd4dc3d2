import type { TestDetails } from 'playwright/test';
import { findElectron, hasDisplay } from '../scripts/electron-binary.ts';

/** What the operator works in: a tab of a browser, or the Electron window. */
export type Door = 'browser' | 'electron';

const browserTag = '@browser';
/** The titles that the Electron project leaves out. */
export const onlyInBrowser = new RegExp(`${browserTag}\\b`);

/** For a story that has no meaning in the window; the reason stands in the report. */
export function browserOnly(reason: string): TestDetails {
  return { tag: browserTag, annotation: { type: 'only in the browser', description: reason } };
}

/** Why no Electron window can be opened here, or null where one can. */
export function whyNoWindow(): string | null {
  if (findElectron() === undefined) {
    return 'Electron\'s binary is not installed (npx install-electron)';
  }
  return hasDisplay() ? null : 'there is no display (xvfb-run gives one)';
}
