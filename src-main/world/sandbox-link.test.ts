import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createSandboxServer } from '../sandbox/http-server.ts';
import { createTestEngine } from '../testing/test-engine.ts';
import { openStandIns, sandboxCredentials } from './sandbox-link.ts';

const endings: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-link-'));
  endings.push(() => { rmSync(folder, { recursive: true }); });
  return folder;
}

/** A program that is no sandbox, and the address at which it answers. */
async function stranger(status: number, body: string): Promise<string> {
  const server: Server = createServer((_incoming, outgoing) => {
    outgoing.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => { server.close(); });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It has no port.');
  return `http://127.0.0.1:${address.port}`;
}

function ask(url: string, token = 'a token of some length'): Promise<unknown> {
  return openStandIns({ kind: 'apart', url, token }, '/nowhere');
}

describe('a sandbox that runs apart', () => {
  test('is found by its control address and token', async () => {
    const server = await createSandboxServer({ dataDir: freshFolder(), signing: 'hash' });
    endings.push(() => server.close());
    const { control } = server.connections;
    const found = await openStandIns({ kind: 'apart', ...control }, '/nowhere');
    expect(found.standIns).toEqual(server.connections);
  });

  test('is named in a sentence where the token is wrong', async () => {
    const server = await createSandboxServer({ dataDir: freshFolder(), signing: 'hash' });
    endings.push(() => server.close());
    const { url } = server.connections.control;
    await expect(ask(url)).rejects.toThrow(`The sandbox at ${url} refused the token. Nothing`);
  });

  test('is named in a sentence where nobody answers', async () => {
    const url = await stranger(200, '');
    await endings.pop()?.();
    await expect(ask(url)).rejects.toThrow(/does not answer\. Nothing was sent\. Start it with/);
  });

  test.each([[200, 'It works'], [200, '{}'], [404, '{}'], [503, 'later']])(
    'is not taken for one that answers %i %j', async (status, body) => {
      await expect(ask(await stranger(status, body))).rejects.toThrow(
        `answered ${status}, and not as a sandbox does. Nothing was sent.`,
      );
    });

  test('needs an address', async () => {
    await expect(ask('nonsense')).rejects.toThrow(/nonsense has no address that can be asked/);
  });
});

describe('credentials of the sandbox', () => {
  test.each(['', '{', '{"apiKey":1}'])('stop the start where their file holds %j', async (text) => {
    const world = await createTestEngine();
    const folder = freshFolder();
    mkdirSync(join(folder, 'sandbox'));
    writeFileSync(join(folder, 'sandbox', 'credentials.json'), text);
    await expect(sandboxCredentials(world.engine(), { folder, marketplaceId: 'mkt_acme' }))
      .rejects.toThrow(/credentials\.json does not hold .* put the file back, or remove it/);
    expect(await world.engine().operators.list()).toEqual([]);
  });
});
