import type { IncomingMessage } from 'node:http';
import { readJson } from './exact-json.ts';
import type { Fault } from './problems.ts';

export const BODY_BYTES_MAX = 64 * 1024;
/** What a too large body may still send before the connection is cut, so that it hears why. */
const DRAIN_BYTES_MAX = 1024 * 1024;

export type RawBody = { readonly ok: true; readonly value: Buffer };
export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: Fault };

/**
 * What the headers alone say against a body: its declared size, its type, an encoding. It is asked
 * before the caller is authenticated, and no byte of the body has been read yet.
 */
export function bodyHeadFault(incoming: IncomingMessage, bytesMax: number): Fault | null {
  const { headers } = incoming;
  const declared = Number.parseInt(headers['content-length'] ?? '0', 10);
  if (declared > bytesMax) return tooLarge(bytesMax);
  const isEmpty = declared === 0 && headers['transfer-encoding'] === undefined;
  if (isEmpty) return null;
  if (headers['content-encoding'] !== undefined) {
    return unsupported('The body has to be sent without a content encoding.');
  }
  return isJsonType(headers['content-type'] ?? '')
    ? null
    : unsupported('The body has to be application/json in UTF-8.');
}

/** The parsed body; `undefined` where none was sent. `exact` numbers are `Numeral`s. */
export async function readBody(
  incoming: IncomingMessage, bytesMax: number, numbers: 'exact' | 'plain' = 'exact',
): Promise<ReadBody> {
  const raw = await readRawBody(incoming, bytesMax);
  if (!raw.ok) return raw;
  const bytes = raw.value;
  if (bytes.length === 0) return { ok: true, value: undefined };
  const text = decode(bytes);
  if (text === null) return malformed('The body is not valid UTF-8.');
  const read = readJson(text, numbers);
  return read.ok ? read : malformed(read.problem);
}

/** The body's bytes, as they came. */
export async function readRawBody(
  incoming: IncomingMessage, bytesMax: number,
): Promise<Exclude<ReadBody, { readonly ok: true }> | RawBody> {
  const bytes = await readBytes(incoming, bytesMax);
  return bytes === null ? { ok: false, fault: tooLarge(bytesMax) } : { ok: true, value: bytes };
}

/** Lets a refused body run out, up to a bound, so that the sender can read the answer. */
export function drain(incoming: IncomingMessage): void {
  let seen = 0;
  incoming.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen > DRAIN_BYTES_MAX) incoming.destroy();
  });
  incoming.on('error', () => undefined);
}

async function readBytes(incoming: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | null>();
  // Gone while its key was looked up: no event will ever say so again.
  if (incoming.destroyed) throw new ConnectionClosedError('The caller hung up.');
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= bytesMax) chunks.push(chunk);
    else resolve(null);
    if (size > bytesMax + DRAIN_BYTES_MAX) incoming.destroy();
  });
  incoming.once('end', () => resolve(Buffer.concat(chunks)));
  // Node says so first as an error (`aborted`), and only then closes.
  incoming.once('error', (cause) => {
    reject(new ConnectionClosedError('The caller hung up.', { cause }));
  });
  incoming.once('close', () => reject(new ConnectionClosedError('The caller hung up.')));
  return promise;
}

/** The caller went away in the middle of its request: nobody is left to answer. */
export class ConnectionClosedError extends Error {
  override readonly name = 'ConnectionClosedError';
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function isJsonType(value: string): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(value);
}

function malformed(message: string): ReadBody {
  return { ok: false, fault: { status: 400, code: 'invalid_request', message } };
}

function unsupported(message: string): Fault {
  return { status: 415, code: 'unsupported_media_type', message };
}

function tooLarge(bytesMax: number): Fault {
  return {
    status: 413, code: 'body_too_large', details: { bytes_max: String(bytesMax) },
    message: `The request body is larger than ${bytesMax / 1024} KiB.`,
  };
}
