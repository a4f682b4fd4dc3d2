import { startProvider } from './provider.ts';
import { freshFolder, openWorld, seedFile } from './world.ts';
import { runLives } from './lives.ts';
const p = await startProvider();
const f = freshFolder();
await seedFile(f.path+'/a.db', {providerUrl: p.url});
const w = await openWorld(f.path+'/a.db');
const c0=process.cpuUsage();
for (const [c,n] of [[100,Number(process.argv[2]??4000)]] as const) {
 const l = await runLives(w,{count:n,concurrency:c});
 const c1=process.cpuUsage(c0);
 console.log(c, n, (n/l.seconds).toFixed(0)+'/s', 'cpu us/life', ((c1.user+c1.system)/n).toFixed(0));
}
await w.close(); await p.close(); f.remove();
