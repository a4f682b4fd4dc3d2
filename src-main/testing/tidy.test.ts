import { describe, expect, test } from 'vitest';
import { callNames } from '../contract/channels.ts';
import { lines } from '../contract/contract.ts';
import { allowances, banBreaches, bans } from './tidy/banned.ts';
import {
  boundaries,
  boundaryBreaches,
  driverBreaches,
  electronBreaches,
  type Boundary,
} from './tidy/boundaries.ts';
import {
  journalFaults,
  machineWords,
  railFolders,
  readJournal,
  repositoryFiles,
  unansweredCalls,
  unlistedRails,
} from './tidy/repository.ts';
import {
  debts,
  lineCount,
  marksOf,
  mayExportDefault,
  measures,
  nameFault,
  wideLines,
} from './tidy/shape.ts';
import { parseSource, readSources, type Source } from './tidy/sources.ts';

/** What we ask of each other, checked by a program. Every rule proves itself on a bad sample. */
const sources = readSources();

describe('boundaries', () => {
  test.each(boundaries)('$name imports only what its row allows', (boundary) => {
    expect(sources.flatMap((source) => boundaryBreaches(boundary, source))).toEqual([]);
  });

  test.each([
    ['engine/domain', 'src-main/engine/domain/x.ts', 'node:crypto'],
    ['contract', 'src-main/contract/x.ts', '../engine/ports.ts'],
    ['engine', 'src-main/engine/payments/x.ts', '../../db/open.ts'],
    ['engine', 'src-main/engine/payments/x.ts', '../../rails/bitcoin/rail.ts'],
    ['db', 'src-main/db/x.ts', '../engine/payments/commands.ts'],
    ['sandbox', 'src-main/sandbox/x.ts', '../engine/domain/operation.ts'],
    ['rails/<one>', 'src-main/rails/bitcoin/x.ts', '../aitbc/client.ts'],
    ['rails (what they share)', 'src-main/rails/x.ts', './bitcoin/client.ts'],
    ['rails/rail.ts', 'src-main/rails/rail.ts', 'zod'],
    ['listener', 'src-main/listener/x.ts', '../engine/domain/money.ts'],
    ['shell', 'src-main/shell/x.ts', '../db/open.ts'],
    ['src-preload', 'src-preload/x.ts', 'node:fs'],
    ['src-renderer', 'src-renderer/x.ts', '../src-main/engine/ports.ts'],
  ])('%s: a forbidden import in %s is told (%s)', (name, path, module) => {
    const sample = parseSource(path, `import type { X } from '${module}';`);
    expect(boundaryBreaches(boundaryNamed(name), sample)).toHaveLength(1);
  });

  test('an import inside a type, a re-export and a dynamic import are seen as well', () => {
    const text = [
      "type A = import('../db/open.ts').A;",
      "export { b } from '../db/open.ts';",
      "const c = await import('../db/open.ts');",
    ].join('\n');
    const sample = parseSource('src-main/engine/x.ts', text);
    expect(boundaryBreaches(boundaryNamed('engine'), sample)).toHaveLength(3);
  });

  test('only the window and its door import electron', () => {
    const sample = parseSource('src-main/app.ts', "import { app } from 'electron';");
    expect(electronBreaches(sample)).toHaveLength(1);
    expect(sources.flatMap(electronBreaches)).toEqual([]);
  });

  test('only db/open.ts imports the driver', () => {
    const sample = parseSource('src-main/db/payments.ts', "import D from 'better-sqlite3';");
    expect(driverBreaches(sample)).toHaveLength(1);
    expect(sources.flatMap(driverBreaches)).toEqual([]);
  });
});

describe('banned', () => {
  test.each(bans)('$title is caught where it counts and nowhere else', (ban) => {
    const rooms = ['src-main/engine/x.tsx', 'src-renderer/x.tsx', 'src-main/shell/x.tsx'];
    const path = rooms.find((room) => ban.where(room)) ?? 'nowhere.tsx';
    expect(banBreaches(ban, parseSource(path, ban.bad))).toHaveLength(1);
    expect(banBreaches(ban, parseSource(path, ban.good))).toHaveLength(0);
  });

  test.each(bans)('$title stands nowhere', (ban) => {
    const breaches = sources.flatMap((source) =>
      banBreaches(ban, source)
        .filter(({ text }) => !isAllowed(ban.title, source, text))
        .map(({ line, text }) => `${source.path}:${line} has ${ban.title}: ${text}. ${ban.remedy}`),
    );
    expect(breaches).toEqual([]);
  });

  test('words inside comments and strings are no code', () => {
    const text = "// Date.now()\nconst text = 'Date.now()';\nconst both = `${text} Date.now()`;";
    const clock = bans.filter((ban) => ban.title === 'a clock');
    const sample = parseSource('src-main/engine/x.ts', text);
    expect(clock.flatMap((ban) => banBreaches(ban, sample))).toEqual([]);
  });

  test('every allowance is still needed', () => {
    const unused = allowances.filter(
      ({ path, line }) => !sources.some((one) => one.path === path && one.text.includes(line)),
    );
    expect(unused).toEqual([]);
  });

  test.each([
    ['any', 'let x: any;', 'Write the type, or `unknown` and narrow it.'],
    ['non-null', 'const y = x!;', 'Prove it: narrow, or throw what cannot be.'],
  ] as const)('%s stands nowhere in types', (kind, bad, remedy) => {
    expect(marksOf(kind, parseSource('src-main/x.ts', bad))).toHaveLength(1);
    const found = sources.flatMap((source) => marksOf(kind, source));
    expect(found.map((place) => `${place}. ${remedy}`)).toEqual([]);
  });

  test('default exports stand only in configs', () => {
    expect(marksOf('default-export', parseSource('a.ts', 'export default 1;'))).toHaveLength(1);
    const found = sources
      .filter(({ path }) => !mayExportDefault(path))
      .flatMap((source) => marksOf('default-export', source));
    expect(found).toEqual([]);
  });

  test('type assertions outside codecs only get fewer', () => {
    const sample = parseSource('a.ts', 'const x = y as string; const z = [1] as const;');
    expect(marksOf('assertion', sample)).toHaveLength(1);
    const found = sources.flatMap((source) => marksOf('assertion', source));
    expect(found.length, found.join('\n')).toBeLessThanOrEqual(debts.assertions);
  });
});

describe('shape', () => {
  test('no file has more than 500 lines', () => {
    expect(lineCount(parseSource('a.ts', '\n'.repeat(501)))).toBeGreaterThan(measures.fileLinesMax);
    const tooLong = sources.filter((source) => lineCount(source) > measures.fileLinesMax);
    expect(tooLong.map((source) => `${source.path}: ${lineCount(source)}`)).toEqual([]);
  });

  test('files over 300 lines only get fewer', () => {
    const long = sources.filter((source) => lineCount(source) > measures.fileLinesThink);
    const list = long.map((source) => `${source.path}: ${lineCount(source)}`);
    expect(list.length, list.join('\n')).toBeLessThanOrEqual(debts.longFiles);
  });

  test('no line is wider than 100 characters', () => {
    expect(wideLines(parseSource('a.ts', `// ${'x'.repeat(100)}`))).toEqual([1]);
    const wide = sources.flatMap((source) =>
      wideLines(source).map((line) => `${source.path}:${line}`),
    );
    expect(wide).toEqual([]);
  });

  test('files and folders are named after what they hold', () => {
    for (const bad of ['a/Retry.ts', 'a/index.ts', 'a/utils/money.ts', 'a/moneyField.tsx']) {
      expect(nameFault(bad)).toContain(bad);
    }
    expect(sources.flatMap(({ path }) => nameFault(path) ?? [])).toEqual([]);
  });
});

describe('repository', () => {
  test('every rail folder is listed', () => {
    expect(unlistedRails(['acme'], "from './bitcoin/rail.ts'")).toEqual(['acme']);
    const registry = sources.find(({ path }) => path === 'src-main/rails/registry.ts');
    expect(unlistedRails(railFolders(), registry?.text ?? '')).toEqual([]);
  });

  test('every call of the contract has a channel and an answer', () => {
    const handler = "export const handlers = { 'payments.list': list };";
    const sample = parseSource('src-main/handlers/payments.ts', handler);
    expect(unansweredCalls(['payments.list', 'payments.get'], [sample])).toEqual(['payments.get']);
    expect([...callNames].toSorted()).toEqual([...lines.keys()].toSorted());
    expect(unansweredCalls(callNames, sources)).toEqual([]);
  });

  test('migrations rise in time', () => {
    const falling = {
      entries: [
        { tag: 'a', when: 2 },
        { tag: 'b', when: 1 },
      ],
    };
    expect(journalFaults(falling)).toHaveLength(1);
    expect(journalFaults(readJournal())).toEqual([]);
  });

  test('no machine is named', () => {
    const paths = ['home', 'Users', 'root'].map((folder) => `see /${folder}/ana/x`);
    const host = `https://${'registry'}.example.com/x`;
    for (const bad of [...paths, host]) expect(machineWords(bad)).toHaveLength(1);
    const found = repositoryFiles().flatMap(({ path, text }) =>
      machineWords(text).map(({ line, word }) => `${path}:${line} names ${word}`),
    );
    expect(found).toEqual([]);
  });
});

function boundaryNamed(name: string): Boundary {
  const found = boundaries.find((boundary) => boundary.name === name);
  if (found === undefined) throw new Error(`No boundary is named ${name}.`);
  return found;
}

function isAllowed(ban: string, source: Source, text: string): boolean {
  return allowances.some(
    (one) => one.ban === ban && one.path === source.path && text.includes(one.line),
  );
}
