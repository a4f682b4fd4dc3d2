import { usePreferences } from '../stores/preferences.ts';

/** Keeps the page's `lang` true, for screen readers, hyphenation and spelling. */
export function markLanguage(): void {
  const mark = (language: string): void => { document.documentElement.lang = language; };
  mark(usePreferences.getState().language);
  usePreferences.subscribe(({ language }) => mark(language));
}
