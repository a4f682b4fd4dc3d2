import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { withoutLayout } from './sfnt.ts';

/**
 * The faces of every document: Noto Sans and Noto Sans Mono, which draw Latin with its extensions,
 * Greek and Cyrillic. They are found as packages are, so that the sources and the built door read
 * the same files; a document embeds only the characters that it uses.
 */
const files = {
  plain: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  mono: '@expo-google-fonts/noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf',
} as const;

export type Face = keyof typeof files;
export const faces = ['plain', 'bold', 'mono'] as const satisfies readonly Face[];

type Loaded = { readonly bytes: Buffer; readonly font: Font };

const packages = createRequire(import.meta.url);
const loaded = new Map<Face, Loaded>();

/** A face as a TrueType font without layout tables, read once. */
export function fontBytes(face: Face): Buffer {
  return load(face).bytes;
}

/** Whether a face has a glyph for a character. */
export function hasGlyph(face: Face, character: string): boolean {
  return load(face).font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

function load(face: Face): Loaded {
  const known = loaded.get(face);
  if (known !== undefined) return known;
  const bytes = withoutLayout(readFileSync(packages.resolve(files[face])));
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) {
    throw new TypeError(`${files[face]} holds several fonts; a document needs one.`);
  }
  const fresh = { bytes, font };
  loaded.set(face, fresh);
  return fresh;
}
