import { z } from 'zod';
import type { InboxMessage } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { readInput } from '../../contract/read.ts';
import type { CompletedTask } from '../api.ts';

/** A JSON number as it was written: no amount goes through a float (R1). */
class NumberText {
  readonly text: string;
  constructor(text: string) { this.text = text; }
}

const amountText = z.union([
  z.instanceof(NumberText).transform(({ text }) => text), z.string().max(40),
]);

/**
 * What GigStream announces (the guide to Circle and Arc, 4.2), and what Standard Webhooks adds
 * around it: `type` and `data`. Unknown members are let through.
 */
const announced = z.object({
  externalTaskId: z.string().min(1).max(128),
  workerId: z.string().min(1).max(64),
  completedAt: z.iso.datetime({ offset: true }),
  amount: amountText,
  currency: z.enum(['USDC', 'EURC']).default('USDC'),
  completionProof: z.object({
    photos: z.array(z.string().max(2_048)).max(50).optional(),
    duration: z.instanceof(NumberText).transform(({ text }) => Math.round(Number(text)))
      .optional(),
  }).optional(),
  rating: z.instanceof(NumberText).transform(({ text }) => Math.round(Number(text))).optional(),
  idempotencyKey: z.string().min(1).max(128).optional(),
  metadata: z.looseObject({ title: z.string().max(200).optional().catch(undefined) }).optional(),
});

/** Reads a stored announcement of a completed task; refuses what is none, naming the field. */
export function readTask(
  { body, bodyEncoding, marketplaceId }: Pick<
    InboxMessage, 'body' | 'bodyEncoding' | 'marketplaceId'
  >,
): Result<CompletedTask> {
  if (bodyEncoding !== 'utf-8') return refuse('invalid_request', {}, 'The body is not UTF-8.');
  const value = parseJson(body);
  if (value === undefined) return refuse('invalid_request', {}, 'The body is not valid JSON.');
  const parsed = readInput(announced, inner(value));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    return refuse('invalid_request', {}, `${field || 'body'}: ${issue?.message ?? 'is missing'}`);
  }
  const { data } = parsed;
  return accept({
    marketplaceId, taskId: data.externalTaskId, payeeReference: data.workerId,
    amountText: data.amount, assetCode: data.currency, completedAt: Date.parse(data.completedAt),
    durationMinutes: data.completionProof?.duration ?? null,
    hasProof: (data.completionProof?.photos?.length ?? 0) > 0, rating: data.rating ?? null,
    identity: data.idempotencyKey ?? null, title: data.metadata?.title ?? null, payload: body,
  });
}

/** Standard Webhooks wraps what it tells as `data`. */
function inner(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('data' in value)) return value;
  return 'externalTaskId' in value ? value : value.data;
}

/** JSON whose numbers keep their source text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
      (typeof value === 'number' ? new NumberText(context?.source ?? '') : value));
  } catch (error) {
    // A reviver climbs into what it reads: a tower of brackets exhausts the stack.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
