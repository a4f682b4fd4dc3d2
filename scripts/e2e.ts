import { ensureBuilt } from './build.ts';
import { ensureChromium } from './chromium.ts';
import { run } from './steps.ts';

// The build comes before the tests, so that no test pays for it with its own time limit.
await ensureBuilt(['renderer', 'main', 'preload']);
const args = ['test', ...process.argv.slice(2)];
process.exitCode = await run('playwright', args, { CHROMIUM_PATH: ensureChromium() });
