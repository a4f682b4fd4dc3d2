import { describe, expect, test } from 'vitest';
import { refusals } from '../../src-renderer/words/es/refusals.ts';
import { engine } from '../../src-renderer/words/es/engine.ts';
import { en } from '../../src-renderer/words/en.ts';
import { es } from '../../src-renderer/words/es.ts';
import { readSources } from './tidy/sources.ts';
import { verbNames } from '../engine/payments/can.ts';
import { literalTexts } from './tidy/words.ts';

/** The words of the window stand in the catalogues, in each language alike. */
const sources = readSources();
const isTest = (path: string): boolean => /\.test\.|open-page|render-with/.test(path);

describe('a component', () => {
  test('says nothing that is not in a catalogue', () => {
    const found = sources
      .filter(({ path }) => path.startsWith('src-renderer/') && path.endsWith('.tsx'))
      .filter(({ path }) => !isTest(path))
      .flatMap(({ path, text }) => literalTexts(path, text).map((line) => `${path}:${line}`));
    expect(found).toEqual([]);
  });

  test.each([
    ['in its text', '<p>Nothing here.</p>'],
    ['in an expression', "<p>{open ? 'Close it' : t('x.open')}</p>"],
    ['in an attribute', '<Field label="Amount" />'],
    ['in a template', '<Field aria-label={`Remove ${name}`} />'],
    ['in a property', "open({ title: 'Remove this?' })"],
  ])('that speaks %s is told', (_where, code) => {
    expect(literalTexts('x.tsx', `const x = ${code};`)).toHaveLength(1);
  });

  test.each([
    '<Kbd>Ctrl K</Kbd>', '<p className="wide">{t(\'x.y\')} · {count}</p>',
    '<Arrow label="payment.picture.paidIn" />', "go({ to: '/payments', title: `${title}` })",
  ])('may write %s', (code) => {
    expect(literalTexts('x.tsx', `const x = ${code};`)).toEqual([]);
  });
});

describe('a text', () => {
  const english = new Map(texts(en));
  const spanish = texts(es);

  test('asks for the same values in Spanish as in English', () => {
    const wrong = spanish.filter(([key, text]) => {
      const own = english.get(key) ?? english.get(key.replace(/_many$/, '_other')) ?? '';
      // "The only one" needs no figure.
      const [asked, given] = key.endsWith('_one')
        ? [own, text].map((form) => form.replaceAll('{{count}}', '')) : [own, text];
      return valuesOf(asked ?? '') !== valuesOf(given ?? '');
    });
    expect(wrong).toEqual([]);
  });

  test('has both forms where it counts', () => {
    const other = [...english.keys()].filter((key) => key.endsWith('_other'));
    expect(other.filter((key) => !english.has(key.replace(/_other$/, '_one')))).toEqual([]);
  });

  test('that asks for values is one literal, or the compiler cannot see what it asks for', () => {
    const glued = sources
      .filter(({ path }) => path.startsWith('src-renderer/words/en/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/'(?:[^'\\]|\\.)*'(?:\s*\+\s*'(?:[^'\\]|\\.)*')+/g)]
          .filter(([whole]) => whole.includes('{{')).map(([whole]) => `${path}: ${whole}`));
    expect(glued).toEqual([]);
  });
});

describe('what the engine says', () => {
  test('of each refusal is known in Spanish', () => {
    const table = sources.find(({ path }) => path === 'src-main/engine/domain/refusals.ts');
    const codes = [...(table?.text ?? '').matchAll(/^ {2}([a-z_]+): \{/gm)]
      .map(([, code]) => code ?? '');
    expect(codes.length).toBeGreaterThan(40);
    expect(Object.keys(refusals).toSorted()).toEqual(codes.toSorted());
  });

  test('of each act in the audit log is known in words', () => {
    const known = new Set(texts(en.acts).map(([key]) => key));
    const literal = /\bact: (?:[^,\n]*\? )?'([a-z-]+\.[A-Za-z-]+)'(?: : '([a-z-]+\.[A-Za-z-]+)')?/g;
    const acts = sources
      .filter(({ path }) => /^src-main\/(engine|world)\//.test(path) && !path.includes('.test.'))
      .flatMap(({ text }) => [...text.matchAll(literal)].flatMap(([, ...found]) => found))
      .filter((act) => act !== undefined);
    expect(acts.length).toBeGreaterThan(40);
    const written = [...acts, ...verbNames.map((verb) => `payment.${verb}`)];
    expect(written.filter((act) => !known.has(act))).toEqual([]);
  });

  test('is translated only where the engine says it', () => {
    const said = sources
      .filter(({ path }) => path.startsWith('src-main/') && !path.includes('.test.'))
      .map(({ text }) => text.replaceAll(/'\s*\n\s*\+ '/g, '').replaceAll("\\'", "'")).join('\n');
    const unsaid = Object.keys(engine)
      .filter((sentence) => !said.includes(`'${sentence}'`) && !said.includes(`"${sentence}"`));
    expect(unsaid).toEqual([]);
  });
});

type Texts = { readonly [name: string]: string | Texts };

/** Every text of a catalogue by its key. */
function texts(group: Texts, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(group).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value] as const]
      : texts(value, `${path}${name}.`));
}

/** The values and elements that a text asks for, in one order. */
function valuesOf(text: string): string {
  return (text.match(/\{\{\w+\}\}|<\w+\/?>/g) ?? []).toSorted().join(' ');
}
