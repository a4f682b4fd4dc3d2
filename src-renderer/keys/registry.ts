/**
 * The one registry of keys. Whoever answers to a key says so here while it is on screen, with its
 * words: the listener below, the help overlay and the palette all read the same list, so that what
 * is promised and what happens cannot differ.
 */
export const keyGroups = ['everywhere', 'goTo', 'screen', 'list', 'verbs'] as const;
export type KeyGroup = (typeof keyGroups)[number];

export type KeyBinding = {
  /** `mod+K` (Ctrl, on a Mac ⌘), `G P` (a pair), `R`, `?`; further ones do the same. */
  readonly keys: readonly [string, ...string[]];
  readonly group: KeyGroup;
  /** What it does, as the help says it. */
  readonly label: string;
  /** Why it may not be used now; null or absent when it may. */
  readonly reason?: string | null;
  readonly run: () => void;
  /** Where the event has to come from; a row's letters need that row to have the focus. */
  readonly at?: (target: EventTarget | null) => boolean;
  /** Works while typing and over a sheet as well: for chords that end or hide something. */
  readonly always?: boolean;
  /** Whether holding the key down repeats it; never for what opens or does something. */
  readonly repeats?: boolean;
};

type Registered = () => readonly KeyBinding[];

/** How long the second letter of a pair may take. */
const PAIR_WITHIN_MS = 1_500;

const registered: Registered[] = [];
let pair: { readonly first: string; readonly until: number } | null = null;

/** Takes bindings into the registry, read anew at every key. Answers how to take them out. */
export function registerKeys(bindings: Registered): () => void {
  if (registered.length === 0) window.addEventListener('keydown', onKeyDown, true);
  registered.push(bindings);
  return () => {
    registered.splice(registered.indexOf(bindings), 1);
    if (registered.length === 0) window.removeEventListener('keydown', onKeyDown, true);
  };
}

/** Every binding that is on screen now, the newest of two with the same keys and words. */
export function presentKeys(): readonly KeyBinding[] {
  const seen = new Map<string, KeyBinding>();
  for (const bindings of registered) {
    for (const binding of bindings()) {
      const name = `${binding.group} ${binding.keys.join(' ')} ${binding.label}`;
      seen.set(name, binding);
    }
  }
  return [...seen.values()];
}

/** Whether a modal dialog covers the page. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/**
 * An event as it is written in a binding: modifiers, then the key; a letter is that of the layout,
 * or of its place on keyboards with other scripts. Shift is named for letters and named keys only,
 * because `?` already has it.
 */
export function chordOf(event: KeyboardEvent): string {
  const place = /^Key([A-Z])$/.exec(event.code)?.[1];
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase()
    : event.key.length === 1 && event.key > '\u{7f}' ? place : undefined;
  const key = letter ?? (event.key === ' ' ? 'Space' : event.key);
  const isSign = key.length === 1 && letter === undefined;
  return [
    event.ctrlKey || event.metaKey ? 'mod+' : '', event.altKey ? 'alt+' : '',
    event.shiftKey && !isSign ? 'shift+' : '', key,
  ].join('');
}

function onKeyDown(event: KeyboardEvent): void {
  // Ctrl and Alt together is how some keyboards write a sign (AltGr).
  if (event.isComposing || (event.ctrlKey && event.altKey)) return;
  const chord = chordOf(event);
  const typing = isTyping(event.target);
  const covered = isDialogOpen() || isInOverlay(event.target);
  if (typing || covered) pair = null;
  const awaited = pair !== null && event.timeStamp < pair.until ? pair.first : null;
  const wanted = awaited === null ? chord : `${awaited} ${chord}`;
  const found = find((binding) => binding.keys.includes(wanted)
    && (binding.always === true || (!typing && !covered))
    && (binding.repeats === true || !event.repeat)
    && (binding.at?.(event.target) ?? true));
  if (isModifier(event.key)) return;
  pair = null;
  if (found !== undefined) return perform(found, event);
  if (typing || covered || event.repeat) return;
  // A letter after the first of a pair is never taken for something else: G, then R, releases not.
  if (awaited !== null) return swallow(event);
  if (find(({ keys }) => keys.some((each) => each.startsWith(`${chord} `))) !== undefined) {
    pair = { first: chord, until: event.timeStamp + PAIR_WITHIN_MS };
  }
}

/** The newest binding that fits; one that may be used before one that may not. */
function find(fits: (binding: KeyBinding) => boolean): KeyBinding | undefined {
  return registered.toReversed().flatMap((bindings) => [...bindings()])
    .find((binding) => (binding.reason ?? null) === null && fits(binding));
}

function perform(binding: KeyBinding, event: KeyboardEvent): void {
  swallow(event);
  binding.run();
}

/** The key is used up: no part of the page takes it as well. Other listeners here still hear it. */
function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(key);
}

const notText: ReadonlySet<string> = new Set([
  'checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file',
]);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !notText.has(target.type);
  return target instanceof HTMLElement
    && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** An open menu or popover keeps its keys to itself. */
function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element
    && target.closest('[role="menu"], [role="listbox"], [role="dialog"]') !== null;
}
