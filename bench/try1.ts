import { startProvider } from './provider.ts';
import { freshFolder } from './world.ts';
import { commitEfficiency } from './commit-efficiency.ts';
import { lineOf } from './figures.ts';
const provider = await startProvider();
const f = freshFolder();
for (const x of await commitEfficiency({provider, folder: f.path, pairs: 3, quick: process.argv[2]==='q', payments: 0})) console.log(lineOf(x), x.rounds);
await provider.close(); f.remove();
