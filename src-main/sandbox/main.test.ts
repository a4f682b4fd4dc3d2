import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

import { field, readAnswer } from './test-sandbox.ts';
import type { Answer } from './test-sandbox.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const started: ChildProcess[] = [];
const folders: string[] = [];

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
  folders.push(folder);
  return folder;
}

function run(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  const said = { out: '', err: '' };
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString();
      if (said.out.includes('\n')) resolve(said.out.slice(0, said.out.indexOf('\n')));
    });
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  return { child, said, ended, firstLine };
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function readBody(bodyText: string): Answer {
  return readAnswer({ status: 200, headers: {}, bodyText });
}

const HOLD = JSON.stringify({ amount: '0.001', currency: 'BTC', timeout_seconds: 3600 });

describe('the sandbox process', () => {
  test('forgets nothing that it answered when it is killed', async () => {
    const data = freshFolder();
    const first = run('--data', data, '--json');
    const ready = JSON.parse(await first.firstLine);
    expect(ready).toMatchObject({
      ready: true, control: { token: expect.any(String) },
      circle: { apiKey: expect.stringMatching(/^TEST_API_KEY:/) }, evm: { chainId: 5_042_002 },
    });
    // The entity secret is told over the control port only.
    expect(ready.circle).not.toHaveProperty('entitySecret');
    const url = `${ready.walletDaemon.url}/api/v1/escrow/create`;
    const answers = Array.from({ length: 20 }, () => fetch(url, { method: 'POST', body: HOLD }));
    const addresses = await Promise.all(
      answers.map(async (answer) => field(readBody(await (await answer).text()), 'address')),
    );
    first.child.kill('SIGKILL');
    await first.ended;

    const second = run('--data', data, '--json');
    expect(JSON.parse(await second.firstLine)).toEqual(ready);
    const headers = { authorization: `Bearer ${ready.control.token}` };
    const books: unknown = await (await fetch(`${ready.control.url}/books`, { headers })).json();
    expect(books).toHaveLength(20);
    for (const address of addresses) {
      expect(books).toContainEqual(expect.objectContaining({ kind: 'hold', account: address }));
    }
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  }, 20_000);

  test('refuses a folder that another process serves', async () => {
    const data = freshFolder();
    const first = run('--data', data);
    expect(await first.firstLine).toBe('The sandbox is running. No real money moves here.');
    const second = run('--data', data, '--json');
    expect(await second.ended).toBe(1);
    expect(second.said.out).toBe('');
    expect(second.said.err).toContain('Another sandbox already runs on the data folder');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  }, 20_000);

  test('says how it is called when it is called wrongly', async () => {
    const wrong = run('--port', '7');
    expect(await wrong.ended).toBe(1);
    expect(wrong.said.err).toContain('Usage: npm run -s sandbox');
  }, 20_000);
});
