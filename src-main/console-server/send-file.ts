import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { attachment } from './headers.ts';

/** A file to download: prepared on disk, or small and in memory. */
export type OpenedFile = { readonly name: string; readonly mime: string } & (
  | { readonly path: string }
  | { readonly bytes: Uint8Array }
);

/** Codes of a pipe whose reader went away: the person stopped the download. */
const HUNG_UP: ReadonlySet<unknown> = new Set([
  'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE',
]);

/** Sends the file as an attachment. Rejects when it cannot be read; the answer is cut then. */
export async function sendFile(
  outgoing: ServerResponse, file: OpenedFile, headers: Readonly<Record<string, string>>,
): Promise<void> {
  const head = {
    ...headers, 'content-type': file.mime, 'content-disposition': attachment(file.name),
  };
  // A file on disk may carry more than asked, its size in `bytes` for one: the path decides.
  if (!('path' in file)) {
    outgoing.writeHead(200, { ...head, 'content-length': file.bytes.length });
    outgoing.end(file.bytes);
    return;
  }
  const stream = createReadStream(file.path);
  // The head goes out once the file is open: a lost file is an error, not a cut answer.
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', reject);
  });
  outgoing.writeHead(200, head);
  try {
    await pipeline(stream, outgoing);
  } catch (error) {
    const isHungUp = error instanceof Error && 'code' in error && HUNG_UP.has(error.code);
    if (!isHungUp) throw error;
  }
}
