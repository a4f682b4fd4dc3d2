import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF that pdfkit wrote, line by line in the order of its content, by the fonts' own
 * tables of characters: what a reader copies, and what is read aloud.
 */
export function pdfWords(bytes: Uint8Array): readonly string[] {
  const file = Buffer.from(bytes).toString('latin1');
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const [, name = '', reference = ''] of file.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const [, table = ''] = /\/ToUnicode (\d+) 0 R/.exec(objectOf(file, reference)) ?? [];
    if (table !== '') fonts.set(name, charactersOf(streamOf(objectOf(file, table))));
  }
  const contents = [...file.matchAll(/\/Contents (\d+) 0 R/g)]
    .map(([, reference = '']) => streamOf(objectOf(file, reference)));
  return contents.flatMap((content) => linesOf(content, fonts));
}

/** How many pages it has. */
export function pdfPages(bytes: Uint8Array): number {
  return Buffer.from(bytes).toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

function linesOf(
  content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>,
): readonly string[] {
  const lines: string[] = [];
  let characters: ReadonlyMap<string, string> = new Map();
  for (const [, font, shown = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) {
      characters = fonts.get(font) ?? new Map<string, string>();
      continue;
    }
    const codes = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => hex).join('');
    lines.push((codes.match(/.{4}/g) ?? []).map((code) => characters.get(code) ?? '').join(''));
  }
  return lines;
}

/** pdfkit numbers the glyphs of a subset from zero, in ranges of up to 256. */
function charactersOf(table: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, from = '', list = ''] of table.matchAll(
    /<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g,
  )) {
    for (const [at, [, units = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const code = (Number.parseInt(from, 16) + at).toString(16).padStart(4, '0');
      found.set(code, String.fromCharCode(...(units.replaceAll(' ', '').match(/.{4}/g) ?? [])
        .map((unit) => Number.parseInt(unit, 16))));
    }
  }
  return found;
}

function objectOf(file: string, reference: string): string {
  const from = file.indexOf(`\n${reference} 0 obj`);
  return from < 0 ? '' : file.slice(from, file.indexOf('\nendobj', from));
}

function streamOf(object: string): string {
  const from = object.indexOf('stream\n') + 'stream\n'.length;
  const body = Buffer.from(object.slice(from, object.lastIndexOf('\nendstream')), 'latin1');
  return object.includes('/FlateDecode') ? inflateSync(body).toString('latin1')
    : body.toString('latin1');
}
