/**
 * What the engine says in English, in the operator's language. Sentences with values come with a
 * key (`contract/sentences.ts`); fixed ones are known by themselves (`<language>/engine.ts`);
 * refusals by their code. What is not known stands as it came: nothing is ever left unsaid.
 */
import type { Told, ToldValue } from '../../src-main/contract/sentences.ts';
import { hideAmounts } from '../format/hide-amounts.ts';
import { moneyWords } from '../format/money.ts';
import { plainText } from '../format/text.ts';
import { momentTime } from '../format/time.ts';
import { usePreferences } from '../stores/preferences.ts';
import { engine as spanish } from './es/engine.ts';
import { refusals as spanishRefusals } from './es/refusals.ts';
import type { Language } from './languages.ts';
import { reasonsText } from './reasons.ts';
import { language, wordFor } from './t.ts';

type Known = ReadonlyMap<string, string>;

const known: Record<Language, { readonly sentences: Known; readonly refusals: Known }> = {
  en: { sentences: new Map(), refusals: new Map() },
  es: {
    sentences: new Map(Object.entries(spanish)), refusals: new Map(Object.entries(spanishRefusals)),
  },
};

/** A fixed sentence of the engine, or whatever else it wrote, as it is shown. */
export function engineText(text: string): string {
  return hideAmounts(plainText(known[language()].sentences.get(text) ?? text));
}

/** A sentence with values: by its key in another language, else as the engine wrote it. */
export function toldText(told: Told | null | undefined, text: string): string {
  if (told === null || told === undefined || language() === 'en') return engineText(text);
  const values = Object.entries(told.values)
    .map(([name, value]): [string, string] => [name, valueText(value)]);
  const [group = '', name = ''] = told.key.split('.');
  const said = wordFor(`sentences.${group}`, name, Object.fromEntries(values));
  return said === null ? engineText(text) : hideAmounts(plainText(said));
}

/** The sentence of a refusal: its own where that is known, else what its code says. */
export function refusalText(code: string, message: string): string {
  const { sentences, refusals } = known[language()];
  return plainText(sentences.get(message) ?? refusals.get(code) ?? message);
}

function valueText(value: ToldValue): string {
  if (typeof value === 'string') return value;
  if ('money' in value) return moneyWords(value.money);
  if ('at' in value) return momentTime(value.at, usePreferences.getState().zone);
  if ('word' in value) return wordFor('sentences.word', value.word) ?? value.word;
  // Reasons to look at a payout stand behind semicolons, each a sentence of its own.
  return engineText(reasonsText(value.says));
}
