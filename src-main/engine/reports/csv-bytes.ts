import { textCell } from './csv-text.ts';

/**
 * Fields of a CSV file as bytes, for files of millions of lines: what `csvText` makes of the same
 * cells, RFC 4180 and UTF-8, without a string per cell and line in between. Every field is quoted.
 */
export type CsvBytes = {
  /** Any text, neutralised where a spreadsheet could run it; answers whether it was. */
  readonly text: (text: string) => boolean;
  /** A whole number, given as digits. */
  readonly whole: (digits: string) => void;
  /** Minor units, given as digits, as a decimal with every place: what `formatAmount` says. */
  readonly decimal: (minor: string, scale: number) => void;
  /** An instant as RFC 3339 UTC; an empty field for null. What `timeCell` says. */
  readonly time: (atMs: number | null) => void;
  readonly endLine: () => void;
  /** Hands over what is left; the file is over. */
  readonly end: () => void;
};

const CAPACITY = 262_144;
/** Fields that are no text are shorter than this, with their quotes. */
const SHORT_MAX = 128;
const DAY_MS = 86_400_000;
const DAYS_KEPT = 4_096;

const LINE_FEED = 0x0A;
const CARRIAGE_RETURN = 0x0D;
const QUOTE = 0x22;
const COMMA = 0x2C;
const MINUS = 0x2D;
const POINT = 0x2E;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3A;
const ZULU = 0x5A;
const NOT_ASCII = 0x80;

/** What is not handed over yet. */
type Portion = {
  readonly bytes: Uint8Array;
  readonly put: (bytes: Uint8Array) => void;
  /** Where the next byte goes. */
  at: number;
  /** Whether the next field begins a line. */
  isFirst: boolean;
};

/** `put` has to be done with the bytes when it returns: they are written over. */
export function createCsvBytes(put: (bytes: Uint8Array) => void): CsvBytes {
  const portion: Portion = { bytes: new Uint8Array(CAPACITY), put, at: 0, isFirst: true };
  const dateOf = createDates();
  return {
    text: (text) => putText(portion, text),
    whole: (digits) => {
      checkWhole(digits);
      begin(portion, SHORT_MAX);
      putAscii(portion, digits);
      end(portion);
    },
    decimal: (minor, scale) => {
      checkWhole(minor);
      begin(portion, SHORT_MAX);
      putDecimal(portion, minor, scale);
      end(portion);
    },
    time: (atMs) => {
      begin(portion, SHORT_MAX);
      if (atMs !== null) putTime(portion, atMs, dateOf);
      end(portion);
    },
    endLine: () => {
      if (portion.at + 2 > CAPACITY) handOver(portion);
      portion.bytes[portion.at++] = CARRIAGE_RETURN;
      portion.bytes[portion.at++] = LINE_FEED;
      portion.isFirst = true;
    },
    end: () => { handOver(portion); },
  };
}

function handOver(portion: Portion): void {
  if (portion.at > 0) portion.put(portion.bytes.subarray(0, portion.at));
  portion.at = 0;
}

/** Begins a field of at most so many bytes, comma and quotes included. */
function begin(portion: Portion, most: number): void {
  if (portion.at + most > CAPACITY) handOver(portion);
  if (!portion.isFirst) portion.bytes[portion.at++] = COMMA;
  portion.isFirst = false;
  portion.bytes[portion.at++] = QUOTE;
}

function end(portion: Portion): void {
  portion.bytes[portion.at++] = QUOTE;
}

function putAscii(portion: Portion, text: string): void {
  const { bytes } = portion;
  let { at } = portion;
  for (let index = 0; index < text.length; index += 1) bytes[at++] = text.charCodeAt(index);
  portion.at = at;
}

function putText(portion: Portion, text: string): boolean {
  const { length } = text;
  if (length + SHORT_MAX > CAPACITY) return putAnyText(portion, text);
  if (length > 0 && !isHarmlessStart(text.charCodeAt(0))) return putAnyText(portion, text);
  const wasFirst = portion.isFirst;
  begin(portion, length + SHORT_MAX);
  const { bytes } = portion;
  let { at } = portion;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= NOT_ASCII || code === QUOTE) {
      // Begun again, the other way.
      portion.at -= wasFirst ? 1 : 2;
      portion.isFirst = wasFirst;
      return putAnyText(portion, text);
    }
    bytes[at++] = code;
  }
  portion.at = at;
  end(portion);
  return false;
}

/** The way of every text: slower, and right for each. */
function putAnyText(portion: Portion, text: string): boolean {
  const cell = textCell(text);
  const encoded = Buffer.from(cell.text.replaceAll('"', '""'), 'utf8');
  begin(portion, SHORT_MAX);
  if (portion.at + encoded.length + 1 > CAPACITY) handOver(portion);
  if (encoded.length < CAPACITY) {
    portion.bytes.set(encoded, portion.at);
    portion.at += encoded.length;
  } else {
    portion.put(encoded);
  }
  end(portion);
  return cell.escaped;
}

function putDecimal(portion: Portion, minor: string, scale: number): void {
  const { bytes } = portion;
  let { at } = portion;
  let index = 0;
  if (minor.charCodeAt(0) === MINUS) {
    bytes[at++] = MINUS;
    index = 1;
  }
  const point = minor.length - scale;
  if (point <= index) bytes[at++] = ZERO;
  for (; index < point; index += 1) bytes[at++] = minor.charCodeAt(index);
  if (scale > 0) {
    bytes[at++] = POINT;
    for (let place = point; place < index; place += 1) bytes[at++] = ZERO;
    for (; index < minor.length; index += 1) bytes[at++] = minor.charCodeAt(index);
  }
  portion.at = at;
}

function putTime(portion: Portion, atMs: number, dateOf: (day: number) => string): void {
  if (!Number.isInteger(atMs)) throw new RangeError('An instant is whole milliseconds.');
  const day = Math.floor(atMs / DAY_MS);
  putAscii(portion, dateOf(day));
  const ofDay = atMs - day * DAY_MS;
  const seconds = Math.trunc(ofDay / 1_000);
  const minutes = Math.trunc(seconds / 60);
  const hours = Math.trunc(minutes / 60);
  putPair(portion, hours, COLON);
  putPair(portion, minutes - hours * 60, COLON);
  putPair(portion, seconds - minutes * 60, POINT);
  const millis = ofDay - seconds * 1_000;
  const hundreds = Math.trunc(millis / 100);
  portion.bytes[portion.at++] = ZERO + hundreds;
  putPair(portion, millis - hundreds * 100, ZULU);
}

/** Two digits, and what stands after them. */
function putPair(portion: Portion, value: number, after: number): void {
  const tens = Math.trunc(value / 10);
  portion.bytes[portion.at++] = ZERO + tens;
  portion.bytes[portion.at++] = ZERO + value - tens * 10;
  portion.bytes[portion.at++] = after;
}

/** Letters and digits begin no formula (`csv-text.ts`); all else is looked at there. */
function isHarmlessStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7A) || (code >= ZERO && code <= NINE);
}

/** Digits with at most a minus before them, and no more of them than an amount can have. */
function checkWhole(digits: string): void {
  const from = digits.charCodeAt(0) === MINUS ? 1 : 0;
  let isWhole = digits.length > from && digits.length < SHORT_MAX / 2;
  for (let index = from; index < digits.length; index += 1) {
    const code = digits.charCodeAt(index);
    if (code < ZERO || code > NINE) isWhole = false;
  }
  if (!isWhole) throw new Error('A numeric column was given something else.');
}

/** `2026-11-21T` of a day since 1970; instants of a file fall on few days. */
function createDates(): (day: number) => string {
  const dates = new Map<number, string>();
  return (day) => {
    const known = dates.get(day);
    if (known !== undefined) return known;
    const date = new Date(day * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
    if (dates.size >= DAYS_KEPT) dates.clear();
    dates.set(day, date);
    return date;
  };
}
