import { z } from 'zod';
import type { JobState } from '../domain/job.ts';
import { readInput } from '../../contract/read.ts';
import type { InboxMessage } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';

/** What a marketplace may announce of its jobs. That one expired is said by our own clock. */
const announcedStates = {
  'job.running': 'running', 'job.completed': 'completed', 'job.failed': 'failed',
  'job.cancelled': 'cancelled',
} as const satisfies Readonly<Record<string, JobState>>;
type AnnouncedType = keyof typeof announcedStates;

const announcedTypes = Object.keys(announcedStates) as AnnouncedType[];

const REASON_LENGTH_MAX = 500;

/**
 * Unknown members are let through, as Standard Webhooks asks; `timestamp` is not read, since the
 * signature covers the header's. A longer reason stands whole in the stored body.
 */
const announcement = z.object({
  type: z.enum(announcedTypes, { error: `has to be one of ${announcedTypes.join(', ')}` }),
  data: z.object({
    job_id: z.string().min(1).max(64),
    reason: z.string().nullish().transform((text) =>
      // The cut may fall between the halves of one character.
      (text ?? '').trim().slice(0, REASON_LENGTH_MAX).toWellFormed()),
  }),
});

/** A job and the state that its marketplace says it is in. */
export type Announcement = {
  readonly jobId: string; readonly state: JobState; readonly reason: string;
};

/** Reads a stored message; refuses what is no announcement, naming the first field at fault. */
export function readAnnouncement(
  { body, bodyEncoding }: Pick<InboxMessage, 'body' | 'bodyEncoding'>,
): Result<Announcement> {
  if (bodyEncoding !== 'utf-8') return refuse('invalid_request', {}, 'The body is not UTF-8.');
  const value = parseJson(body);
  if (value === undefined) return refuse('invalid_request', {}, 'The body is not valid JSON.');
  const parsed = readInput(announcement, value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    return refuse('invalid_request', {}, `${field || 'body'}: ${issue?.message ?? 'is missing'}`);
  }
  const { type, data } = parsed.data;
  return accept({ jobId: data.job_id, state: announcedStates[type], reason: data.reason });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
