import { connect } from 'node:net';

/** An answer as its bytes say, for tests of what well-behaved clients never send. */
export type RawAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Whether the server closed the connection by itself. */
  readonly closed: boolean;
};

/** Sends the text as it stands and reads until the server closes or one whole answer is there. */
export function sendRaw(port: number, text: string): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => {
    received += part;
    const answer = readAnswer(received, false);
    // An answer that says it closes is read until it does.
    if (answer === null || answer.headers.get('connection') === 'close') return;
    resolve(answer);
    socket.destroy();
  });
  socket.once('end', () => {
    const answer = readAnswer(received, true);
    if (answer === null) reject(new Error(`No whole answer: ${JSON.stringify(received)}`));
    else resolve(answer);
    socket.end();
  });
  socket.once('error', reject);
  return promise;
}

function readAnswer(text: string, closed: boolean): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const body = text.slice(end + 4);
  const length = headers.get('content-length');
  if (!closed && length === undefined) return null;
  if (!closed && Buffer.byteLength(body) < Number.parseInt(length ?? '0', 10)) return null;
  return { status: Number.parseInt(first.split(' ')[1] ?? '0', 10), headers, body, closed };
}
