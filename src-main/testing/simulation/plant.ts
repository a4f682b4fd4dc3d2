import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutants, type Mutant } from './mutants.ts';
import { playInProcesses } from './players.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What became of a planted bug. */
export type Catch = {
  readonly name: string;
  /** Null where the simulation did not see the bug. */
  readonly seed: number | null;
  readonly played: number;
  readonly sentence: string;
};

/** Plants one bug after the other in a copy of the sources and plays seeds until it shows. */
export async function playMutants(options: {
  readonly from: number;
  readonly seedsMax: number;
  readonly jobs: number;
  readonly only: string | null;
  readonly onCatch: (verdict: Catch) => void;
}): Promise<readonly Catch[]> {
  const { from, seedsMax, jobs, only, onCatch } = options;
  const verdicts: Catch[] = [];
  const chosen = mutants.filter(({ name }) => only === null || name.includes(only));
  for (const mutant of chosen) assertFresh(mutant);
  // One copy for all, played without a bug first: a copy that fails by itself would catch anything.
  const sound = copyOf(root);
  await assertSound(sound, options);
  for (const mutant of chosen) {
    const folder = copyOf(sound);
    plant(folder, mutant);
    try {
      const { played, failures } = await playCopy(folder, { from, seeds: seedsMax, jobs });
      const [first] = failures;
      const verdict: Catch = {
        name: mutant.name, played, seed: first?.seed ?? null,
        sentence: first?.sentence.split('\n')[0] ?? 'nothing was seen',
      };
      verdicts.push(verdict);
      onCatch(verdict);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  rmSync(sound, { recursive: true, force: true });
  return verdicts;
}

function playCopy(
  folder: string,
  how: { readonly from: number; readonly seeds: number; readonly jobs: number },
) {
  return playInProcesses({
    ...how, entry: join(folder, 'src-main', 'testing', 'simulate.ts'), stopAtFirst: true,
    onReport: () => undefined,
  });
}

async function assertSound(
  folder: string,
  { from, jobs }: { readonly from: number; readonly jobs: number },
): Promise<void> {
  const { failures } = await playCopy(folder, { from, seeds: SOUND_SEEDS, jobs });
  const [first] = failures;
  if (first === undefined) return;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`Seed ${first.seed} fails without any planted bug, so none was planted: `
    + first.sentence);
}

const SOUND_SEEDS = 100;

/** Every patch has to meet its line once: else the list is older than the engine. */
function assertFresh({ name, patches }: Mutant): void {
  for (const { file, find } of patches) {
    const count = readFileSync(join(root, file), 'utf8').split(find).length - 1;
    if (count === 1) continue;
    throw new Error(`The planted bug "${name}" is stale: its line stands ${count} times in `
      + `${file}. Nothing was played; bring testing/simulation/mutants.ts up to date.`);
  }
}

function copyOf(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-mutant-'));
  cpSync(join(source, 'src-main'), join(folder, 'src-main'), {
    recursive: true, filter: (path) => !/\.test\.tsx?$/.test(path),
  });
  for (const name of ['drizzle', 'package.json']) {
    cpSync(join(source, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

function plant(folder: string, { patches }: Mutant): void {
  for (const { file, find, replace } of patches) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(find, () => replace));
  }
}
