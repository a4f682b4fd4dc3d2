import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

const readyLine = z.object({
  version: z.string(), listener: z.object({ url: z.url() }),
  sandbox: z.object({ apiKey: z.string(), control: z.object({ url: z.url(), token: z.string() }) }),
});
type Ready = z.infer<typeof readyLine>;
/** Ends a run that hangs; how long a start takes says nothing, since machines share their cores. */
const HANGS_AFTER_MS = 120_000;

let folder = '';
let doors: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paydesk-headless-'));
  doors = [];
});
afterEach(() => {
  for (const door of doors) door.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: readonly string[]) {
  const { PATH, HOME, TMPDIR } = process.env;
  const door = spawn(process.execPath, [
    join(import.meta.dirname, 'headless.ts'), '--data', folder, '--sandbox', '--json',
    '--listener', '127.0.0.1:0', '--console', '127.0.0.1:0', ...args,
  ], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH, HOME, TMPDIR } });
  doors.push(door);
  let said = '';
  door.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    door.once('close', (code, signal) => { resolve({ code, signal }); });
  });
  const ready = new Promise<Ready>((resolve, reject) => {
    createInterface({ input: door.stdout }).once('line', (line) => {
      resolve(readyLine.parse(JSON.parse(line)));
    });
    void ended.then(() => { reject(new Error(`The door ended before it was ready: ${said}`)); });
  });
  ready.catch(() => undefined);
  return { door, ready, ended, said: () => said };
}

/** Sends a request and leaves the connection as it then is; answers its first bytes. */
function begin(url: string, request: string): Promise<string> {
  const socket = connect(Number.parseInt(new URL(url).port, 10), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(request.replaceAll('\n', '\r\n'));
  return new Promise((resolve) => { socket.once('data', (bytes) => { resolve(String(bytes)); }); });
}

async function hangTheWallet({ url, token }: Ready['sandbox']['control']): Promise<void> {
  const answer = await fetch(`${url}/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'walletDaemon', operation: 'hold', fault: 'timeout-before' }),
  });
  expect(answer.status).toBe(201);
}

describe('the Node door', () => {
  test('drains and ends with 0, however often it is told and whatever hangs', async () => {
    const { door, ready, ended, said } = start();
    const { listener: { url }, sandbox: { apiKey, control } } = await ready;
    const head = `Host: ${new URL(url).host}\nX-Api-Key: ${apiKey}\n`;
    await hangTheWallet(control);
    expect(await begin(url, `GET /v1/events HTTP/1.1\n${head}\n`)).toContain('200 OK');
    const job = '{"payload":{},"payment_amount":0.001,"payment_currency":"BTC"}';
    const answer = begin(url, `POST /v1/jobs HTTP/1.1\n${head}Content-Type: application/json\n`
      + `Content-Length: ${job.length}\n\n${job}`);
    // Half a request: its body never comes.
    void begin(url, `POST /v1/jobs HTTP/1.1\n${head}Content-Type: application/json\n`
      + 'Content-Length: 9\n\n{');
    expect(await answer).toContain('201 Created');
    door.kill('SIGINT');
    door.kill('SIGTERM');
    door.kill('SIGINT');
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(said()).not.toContain('Not everything ended in time');
  }, HANGS_AFTER_MS);

  test('says its version as the package does', async () => {
    const { ready } = start();
    const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
    expect((await ready).version).toBe(manifest.version);
  }, HANGS_AFTER_MS);

  test.each([
    ['127.0.0.1:40x1', 'is not an address of the form HOST:PORT'],
    ['127.0.0.1:70000', 'is not an address of the form HOST:PORT'],
    ['0.0.0.0:4001', 'listens on this machine only'],
  ])('refuses to listen on %s', async (address, sentence) => {
    const { ended, said } = start('--listener', address);
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(said()).toContain(sentence);
  }, HANGS_AFTER_MS);
});
