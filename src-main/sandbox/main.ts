import { parseArgs } from 'node:util';

import { createSandboxServer } from './http-server.ts';
import type { SandboxServer } from './http-server.ts';

const DATA_DIR_DEFAULT = '.paydesk/sandbox';
const USAGE = 'Usage: npm run -s sandbox -- [--data DIR] [--json]';

/** The stand-ins as a process of their own, so that a test can kill them and not the engine. */
async function main(): Promise<void> {
  const { data, json } = readArguments();
  const server = await createSandboxServer({ dataDir: data });
  stopOnSignals(server);
  if (json) {
    // The entity secret is told over the control port only (DESIGN section 12).
    const { entitySecret: _secret, ...circle } = server.connections.circle;
    const connections = { ...server.connections, circle };
    process.stdout.write(`${JSON.stringify({ ready: true, ...connections })}\n`);
    return;
  }
  const { control, walletDaemon, exchange, chain, openPayments, circle, evm } =
    server.connections;
  process.stdout.write(
    [
      'The sandbox is running. No real money moves here.',
      `  control        ${control.url}`,
      `  wallet daemon  ${walletDaemon.url}`,
      `  exchange       ${exchange.url}`,
      `  chain          ${chain.url}`,
      `  Open Payments  ${openPayments.url}`,
      `  Circle         ${circle.url}`,
      `  EVM chain      ${evm.rpcUrl} (${evm.implementation})`,
      `Its secrets lie in ${data}/sandbox.json.`,
      '',
    ].join('\n'),
  );
}

function readArguments(): { data: string; json: boolean } {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  return { data: values.data ?? DATA_DIR_DEFAULT, json: values.json };
}

function stopOnSignals(server: SandboxServer): void {
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  const badUsage = error instanceof TypeError && 'code' in error;
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`sandbox: ${sentence}\n${badUsage ? `${USAGE}\n` : ''}`);
  process.exit(1);
}

main().catch(fail);
