import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { resolveConfig } from 'electron-vite';
import { createServer, type ProxyOptions } from 'vite';
import { z } from 'zod';

const root = dirname(import.meta.dirname);
const consoleAddress = '127.0.0.1:4801';
const pagePort = 4800;

/**
 * For whoever works on Paydesk: the Node door, started again when a source of the engine changes,
 * and the pages with hot reloading in front of it. Arguments go to the door (`npm run dev:demo` is
 * `npm run dev -- --sandbox --sample`); its data lies in `.paydesk/` of this checkout.
 */
const [args, folder] = [process.argv.slice(2), join(root, '.paydesk', 'dev')];
mkdirSync(folder, { recursive: true });
const pages = await servePages();
const door = spawn(
  process.execPath,
  [
    ...['--watch', '--enable-source-maps', join(root, 'src-main', 'headless.ts')],
    ...['--data', folder, '--console', consoleAddress, '--json', ...args],
  ],
  { stdio: ['ignore', 'pipe', 'inherit'], cwd: root },
);
createInterface({ input: door.stdout }).on('line', announce);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => door.kill('SIGTERM'));
door.on('exit', (code) => {
  process.exitCode = code ?? 0;
  void pages.close();
});

/** The pages, with the door's own routes passed through as if they came from its own page. */
async function servePages() {
  const { config } = await resolveConfig({ root, logLevel: 'warn' }, 'serve', 'development');
  const origin = `http://${consoleAddress}`;
  const door: ProxyOptions = { target: origin, changeOrigin: true, headers: { origin } };
  const server = await createServer({
    ...config?.renderer,
    configFile: false,
    server: {
      host: '127.0.0.1',
      port: pagePort,
      strictPort: true,
      proxy: { '/rpc': door, '/events': door, '/session': door, '/files': door },
    },
  });
  return await server.listen();
}

/** Each start of the door has a launch token of its own, which the page's address needs. */
function announce(line: string): void {
  const readyLine = z.object({ console: z.object({ launchUrl: z.url() }) });
  const ready = readyLine.safeParse(line.startsWith('{') ? JSON.parse(line) : null);
  if (!ready.success) {
    process.stdout.write(`${line}\n`);
    return;
  }
  const address = new URL(ready.data.console.launchUrl);
  address.host = `127.0.0.1:${pagePort}`;
  process.stdout.write(`open ${address.href}\n`);
}
