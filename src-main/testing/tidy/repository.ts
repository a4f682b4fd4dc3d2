import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTest } from './boundaries.ts';
import { root, type Source } from './sources.ts';

/** Rail folders that hold something but are not in the registry's list, by the registry's text. */
export function unlistedRails(folders: readonly string[], registry: string): string[] {
  return folders.filter((folder) => !registry.includes(`'./${folder}/rail.ts'`));
}

/** Calls that no handler names. The types demand one for each; this says which is missing. */
export function unansweredCalls(calls: readonly string[], sources: readonly Source[]): string[] {
  const texts = sources
    .filter(({ path }) => path.startsWith('src-main/') && !path.startsWith('src-main/contract/'))
    .filter(({ path }) => !isTest(path) && !path.startsWith('src-main/testing/'))
    .map(({ text }) => text);
  return calls.filter((call) => !texts.some((text) => text.includes(`'${call}'`)));
}

export function railFolders(): string[] {
  return globSync('src-main/rails/*/', { cwd: root })
    .map((path) => path.replaceAll('\\', '/').split('/').at(2) ?? path)
    .toSorted();
}

/** Neighbouring migrations whose journal times do not rise: the later one would be skipped. */
export function journalFaults(journal: unknown): string[] {
  const entries = readEntries(journal);
  return entries.slice(1).flatMap((entry, index) => {
    const before = entries[index];
    if (before === undefined || entry.when > before.when) return [];
    return [
      `${entry.tag} is not later than ${before.tag}, so a store that has the one would silently ` +
        'skip the other: generate it again.',
    ];
  });
}

function readEntries(journal: unknown): { tag: string; when: number }[] {
  if (typeof journal !== 'object' || journal === null || !('entries' in journal)) return [];
  if (!Array.isArray(journal.entries)) return [];
  return journal.entries.map((entry: unknown) => {
    const tag: unknown = Reflect.get(Object(entry), 'tag');
    const when: unknown = Reflect.get(Object(entry), 'when');
    return { tag: String(tag), when: typeof when === 'number' ? when : Number.NaN };
  });
}

export function readJournal(): unknown {
  return JSON.parse(readFileSync(join(root, 'drizzle', 'meta', '_journal.json'), 'utf8'));
}

/** Every text file that would be committed, the lock included. */
export function repositoryFiles(): { path: string; text: string }[] {
  const listed = existsSync(join(root, '.git'))
    ? execFileSync('git', [
        // A checkout that another user made is read all the same.
        '-c', 'safe.directory=*', 'ls-files', '-co', '--exclude-standard', '-z',
      ], { cwd: root, encoding: 'utf8' })
    : globSync('**/*', { cwd: root, exclude: ['node_modules/**', 'out/**'] }).join('\0');
  return listed
    .split('\0')
    .filter((path) =>
      /\.(m?[tj]sx?|json|md|sql|css|html|ya?ml|txt|sh)$|^\.[\w]+|^\.ci\//.test(path),
    )
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const machinePath = /(?<![\w.$}])\/(home|Users|work|root)\/[\w.-]+/;
const registryHost =
  /https?:\/\/[^\s"'`/]*(registry|artifactory|nexus|verdaccio)[^\s"'`/]*\.[^\s"'`/]+/i;

/** A word of the machine it was written on: it means nothing elsewhere and tells about us. */
export function machineWords(text: string): { line: number; word: string }[] {
  return text.split('\n').flatMap((line, index) => {
    const word = (machinePath.exec(line) ?? registryHost.exec(line))?.[0];
    return word === undefined ? [] : [{ line: index + 1, word }];
  });
}
