import type { LucideIcon } from 'lucide-react';
import { t, type PlainWord } from '../words/t.ts';
import type { Tone } from './tones.ts';

/** A state as it is shown everywhere: colour, icon and word together. */
export type Face = { readonly tone: Tone; readonly icon: LucideIcon; readonly word: string };

/** A face for a table of states; its word is read in the language of the moment. */
export function face(tone: Tone, icon: LucideIcon, word: PlainWord): Face {
  return { tone, icon, get word() { return t(word); } };
}
