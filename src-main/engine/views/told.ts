/** Sentences for windows by key, and their English. */
import { sentences, type Told, type ToldValue } from '../../contract/sentences.ts';
import { formatAmount, type Money } from '../domain/money.ts';
import { utcDay } from '../domain/counters.ts';
import { invariant } from '../domain/result.ts';
import { moneyOf, moneyWire } from './wire.ts';

type Groups = typeof sentences;
type SentenceKey = {
  [G in keyof Groups]: `${G}.${keyof Groups[G] & string}`;
}[keyof Groups];
type SentenceWord = keyof Groups['word'];

const english: ReadonlyMap<string, string> = new Map(
  Object.entries(sentences).flatMap(([group, texts]) =>
    Object.entries(texts).map(([name, text]) => [`${group}.${name}`, text])),
);

/** A sentence of the table with its values. */
export function tell(key: SentenceKey, values: Told['values'] = {}): Told {
  return { key, values };
}

export const amountValue = (amount: Money): ToldValue => ({ money: moneyWire(amount) });
export const timeValue = (at: number): ToldValue => ({ at });
export const wordValue = (word: SentenceWord): ToldValue => ({ word });

/** The English of a sentence, as receipts and exports carry it. */
export function inEnglish({ key, values }: Told): string {
  const text = english.get(key);
  invariant(text !== undefined, `There is no sentence ${key}.`);
  return text.replace(/\{\{(\w+)\}\}/g, (_place, name: string) => {
    const value = values[name];
    invariant(value !== undefined, `The sentence ${key} lacks its ${name}.`);
    return valueText(value);
  });
}

/** The sentence, where it says in English what stands written; null where it does not. */
export function ifItSays(text: string, sentence: Told): Told | null {
  return inEnglish(sentence) === text ? sentence : null;
}

/**
 * The sentence whose English stands written, with its values as they stand in it; null where
 * something else does. A value named `why` is in words of the engine or a provider.
 */
export function toldFrom(text: string, key: SentenceKey): Told | null {
  const names: string[] = [];
  const pattern = (english.get(key) ?? '').split(/\{\{(\w+)\}\}/).map((part, place) => {
    if (place % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(part);
    return '(.+?)';
  });
  const found = new RegExp(`^${pattern.join('')}$`, 's').exec(text);
  if (found === null) return null;
  return tell(key, Object.fromEntries(names.map((name, place) => {
    const value = found[place + 1] ?? '';
    return [name, name === 'why' ? { says: value } : value];
  })));
}

function valueText(value: ToldValue): string {
  if (typeof value === 'string') return value;
  if ('money' in value) {
    const amount = moneyOf(BigInt(value.money.minor), value.money.asset);
    return `${formatAmount(amount)} ${amount.asset.code}`;
  }
  if ('at' in value) return timeText(value.at);
  return 'says' in value ? value.says : wordText(value.word);
}

/** The English of a word of the table. */
function wordText(name: string): string {
  const word = english.get(`word.${name}`);
  invariant(word !== undefined, `There is no word ${name}.`);
  return word;
}

/** `2026-11-21 14:32:04 UTC`. */
export function timeText(atMs: number): string {
  const second = Math.floor(atMs / 1_000) % 86_400;
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${utcDay(atMs)} ${part(second / 3_600)}:${part((second / 60) % 60)}`
    + `:${part(second % 60)} UTC`;
}
