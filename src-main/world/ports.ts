/** The real world behind the engine's ports: the system's clock, randomness, ids and log. */
import { randomBytes, randomFillSync } from 'node:crypto';
import pino from 'pino';
import { monotonicFactory } from 'ulid';
import type { Clock, Ids, Log, Random } from '../engine/ports.ts';

/** `setTimeout` holds at most this long; longer waits are taken in steps. */
const TIMER_MS_MAX = 2_147_483_647;

export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    after: (delayMs, act) => {
      let timer: NodeJS.Timeout;
      const wait = (restMs: number): void => {
        const stepMs = Math.min(Math.max(0, restMs), TIMER_MS_MAX);
        timer = setTimeout(() => {
          if (restMs > stepMs) wait(restMs - stepMs);
          else act();
        }, stepMs);
      };
      wait(delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length) };

/** `prefix_ULID`: sortable by time, 80 random bits, rising within one millisecond. */
export function createSystemIds(): Ids {
  const ulid = monotonicFactory(createRandomParts());
  return { next: (prefix) => `${prefix}_${ulid()}` };
}

/** An id asks once per digit; the system is asked once per thousand digits. */
const RANDOM_POOL_BYTES = 4_096;
const PART_BYTES = 4;

/** The system's randomness as numbers, 0 <= x < 1. */
function createRandomParts(): () => number {
  const pool = Buffer.alloc(RANDOM_POOL_BYTES);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const part = pool.readUInt32BE(used) / 4_294_967_296;
    used += PART_BYTES;
    return part;
  };
}

/** Names whose values never reach the log, whoever passes them (R12). */
const SECRET_NAMES = [
  'password', 'secret', 'token', 'apiKey', 'authorization', 'cookie', 'passwordHash',
];

/**
 * Structured lines on standard error, so that standard output stays a machine's. Throws a sentence
 * for a level that there is not (`PAYDESK_LOG_LEVEL`).
 */
export function createSystemLog(level: string): Log {
  if (!Object.hasOwn(pino.levels.values, level) && level !== 'silent') {
    throw new Error(`PAYDESK_LOG_LEVEL is ${level}, and has to be debug, info, warn or error. `
      + 'Paydesk did not start.');
  }
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
