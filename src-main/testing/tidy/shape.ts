import { isTest } from './boundaries.ts';
import type { Mark, Source } from './sources.ts';

/** The measures of STYLE.md, "Comments and measures". */
export const measures = {
  fileLinesMax: 500,
  fileLinesThink: 300,
  lineWidthMax: 100,
} as const;

/** Counts of what we would not write again. They may only fall: lower the number when it does. */
export const debts = {
  /** Files between 300 and 500 lines: each a place to ask whether two nouns live in one room. */
  longFiles: 12,
  /** `as` outside codecs, tests and the stand-ins' answers. */
  assertions: 25,
} as const;

export function lineCount(source: Source): number {
  return source.text.split('\n').length - (source.text.endsWith('\n') ? 1 : 0);
}

/** Lines wider than the limit; an address that cannot be broken may stand alone on its line. */
export function wideLines(source: Source): number[] {
  return source.text.split('\n').flatMap((line, index) => {
    const address = /^\s*(\/\/|\*)?\s*https?:\/\/\S+$/.test(line);
    return line.length > measures.lineWidthMax && !address ? [index + 1] : [];
  });
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.ts$/;
const component = /^([A-Z][A-Za-z0-9]*|[a-z0-9]+(-[a-z0-9]+)*|__root|page|layout)(\.test)?\.tsx$/;
const reservedFolders = /(^|\/)(utils?|common|types|helpers|misc|shared)\//;

/** What is wrong with where a file stands or what it is called, or undefined. */
export function nameFault(path: string): string | undefined {
  const name = path.split('/').at(-1) ?? path;
  const folder = reservedFolders.exec(path)?.[2];
  if (folder !== undefined) {
    return `${path} stands in a folder "${folder}". A function lives with the noun it serves.`;
  }
  if (name === 'index.ts' || name === 'index.tsx') {
    return `${path} is a barrel. Import the file that defines the thing.`;
  }
  if (path.endsWith('.tsx')) {
    if (component.test(name)) return undefined;
    return `${path}: a component's file is PascalCase.tsx, named after the component.`;
  }
  if (kebab.test(name)) return undefined;
  return `${path}: files are kebab-case.ts, so that they read alike on every system.`;
}

/** Marks of a kind, as `path:line`; tests may assert types, since they feed in what is wrong. */
export function marksOf(kind: Mark['kind'], source: Source): string[] {
  if (kind === 'assertion' && isTest(source.path)) return [];
  return source.marks
    .filter((mark) => mark.kind === kind)
    .map((mark) => `${source.path}:${mark.line}`);
}

/** Where a default export is the framework's demand: configs, routes and Playwright's reporter. */
export function mayExportDefault(path: string): boolean {
  return /(^|\/)[\w.]+\.config\.ts$/.test(path) || path === 'e2e/reporter.ts';
}
