import { join } from 'node:path';
import { ensureBuilt } from './build.ts';

// The Node door itself runs from its sources; only the pages that it serves need to be built.
await ensureBuilt(['renderer']);
process.argv[1] = join(import.meta.dirname, '..', 'src-main', 'headless.ts');
await import('../src-main/headless.ts');
