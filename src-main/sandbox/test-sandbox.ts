import type { Delivery } from './deliver.ts';
import type { ProviderName, ProviderResponse } from './provider.ts';
import { createSandbox } from './sandbox.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';

/** When every test of the stand-ins begins: 2026-01-01T00:00:00Z. */
export const START_MS = Date.UTC(2026, 0, 1);

export type Answer = { readonly status: number; readonly body: unknown };

/** Stand-ins under a clock that stands still and bytes that count up, and short ways to ask. */
export function createTestSandbox(options: Partial<SandboxOptions> = {}) {
  const sandbox = createSandbox({
    nowMs: () => START_MS,
    randomBytes: countingBytes(),
    signing: 'hash',
    ...options,
  });
  return { sandbox, ...asker(sandbox) };
}

/** Ways to ask that carry every secret, so that a test says only what it is about. */
export function asker(sandbox: Sandbox) {
  const headers = {
    'x-api-key': sandbox.secrets.exchangeApiKey,
    authorization: `Bearer ${sandbox.secrets.chainToken}`,
  };
  const send = (provider: ProviderName, line: string, body?: unknown): Delivery => {
    const [method = '', path = ''] = line.split(' ');
    const bodyText = body === undefined ? '' : JSON.stringify(body);
    return sandbox.deliver(provider, { method, path, headers, bodyText });
  };
  const ask = (provider: ProviderName, line: string, body?: unknown): Answer => {
    const delivery = send(provider, line, body);
    if (delivery.kind !== 'response') throw new Error(`No answer came: ${delivery.kind}`);
    return readAnswer(delivery.response);
  };
  return { send, ask };
}

export function readAnswer(response: ProviderResponse): Answer {
  return { status: response.status, body: JSON.parse(response.bodyText) };
}

/** A text field of an answer; a test that asks for one that is missing fails here. */
export function field(answer: Answer, name: string): string {
  const { body } = answer;
  const fields = new Map<string, unknown>(
    typeof body === 'object' && body !== null ? Object.entries(body) : [],
  );
  const found = fields.get(name);
  if (typeof found !== 'string') throw new Error(`No text ${name} in ${JSON.stringify(body)}`);
  return found;
}

function countingBytes(): (size: number) => Uint8Array {
  let drawn = 0;
  return (size) => {
    drawn += 1;
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setUint32(size - 4, drawn);
    return bytes;
  };
}
