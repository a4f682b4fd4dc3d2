/** The languages of the window, each under its own name, and how Intl writes dates in it. */
export const languages = {
  en: { name: 'English', locale: 'en-GB' },
  es: { name: 'Español', locale: 'es' },
} as const satisfies Record<string, { readonly name: string; readonly locale: string }>;

export type Language = keyof typeof languages;

export const languageNames: readonly Language[] = ['en', 'es'];
