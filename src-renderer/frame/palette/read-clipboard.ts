import { looksLike } from './looks-like.ts';

/** What may be had of the clipboard: its text, the question whether it may be read, or nothing. */
export type Clipboard =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'askable' }
  | { readonly kind: 'nothing' };

const nothing: Clipboard = { kind: 'nothing' };

/**
 * The clipboard, where this window may read it already; it never asks by itself. To be called
 * after a key or click of the operator.
 */
export async function peekClipboard(): Promise<Clipboard> {
  const permission = await permissionState();
  if (permission === 'prompt') return { kind: 'askable' };
  return permission === 'granted' ? await readClipboard() : nothing;
}

/** Reads it, which may make the browser ask; a refused permission is no error. */
export async function readClipboard(): Promise<Clipboard> {
  try {
    const text = (await navigator.clipboard.readText()).trim();
    return looksLike(text) === null ? nothing : { kind: 'found', text };
  } catch {
    // Refused, or the window lost the focus: the operator can still paste.
    return nothing;
  }
}

async function permissionState(): Promise<unknown> {
  try {
    const { permissions } = navigator;
    // Not every browser knows this name, so the types of the standard leave it out.
    const status: unknown = await Reflect.apply(
      permissions.query, permissions, [{ name: 'clipboard-read' }],
    );
    return Reflect.get(Object(status), 'state');
  } catch {
    // A browser that knows no such permission asks in its own way at each reading: not here.
    return 'denied';
  }
}
