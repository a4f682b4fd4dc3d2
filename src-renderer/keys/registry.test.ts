import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { presentKeys, registerKeys, type KeyBinding } from './registry.ts';

let undo: (() => void)[] = [];
beforeEach(() => {
  document.body.replaceChildren(
    element('input', { id: 'field' }), element('input', { id: 'box', type: 'checkbox' }),
  );
});
afterEach(() => {
  for (const each of undo) each();
  undo = [];
});

function bind(keys: KeyBinding['keys'], more: Partial<KeyBinding> = {}): () => void {
  const run = vi.fn();
  const binding: KeyBinding = { keys, group: 'screen', label: keys[0], run, ...more };
  undo.push(registerKeys(() => [binding]));
  return run;
}

function press(key: string, how: KeyboardEventInit = {}, at: Element = document.body): Event {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...how });
  at.dispatchEvent(event);
  return event;
}

function element(tag: string, attributes: Readonly<Record<string, string>>): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function at(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`There is no ${id}.`);
  return found;
}

describe('a key', () => {
  test('runs what is bound to it, once, and is used up', () => {
    const run = bind(['R']);
    const heard = vi.fn();
    document.body.addEventListener('keydown', heard, { once: true });
    expect(press('r').defaultPrevented).toBe(true);
    expect(run).toHaveBeenCalledOnce();
    expect(heard).not.toHaveBeenCalled();
    expect(press('r', { repeat: true }).defaultPrevented).toBe(false);
    expect(run).toHaveBeenCalledOnce();
  });

  test('does nothing while someone types, in a menu, or under a sheet', () => {
    const run = bind(['R']);
    press('r', {}, at('field'));
    const menu = element('div', { role: 'menu' });
    menu.append(element('button', { id: 'entry' }));
    document.body.append(menu);
    press('r', {}, at('entry'));
    document.body.append(element('div', { role: 'dialog', 'aria-modal': 'true' }));
    press('r');
    expect(run).not.toHaveBeenCalled();
  });

  test('works on a checkbox, where nothing is typed', () => {
    const run = bind(['J']);
    press('j', {}, at('box'));
    expect(run).toHaveBeenCalledOnce();
  });

  test('that locks or hides works while typing and over a sheet', () => {
    const run = bind(['mod+L'], { always: true });
    document.body.append(element('div', { role: 'dialog', 'aria-modal': 'true' }));
    press('l', { ctrlKey: true }, at('field'));
    press('l', { metaKey: true });
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('is told apart by its modifiers, and found on other keyboards by its place', () => {
    const run = bind(['R']);
    for (const how of [{ ctrlKey: true }, { altKey: true }, { shiftKey: true }]) press('r', how);
    expect(run).not.toHaveBeenCalled();
    press('к', { code: 'KeyR' });
    expect(run).toHaveBeenCalledOnce();
    const help = bind(['?']);
    press('?', { shiftKey: true });
    expect(help).toHaveBeenCalledOnce();
  });

  test('that may not be used runs nothing, and leaves the key to another that may', () => {
    const other = bind(['E']);
    const run = bind(['E'], { reason: 'Nothing is held.' });
    press('e');
    expect(run).not.toHaveBeenCalled();
    expect(other).toHaveBeenCalledOnce();
  });

  test('goes to the newest that wants it', () => {
    const below = bind(['Escape']);
    const above = bind(['Escape']);
    press('Escape');
    expect(above).toHaveBeenCalledOnce();
    expect(below).not.toHaveBeenCalled();
  });

  test('counts only where it is bound to', () => {
    const run = bind(['C'], { at: (target) => target === at('box') });
    press('c');
    press('c', {}, at('box'));
    expect(run).toHaveBeenCalledOnce();
  });
});

describe('a pair', () => {
  test('goes where its second letter says', () => {
    const go = bind(['G P']);
    const verb = bind(['P']);
    press('g');
    press('p');
    expect(go).toHaveBeenCalledOnce();
    expect(verb).not.toHaveBeenCalled();
    press('p');
    expect(verb).toHaveBeenCalledOnce();
  });

  test('never becomes a verb when its second letter leads nowhere', () => {
    bind(['G P']);
    const release = bind(['R']);
    press('g');
    press('r');
    expect(release).not.toHaveBeenCalled();
    press('r');
    expect(release).toHaveBeenCalledOnce();
  });

  test('is forgotten when a field was typed in between', () => {
    const go = bind(['G P']);
    press('g');
    press('x', {}, at('field'));
    press('p');
    expect(go).not.toHaveBeenCalled();
  });
});

test('what is on screen is listed as it stands, each once, and gone with its owner', () => {
  bind(['R'], { label: 'Release' });
  bind(['R'], { label: 'Release' });
  bind(['F'], { label: 'Refund', reason: 'Nothing is held.' });
  expect(presentKeys().map(({ label, reason }) => [label, reason ?? null]))
    .toEqual([['Release', null], ['Refund', 'Nothing is held.']]);
  undo.pop()?.();
  expect(presentKeys()).toHaveLength(1);
});

test('nothing of the window hears keys beside the registry', () => {
  const sources = import.meta.glob('../**/*.{ts,tsx}', {
    query: '?raw', import: 'default', eager: true,
  });
  const beside = Object.entries(sources).filter(([path, text]) =>
    !/\.test\.tsx?$|\/registry\.ts$/.test(path)
    && /useHotkeys|addEventListener\(\s*'key/.test(String(text)));
  expect(beside.map(([path]) => path)).toEqual([]);
  expect(Object.keys(sources).length).toBeGreaterThan(100);
});
