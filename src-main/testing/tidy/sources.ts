import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** One source file as the tidy rules see it. Paths are relative to the root, with `/`. */
export type Source = {
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked out, line by line the same length. */
  readonly withoutComments: string;
  /** The text with comments and the content of strings blanked out: nothing but code. */
  readonly code: string;
  /** What is imported: a path of this repository for a relative import, else the module's name. */
  readonly imports: readonly Import[];
  /** Places that only a parser tells apart from their look-alikes. */
  readonly marks: readonly Mark[];
};

export type Import = { readonly target: string; readonly own: boolean; readonly line: number };
export type Mark = {
  readonly kind: 'any' | 'non-null' | 'assertion' | 'default-export';
  readonly line: number;
};

export const root = dirname(dirname(dirname(import.meta.dirname)));

const roots = ['src-main', 'src-preload', 'src-renderer', 'scripts', 'bench', 'e2e'];

/** Every TypeScript source that people write; what programs write (`*.gen.ts`) is exempt. */
export function readSources(): Source[] {
  const patterns = [...roots.map((folder) => `${folder}/**/*.{ts,tsx}`), '*.ts'];
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.gen.ts') && !path.endsWith('.d.ts'))
    .toSorted()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Reads one text as if it stood at `path`; the rules prove themselves on such samples. */
export function parseSource(path: string, text: string): Source {
  const { program, module, comments } = parseSync(path, text);
  const lineOf = lineFinder(text);
  const strings: Span[] = [];
  const marks: Mark[] = [];
  const mark = (kind: Mark['kind'], start: number): void => {
    marks.push({ kind, line: lineOf(start) });
  };
  const importTypes: { value: string; start: number }[] = [];
  new Visitor({
    Literal: (node) => strings.push({ start: node.start + 1, end: node.end - 1 }),
    TemplateElement: (node) => strings.push(node),
    JSXText: (node) => strings.push(node),
    TSImportType: (node) => importTypes.push({ value: node.source.value, start: node.start }),
    TSAnyKeyword: (node) => mark('any', node.start),
    TSNonNullExpression: (node) => mark('non-null', node.start),
    TSAsExpression: (node) => {
      const type = node.typeAnnotation;
      const asConst = text.slice(type.start, type.end) === 'const';
      if (!asConst) mark('assertion', node.start);
    },
    ExportDefaultDeclaration: (node) => mark('default-export', node.start),
  }).visit(program);
  const requests = [
    ...module.staticImports.map((one) => one.moduleRequest),
    ...module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest)),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      value: text.slice(start + 1, end - 1),
      start,
    })),
    ...importTypes,
  ].filter((request) => request !== null);
  const withoutComments = blank(text, comments);
  return {
    path,
    text,
    withoutComments,
    code: blank(withoutComments, strings),
    imports: requests.map(({ value, start }) => resolveImport(path, value, lineOf(start))),
    marks,
  };
}

type Span = { readonly start: number; readonly end: number };

/** Replaces the spans by spaces, keeping line breaks, so that lines and columns stay true. */
function blank(text: string, spans: readonly Span[]): string {
  let result = '';
  let position = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < position) continue;
    result += text.slice(position, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ');
    position = Math.max(start, end);
  }
  return result + text.slice(position);
}

function resolveImport(from: string, specifier: string, line: number): Import {
  const bare = specifier.split('?')[0] ?? specifier;
  if (!bare.startsWith('.')) return { target: bare, own: false, line };
  return { target: posix.join(posix.dirname(from), bare), own: true, line };
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
