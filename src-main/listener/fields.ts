/** The fields of bodies and answers that several routes share, with their published description. */
import { z } from 'zod';
import { decimalText, type Numeral } from './exact-json.ts';

/** An amount or rate of a request: a JSON number or a decimal string, taken as it is written. */
export const exactAmount = z.custom<unknown>((value) => decimalText(value) !== null, {
  error: 'has to be a number or a decimal string',
}).transform((value) => decimalText(value) ?? '').meta({
  type: ['number', 'string'],
  description: 'Major units, read exactly as written: 0.001, 100, "100", at most 8 decimals.',
});

/** A whole number of seconds, as a number or digits. */
export function seconds(min: number, max: number) {
  return z.custom<unknown>((value) => wholeOf(value, min, max) !== null, {
    error: `has to be a whole number from ${min} to ${max}`,
  }).transform((value) => wholeOf(value, min, max) ?? min).meta({
    type: 'integer', minimum: min, maximum: max,
  });
}

/** An amount of an answer on `/v1`: a JSON number with exactly the digits of the amount. */
export const amountNumber = z.custom<Numeral>((value) => JSON.isRawJSON(value)).meta({
  type: 'number', description: 'Major units, exact; read it as a decimal, not as a float.',
});

/** Text of a caller. `null` counts as absent, as the source documents' clients send it. */
export function text(max: number) {
  return z.string().trim().min(1).max(max);
}

export function optionalText(max: number) {
  return z.string().trim().max(max).nullish()
    .transform((value) => (value === undefined || value === '' ? null : value));
}

export function optional<T extends z.ZodType>(field: T) {
  return field.nullish().transform((value) => value ?? null);
}

/** An ISO 8601 time in UTC. */
export const isoTime = z.iso.datetime();

export function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : isoOf(atMs);
}

export const problem = z.object({
  type: z.string(), title: z.string(), status: z.int(), detail: z.string(),
  instance: z.string(), error: z.string(), code: z.string(),
  details: z.record(z.string(), z.string()), request_id: z.string(),
});

const INTEGER = /^\d{1,10}$/;

function wholeOf(value: unknown, min: number, max: number): number | null {
  const digits = decimalText(value);
  if (digits === null || !INTEGER.test(digits)) return null;
  const whole = Number.parseInt(digits, 10);
  return whole >= min && whole <= max ? whole : null;
}
