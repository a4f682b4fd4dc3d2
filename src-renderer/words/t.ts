import { createInstance } from 'i18next';
import { formatCount } from '../format/money.ts';
import { usePreferences } from '../stores/preferences.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { KeyOf, ParamsOf, PlainKeyOf } from './keys.ts';
import { languages, type Language } from './languages.ts';

/** Every text of the window by its place in the catalogue: `payments.columns.state`. */
export type Word = KeyOf<typeof en>;

/** A text that asks for no values, for tables of texts that are drawn later. */
export type PlainWord = PlainKeyOf<typeof en>;

type Params<K extends Word> = ParamsOf<typeof en, K>;
type Values<K extends Word> = [Params<K>] extends [never]
  ? readonly []
  : readonly [{ readonly [P in Params<K>]: P extends 'count' ? number : string | number }];

type AnyValues = Readonly<Record<string, string | number>>;

const catalogues = createInstance();
// Counts are grouped as all numbers of the window are; everything else is put in as it is.
catalogues.use({
  type: 'formatter',
  init: () => {}, add: () => {}, addCached: () => {},
  format: (value: unknown) => typeof value === 'number' ? formatCount(value) : String(value),
});
void catalogues.init({
  resources: { en: { words: en }, es: { words: es } } satisfies Record<Language, unknown>,
  lng: 'en',
  fallbackLng: 'en',
  ns: ['words'],
  defaultNS: 'words',
  initAsync: false,
  // Names of scopes are keys as well, and hold a colon.
  nsSeparator: false,
  // React escapes, and what is put in is data that is never read as a text of ours (R16).
  interpolation: { escapeValue: false, alwaysFormat: true },
});

/**
 * The text of a key in the operator's language. Reads the preference when it is called: call it
 * while drawing, never at the top of a module. The window is drawn anew when the language changes
 * (`routes/__root.tsx`), so that no component has to listen.
 */
export function t<K extends Word>(key: K, ...[values]: Values<K>): string {
  return say(key, values);
}

/** The text of a name that came from outside, `screen.part` before it; null where there is none. */
export function wordFor(group: string, name: string, values: AnyValues = {}): string | null {
  const key = `${group}.${name}`;
  return /^[\w-]+$/.test(name) && catalogues.exists(key, { ...values }) ? say(key, values) : null;
}

/** The same in small letters, for the middle of a sentence. */
export function lower(text: string): string {
  return text.toLocaleLowerCase(language());
}

/** The language in which the window speaks now. */
export function language(): Language {
  return usePreferences.getState().language;
}

/** How Intl is to write dates and numbers for the operator. */
export function locale(): string {
  return languages[language()].locale;
}

function say(key: string, values: AnyValues = {}): string {
  return catalogues.t(key, { ...values, lng: language(), nest: false });
}
