import { startProvider } from './provider.ts';
import { freshFolder } from './world.ts';
import { slowProvider } from './slow-provider.ts';
import { releaseClick } from './release-click.ts';
import { timers } from './timers.ts';
import { lineOf } from './figures.ts';
const provider = await startProvider();
const f = freshFolder();
const parts = {slowProvider, releaseClick, timers};
for (const [n, p] of Object.entries(parts)) { if (process.argv[2] && process.argv[2]!==n) continue; const t=performance.now(); for (const x of await p({provider, folder: f.path, pairs: 2, quick: true, payments: 0})) console.log(lineOf(x), x.rounds); console.log(n, (performance.now()-t)/1000,'s'); }
await provider.close(); f.remove();
