import { Kbd } from '@mantine/core';
import { keyParts } from './key-words.ts';

/** A key as it is drawn on buttons, in the palette and in the help; readers hear it elsewhere. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return keyParts(keys).map((part, place) => (
    <Kbd key={`${place} ${part}`} size="xs" aria-hidden>{part}</Kbd>
  ));
}
