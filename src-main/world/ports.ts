/** The real world behind the engine's ports: the system's clock, randomness, ids and log. */
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { monotonicFactory } from 'ulid';
import type { Clock, Ids, Log, Random } from '../engine/ports.ts';

/** `setTimeout` holds at most this long; longer waits are taken in steps. */
const TIMER_MS_MAX = 2_147_483_647;

export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    after: (delayMs, act) => {
      const timer = setTimeout(act, Math.min(Math.max(0, delayMs), TIMER_MS_MAX));
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length) };

/** `prefix_ULID`: sortable by time, 80 random bits, rising within one millisecond. */
export function createSystemIds(): Ids {
  const ulid = monotonicFactory(() => randomBytes(4).readUInt32BE() / 4_294_967_296);
  return { next: (prefix) => `${prefix}_${ulid()}` };
}

/** Names whose values never reach the log, whoever passes them (R12). */
const SECRET_NAMES = [
  'password', 'secret', 'token', 'apiKey', 'authorization', 'cookie', 'passwordHash',
];

/** Structured lines on standard error, so that standard output stays a machine's. */
export function createSystemLog(level: string): Log {
  const logger = pino({
    level,
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
    serializers: { error: pino.stdSerializers.err },
  }, pino.destination({ dest: 2, sync: false }));
  return {
    debug: (message, fields) => { logger.debug(fields ?? {}, message); },
    info: (message, fields) => { logger.info(fields ?? {}, message); },
    warn: (message, fields) => { logger.warn(fields ?? {}, message); },
    error: (message, fields) => { logger.error(fields ?? {}, message); },
  };
}
