import { parseArgs } from 'node:util';

import { CHAIN_CHOICES, NO_ANVIL, type ChainChoice } from './evm/choose-chain.ts';
import { createSandboxServer } from './http-server.ts';
import type { SandboxServer } from './http-server.ts';

const DATA_DIR_DEFAULT = '.paydesk/sandbox';
const USAGE = 'Usage: npm run -s sandbox -- [--data DIR] [--json] [--chain auto|anvil|model]';

/** The stand-ins as a process of their own, so that a test can kill them and not the engine. */
async function main(): Promise<void> {
  const { data, json, chain: choice } = readArguments();
  const server = await createSandboxServer({ dataDir: data, chain: choice });
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
      ...(evm.implementation === 'model' && choice !== 'model'
        ? [`${NO_ANVIL} A model of the chain stands in for it.`] : []),
      `Its secrets lie in ${data}/sandbox.json.`,
      '',
    ].join('\n'),
  );
}

function readArguments(): { data: string; json: boolean; chain: ChainChoice } {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' }, json: { type: 'boolean', default: false },
      chain: { type: 'string', default: 'auto' },
    },
  });
  const chain = CHAIN_CHOICES.find((name) => name === values.chain);
  if (chain === undefined) {
    throw Object.assign(new TypeError(`--chain is one of ${CHAIN_CHOICES.join(', ')}.`),
      { code: 'ERR_CHAIN' });
  }
  return { data: values.data ?? DATA_DIR_DEFAULT, json: values.json, chain };
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
