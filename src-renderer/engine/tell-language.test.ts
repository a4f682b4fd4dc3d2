import { afterEach, expect, test } from 'vitest';
import { prefer } from '../stores/preferences.ts';
import { tellLanguage } from './tell-language.ts';
import { installTransport } from './transport.ts';

let undo = (): void => undefined;
afterEach(() => {
  undo();
  prefer({ language: 'en' });
});

function listen(host: 'electron' | 'browser'): unknown[] {
  const asked: unknown[] = [];
  const remove = installTransport({
    host, on: () => () => undefined,
    call: (name, input) => {
      asked.push([name, input]);
      return Promise.resolve({ ok: true, value: {} });
    },
  });
  const stop = tellLanguage();
  undo = () => {
    stop();
    remove();
  };
  return asked;
}

test('Electron is told the language at the start, and each change of it', () => {
  const asked = listen('electron');
  prefer({ density: 'compact' });
  prefer({ language: 'es' });
  expect(asked).toEqual([
    ['session.speak', { language: 'en' }], ['session.speak', { language: 'es' }],
  ]);
});

test('a browser is told nothing', () => {
  const asked = listen('browser');
  prefer({ language: 'es' });
  expect(asked).toEqual([]);
});
