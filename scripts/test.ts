import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.ts';
import { ensureChromium } from './chromium.ts';
import { browserTests, command, runSteps, script, unitTests, type Step } from './steps.ts';

const { values: flags } = parseArgs({
  options: {
    // Without the slow parts: what one runs before each commit.
    quick: { type: 'boolean', default: false },
    // How many seeds the simulation plays, and whether it must also catch the planted bugs.
    seeds: { type: 'string', default: process.env['PAYDESK_SEEDS'] ?? '150' },
    mutants: { type: 'boolean', default: false },
  },
});

const simulate = 'src-main/testing/simulate.ts';

const build: Step = {
  title: 'build',
  run: async () => {
    await ensureBuilt(['renderer', 'main', 'preload']);
    return { passed: 1, failed: 0 };
  },
};

const quick: Step[] = [
  command('types', 'tsc', '-b'),
  command('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  command('dead code', 'knip'),
  // Some unit tests start the Node door, which serves the built pages.
  build,
  unitTests('unit and tidy tests'),
];

const slow: Step[] = [
  script(`simulation, ${flags.seeds} seeds`, simulate, '--seeds', flags.seeds),
  ...(flags.mutants ? [script('simulation, planted bugs', simulate, '--mutants')] : []),
  browserTests('screens in Chromium', ensureChromium),
];

await runSteps(flags.quick ? quick : [...quick, ...slow]);
