import { formatAmountShort, money, parseAmount } from '../../engine/domain/money.ts';
import type { AmountFault, Asset } from '../../engine/domain/money.ts';
import { answer } from './answers.ts';
import type { ProviderResponse } from '../provider.ts';

const TEXT_LENGTH_MAX = 255;
const SECONDS_MAX = 30 * 24 * 3600;
const AMOUNT_PROBLEMS: Record<AmountFault, { type: string; msg: string }> = {
  'not-a-decimal': { type: 'decimal_parsing', msg: 'Input should be a valid decimal' },
  'too-many-places': {
    type: 'decimal_max_places',
    msg: 'Decimal input should have no more than 8 decimal places',
  },
  'too-large': { type: 'decimal_max_digits', msg: 'Decimal input has too many digits' },
};

/** A number as it was written, since a parsed float has already lost places. */
const NUMERAL = Symbol('numeral');
type Numeral = { readonly [NUMERAL]: string };

type Problem = { readonly type: string; readonly loc: readonly string[]; readonly msg: string };

/**
 * A request body read field by field. A reader that finds a field missing or bad notes it and
 * hands back an empty value; nothing of it may be used before `refusal()` answered null.
 */
export type Body = {
  text(name: string): string;
  optionalText(name: string): string | null;
  /** A positive amount in minor units, from a decimal string or a JSON number, read exactly. */
  amount(name: string, asset: Asset): bigint;
  optionalAmount(name: string, asset: Asset): bigint | null;
  /** Whole seconds, 1 to 30 days. */
  seconds(name: string, fallback: number): number;
  whole(name: string, fallback: number | null): number | null;
  /** The text of a decimal, written as a string or as a JSON number; it is not judged here. */
  decimalText(name: string): string;
  /** 422 with every problem, in FastAPI's shape; null when the body is sound. */
  refusal(): ProviderResponse | null;
};

/** Opens a JSON body; numbers keep the digits in which they were written (rule R1). */
export function openBody(bodyText: string): Body {
  const problems: Problem[] = [];
  const fields = readObject(bodyText, problems);
  const complain = (name: string, type: string, msg: string): void => {
    problems.push({ type, loc: ['body', name], msg });
  };
  const optionalText = (name: string): string | null => {
    const value = fields.get(name);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string') {
      complain(name, 'string_type', 'Input should be a valid string');
      return null;
    }
    if (value.length === 0 || value.length > TEXT_LENGTH_MAX) {
      complain(name, 'string_length', `String should have 1 to ${TEXT_LENGTH_MAX} characters`);
      return null;
    }
    return value;
  };
  const required = (name: string): boolean => {
    const value = fields.get(name);
    if (value !== undefined && value !== null) return true;
    complain(name, 'missing', 'Field required');
    return false;
  };
  const optionalAmount = (name: string, asset: Asset): bigint | null => {
    const value = fields.get(name);
    if (value === undefined || value === null) return null;
    const parsed = parseAmount(numeralText(value) ?? '', asset);
    if (!parsed.ok) {
      const problem = AMOUNT_PROBLEMS[parsed.fault];
      complain(name, problem.type, problem.msg);
      return null;
    }
    if (parsed.money.minor > 0n) return parsed.money.minor;
    complain(name, 'greater_than', 'Input should be greater than 0');
    return null;
  };
  const whole = (name: string, fallback: number | null): number | null => {
    const value = fields.get(name);
    if (value === undefined || value === null) return fallback;
    const digits = isNumeral(value) && /^\d{1,15}$/.test(value[NUMERAL]) ? value[NUMERAL] : null;
    if (digits !== null) return Number.parseInt(digits, 10);
    complain(name, 'int_type', 'Input should be a valid whole number');
    return fallback;
  };
  return {
    text: (name) => (required(name) ? (optionalText(name) ?? '') : ''),
    optionalText,
    amount: (name, asset) => (required(name) ? (optionalAmount(name, asset) ?? 0n) : 0n),
    optionalAmount,
    seconds: (name, fallback) => {
      const seconds = whole(name, fallback) ?? fallback;
      if (seconds >= 1 && seconds <= SECONDS_MAX) return seconds;
      complain(name, 'out_of_range', `Input should be between 1 and ${SECONDS_MAX}`);
      return fallback;
    },
    whole,
    decimalText: (name) => (required(name) ? (numeralText(fields.get(name)) ?? '') : ''),
    refusal: () => (problems.length === 0 ? null : answer(422, { detail: problems })),
  };
}

/** Minor units as the shortest decimal text: how every stand-in writes an amount. */
export function amountText(minor: bigint, asset: Asset): string {
  return formatAmountShort(money(minor, asset));
}

function readObject(bodyText: string, problems: Problem[]): Map<string, unknown> {
  const parsed = parseExact(bodyText);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return new Map(Object.entries(parsed));
  }
  problems.push(
    parsed === undefined
      ? { type: 'json_invalid', loc: ['body'], msg: 'JSON decode error' }
      : { type: 'model_attributes_type', loc: ['body'], msg: 'Input should be a valid dictionary' },
  );
  return new Map();
}

function parseExact(bodyText: string): unknown {
  const keepNumeral = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? { [NUMERAL]: context?.source ?? String(value) } : value;
  try {
    return JSON.parse(bodyText, keepNumeral);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isNumeral(value: unknown): value is Numeral {
  return typeof value === 'object' && value !== null && NUMERAL in value;
}

function numeralText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return isNumeral(value) ? value[NUMERAL] : null;
}
