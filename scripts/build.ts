import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** What can be built. The Node door runs from its sources and needs only the renderer. */
export type Target = 'renderer' | 'main' | 'preload';

const root = dirname(import.meta.dirname);
const lockLimitMs = 120_000;

const contract = ['src-main/contract/**/*.ts', 'src-main/engine/domain/**/*.ts'];

const targets: Record<Target, { sources: readonly string[]; output: string }> = {
  renderer: { sources: ['src-renderer/**/*', ...contract], output: 'out/renderer/index.html' },
  main: { sources: ['src-main/**/*.ts'], output: 'out/main/desktop.js' },
  preload: { sources: ['src-preload/**/*.ts', ...contract], output: 'out/preload/preload.cjs' },
};

/** Every build depends on these besides its own sources. */
const shared = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
];

/**
 * Builds those targets whose sources changed since they were last built, saying so on standard
 * error. Throws what the bundler throws; a failed build leaves no stamp, so that the next call
 * tries again.
 */
export async function ensureBuilt(wanted: readonly Target[]): Promise<void> {
  if (wanted.every(isFresh)) return;
  const environment = process.env['NODE_ENV'];
  try {
    await whileAlone(() => buildStale(wanted.filter((target) => !isFresh(target))));
  } finally {
    // The bundler says "production" to this whole process; what is started after it is not meant.
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
  }
}

async function buildStale(stale: readonly Target[]): Promise<void> {
  const [{ resolveConfig }, { build }] = await Promise.all([
    import('electron-vite'),
    import('vite'),
  ]);
  const { config } = await resolveConfig({ root, logLevel: 'warn' }, 'build', 'production');
  for (const target of stale) {
    const started = performance.now();
    const stamp = sourceStamp(target);
    const settings = config?.[target];
    if (settings === undefined) throw new Error(`electron.vite.config.ts has no part "${target}".`);
    await build(settings);
    writeFileSync(stampFile(target), stamp);
    process.stderr.write(`Built the ${target} in ${seconds(performance.now() - started)}.\n`);
  }
}

/** One build at a time in this checkout: two would empty the same folder under each other. */
async function whileAlone(act: () => Promise<void>): Promise<void> {
  const lock = join(root, 'out', '.building');
  mkdirSync(join(root, 'out'), { recursive: true });
  while (!takeLock(lock)) await setTimeout(100);
  // A build on a busy machine may take longer than the limit; only a dead one stops saying so.
  const alive = setInterval(() => utimesSync(lock, new Date(), new Date()), lockLimitMs / 12);
  try {
    await act();
  } finally {
    clearInterval(alive);
    rmSync(lock, { recursive: true, force: true });
  }
}

/** False while another build holds the lock; one that nobody touched for long was left behind. */
function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    const held = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!held) throw error;
    const taken = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - taken > lockLimitMs) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isFresh(target: Target): boolean {
  if (!existsSync(join(root, targets[target].output)) || !existsSync(stampFile(target)))
    return false;
  return readFileSync(stampFile(target), 'utf8') === sourceStamp(target);
}

function stampFile(target: Target): string {
  return join(root, 'out', `.${target}-stamp`);
}

/** A digest of all that a target is built from, without tests and what the build itself writes. */
function sourceStamp(target: Target): string {
  const digest = createHash('sha256');
  for (const file of globSync([...targets[target].sources, ...shared], { cwd: root }).toSorted()) {
    const path = join(root, file);
    if (/\.(test|gen)\./.test(file) || !statSync(path).isFile()) continue;
    digest.update(`${file}\0`).update(readFileSync(path));
  }
  return digest.digest('hex');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

if (import.meta.main) await ensureBuilt(['main', 'preload', 'renderer']);
