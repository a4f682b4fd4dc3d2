import { z } from 'zod';
import { faultOperations, faultWords, standIns } from '../../contract/rehearsal.ts';
import { refuse } from '../../engine/domain/refusals.ts';
import { accept, type Result } from '../../engine/domain/result.ts';

const CONTROL_DEADLINE_MS = 5_000;
/** About 40,000 rows of books. */
const ANSWER_BYTES_MAX = 16_777_216;

const listedFaults = z.object({ items: z.array(z.object({
  id: z.number().int(), provider: z.enum([...standIns, 'any']),
  operation: z.enum([...faultOperations, 'unknown', 'any']), fault: z.enum(faultWords),
  times: z.number().int().optional(), delayMs: z.number().int().optional(),
})) });
const oneFault = z.object({ id: z.number().int() });
const bookRows = z.array(z.object({
  provider: z.enum(standIns), kind: z.enum(['hold', 'release', 'refund', 'payout', 'purchase']),
  reference: z.string(), account: z.string(), amount: z.string(), asset: z.string(),
  hash: z.string().nullable(), at: z.string(),
}));
export type BookRow = z.infer<typeof bookRows>[number];
export type ScriptedFault = z.infer<typeof listedFaults>['items'][number];
export type NewFault = Omit<ScriptedFault, 'id'>;

/**
 * The stand-ins' control as the engine's process reaches it, embedded or apart: over its address,
 * with its token and a deadline. What it refuses or does not answer is a refusal with a sentence.
 */
export type StandInControl = {
  readonly faults: () => Promise<Result<readonly ScriptedFault[]>>;
  readonly add: (fault: NewFault) => Promise<Result<number>>;
  readonly remove: (faultId: number) => Promise<Result<null>>;
  /** Also completes what `stuck` left pending. */
  readonly clear: () => Promise<Result<null>>;
  /** What each stand-in believes happened, oldest first. */
  readonly books: () => Promise<Result<readonly BookRow[]>>;
};

export function createStandInControl(
  { url, token }: { readonly url: string; readonly token: string },
): StandInControl {
  const base = url.endsWith('/') ? url : `${url}/`;
  async function send<T>(
    method: 'GET' | 'POST' | 'DELETE', path: string,
    { shape, body }: { readonly shape: z.ZodType<T>; readonly body?: object },
  ): Promise<Result<T>> {
    const answer = await textOf(new URL(path, base), {
      method, redirect: 'error', signal: AbortSignal.timeout(CONTROL_DEADLINE_MS),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer === null) return refuse('no_connection', {}, SILENT);
    const parsed = shape.safeParse(jsonOrNull(answer.text));
    if (answer.status < 300 && parsed.success) return accept(parsed.data);
    if (answer.status === 404) return refuse('not_found', {}, GONE);
    return refuse('no_connection', { status: String(answer.status) }, STRANGE);
  }
  const cleared = z.object({ cleared: z.literal(true) }).transform(() => null);
  return {
    faults: async () => {
      const found = await send('GET', 'faults', { shape: listedFaults });
      return found.ok ? accept(found.value.items) : found;
    },
    add: async (fault) => {
      const added = await send('POST', 'faults', { shape: oneFault, body: fault });
      return added.ok ? accept(added.value.id) : added;
    },
    remove: (faultId) => send('DELETE', `faults/${faultId}`, { shape: cleared }),
    clear: () => send('DELETE', 'faults', { shape: cleared }),
    books: () => send('GET', 'books', { shape: bookRows }),
  };
}

const SILENT = 'The stand-ins do not answer. Look whether the sandbox runs, and try again.';
const STRANGE
  = 'The control of the stand-ins answered, and not as expected: it may be another version.';
const GONE = 'The fault is not scripted any more: it was used up or cleared.';

/** The answer's status and text, at most `ANSWER_BYTES_MAX`; null where there is none. */
async function textOf(
  url: URL, request: RequestInit,
): Promise<{ readonly status: number; readonly text: string } | null> {
  try {
    const response = await fetch(url, request);
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > ANSWER_BYTES_MAX) return { status: response.status, text: '' };
      text += decoder.decode(chunk, { stream: true });
    }
    return { status: response.status, text };
  } catch (error) {
    // Refused, cut off or past the deadline: for a person that is the same silence.
    if (error instanceof Error) return null;
    throw error;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
