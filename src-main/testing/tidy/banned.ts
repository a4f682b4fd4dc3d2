import { isTest } from './boundaries.ts';
import type { Source } from './sources.ts';

/** Something that must not stand in the sources, why, and what to do instead. */
export type Ban = {
  readonly title: string;
  /** Which files it is looked for in. */
  readonly where: (path: string) => boolean;
  /** Where the words count: as code only, in strings too (SQL), or in comments too. */
  readonly look: 'code' | 'strings' | 'comments';
  readonly pattern: RegExp;
  readonly remedy: string;
  /** A line that it catches and one that it leaves alone; the rule proves itself on both. */
  readonly bad: string;
  readonly good: string;
};

const inFolders =
  (...folders: string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path.startsWith(folder)) && !isTest(path);

const determined = inFolders('src-main/engine/', 'src-main/rails/', 'src-main/db/');
const everywhere = (): boolean => true;
const quiet = inFolders(
  'src-main/engine/',
  'src-main/rails/',
  'src-main/db/',
  'src-main/contract/',
  'src-main/listener/',
  'src-main/console-server/',
  'src-main/shell/',
  'src-preload/',
  'src-renderer/',
);
const money = inFolders('src-main/', 'src-renderer/');

export const bans: readonly Ban[] = [
  {
    title: 'a clock',
    where: determined,
    look: 'code',
    pattern: /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(|\bprocess\.hrtime\b/,
    remedy: 'Ask the Clock port: the simulation turns it by hand, and clocks jump (R11).',
    bad: 'const now = Date.now();',
    good: 'const now = clock.nowMs();',
  },
  {
    title: 'a timer',
    where: determined,
    look: 'code',
    pattern: /(?<![.\w])(globalThis\.)?(setTimeout|setInterval)\(/,
    remedy: 'Ask the Clock port to wake you, so that a test can turn the time (R11).',
    bad: 'setTimeout(wake, 10);',
    good: 'clock.after(10, wake);',
  },
  {
    title: 'randomness',
    where: determined,
    look: 'code',
    pattern: /\bMath\.random\(|\brandomUUID\(|\brandomBytes\(|\bgetRandomValues\(|\brandomInt\(/,
    remedy: 'Ask the Ids or Random port: a seed must replay a whole run (R11).',
    bad: 'const id = crypto.randomUUID();',
    good: "const id = ids.next('pay');",
  },
  {
    title: 'a request of its own',
    where: determined,
    look: 'code',
    pattern: /(?<![.\w])fetch\(/,
    remedy: 'Ask the Http port (a rail: `send`), which keeps deadlines and the record of attempts.',
    bad: 'const answer = await fetch(url);',
    good: 'const answer = await send(request);',
  },
  {
    title: 'parseFloat',
    where: everywhere,
    look: 'code',
    pattern: /\bparseFloat\(/,
    remedy: 'No float touches money (R1), and nothing else here needs one: use domain/money.ts.',
    bad: 'const share = parseFloat(text);',
    good: 'const share = parseAmount(text, asset);',
  },
  {
    title: 'Number(…) on money',
    where: money,
    look: 'code',
    pattern: /\bNumber\([^)]*([aA]mount|[mM]inor|[pP]rice|[bB]alance|[fF]ee\b|[hH]eld|refunded)/,
    remedy: 'Money is a bigint of minor units (R1); compute and format it with domain/money.ts.',
    bad: 'const value = Number(payment.amount.minor);',
    good: 'const port = Number(address.port);',
  },
  {
    title: 'a replacing insert',
    // Tests replay it, to prove that the guards hold.
    where: (path) => !isTest(path),
    look: 'strings',
    pattern: /\b(INSERT\s+OR\s+REPLACE|REPLACE\s+INTO)\b/i,
    remedy: 'It deletes the old row without firing the triggers that protect the audit log (R10).',
    bad: `const sql = 'insert or ${'repl'}ace into audit values (1)';`,
    good: 'const sql = `insert into audit values (1) on conflict do nothing`;',
  },
  {
    title: 'dangerouslySetInnerHTML',
    where: everywhere,
    look: 'code',
    pattern: /\bdangerouslySetInnerHTML\b|\.(innerHTML|outerHTML)\s*=|\binsertAdjacentHTML\(/,
    remedy: "Provider text is data and is shown as text (R16): use React's children.",
    bad: 'const note = <p dangerouslySetInnerHTML={html} />;',
    good: 'const note = <p>{html}</p>;',
  },
  {
    title: 'a test alone or skipped',
    where: everywhere,
    look: 'code',
    pattern: /\b(test|it|describe)(\.\w+(\(\))?)*\.(only|skip|todo|fixme|skipIf|runIf)\b/,
    remedy: 'Mend the test or remove it; a check that does not run is believed by nobody.',
    bad: "test.only('x', () => {});",
    good: "test.each([1])('x', () => {});",
  },
  {
    title: 'console output',
    where: quiet,
    look: 'code',
    pattern: /\bconsole\.\w+\(/,
    remedy:
      'Write through the Log port: standard output belongs to the doors, and logs are redacted.',
    bad: "console.log('here');",
    good: "log.info('here');",
  },
  {
    title: 'a silenced checker',
    where: everywhere,
    look: 'comments',
    pattern: /@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-disable/,
    remedy:
      'Say it in types. Where the checker is wrong, change its rule for everyone, with the reason.',
    bad: `// @${'ts'}-ignore`,
    good: '// the types say why',
  },
  {
    title: 'a wait for Electron at the top',
    where: inFolders('src-main/desktop.ts', 'src-main/shell/'),
    look: 'code',
    pattern: /\bawait\s+app\.whenReady\(/,
    remedy:
      'Electron is ready only after the entry has run: the application would hang. Use then().',
    bad: 'await app.whenReady();',
    good: 'app.whenReady().then(open);',
  },
  {
    title: 'unfinished work',
    where: everywhere,
    look: 'comments',
    pattern: new RegExp(`\\b(${'TO'}DO|${'FIX'}ME|${'HA'}CK)\\b`),
    remedy: 'Finish it, or leave it out and open an issue; plans do not stay in the tree.',
    bad: `// ${'TO'}DO: later`,
    good: '// later calls meet the same key',
  },
];

/** Lines that are allowed to break a ban; each says why, and one that is not needed fails. */
export type Allowance = {
  readonly ban: string;
  readonly path: string;
  /** A part of the line, so that it still fits when the line moves. */
  readonly line: string;
  readonly why: string;
};

export const allowances: readonly Allowance[] = [];

export function banBreaches(ban: Ban, source: Source): { line: number; text: string }[] {
  if (!ban.where(source.path)) return [];
  const views = { code: source.code, strings: source.withoutComments, comments: source.text };
  const lines = views[ban.look].split('\n');
  const original = source.text.split('\n');
  return lines.flatMap((line, index) =>
    ban.pattern.test(line) ? [{ line: index + 1, text: (original[index] ?? '').trim() }] : [],
  );
}
