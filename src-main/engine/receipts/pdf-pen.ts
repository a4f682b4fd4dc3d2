import { drawable } from './pdf-text.ts';
import { PAGE, WIDTH, type Sheet, type Tone } from './pdf-sheet.ts';

const LABEL_WIDTH = 112;
const VALUE = { x: PAGE.left + LABEL_WIDTH, width: WIDTH - LABEL_WIDTH } as const;
const MONO = { size: 8.5, line: 12, face: 'mono' } as const;
/** Every character of the monospaced face is 600 thousandths of the size wide. */
const MONO_WIDTH = MONO.size * 0.6;
const BOX = { inset: 10, code: 88 } as const;

/** Title on the left; who issued it, and under which number, on the right. */
export function drawHead(sheet: Sheet, title: string, lines: readonly string[]): void {
  const left = sheet.write(title, { x: PAGE.left, width: WIDTH / 2, size: 18, face: 'bold' });
  const from = sheet.y;
  for (const [index, line] of lines.entries()) {
    const right = { x: PAGE.left + WIDTH / 2, width: WIDTH / 2, align: 'right' } as const;
    sheet.y += sheet.write(line, index === 0
      ? { ...right, size: 10, face: 'bold' } : { ...right, size: 8.5, tone: 'muted' });
  }
  sheet.y = Math.max(sheet.y, from + left) + 10;
  sheet.rule();
  sheet.y += 12;
}

/** The one figure that the reader came for, and the sentence that goes with it. */
export function drawFigure(sheet: Sheet, amount: string, sentence: string): void {
  const whole = { x: PAGE.left, width: WIDTH } as const;
  sheet.y += sheet.write(amount, { ...whole, size: 27, face: 'bold' }) + 1;
  sheet.y += sheet.write(sentence, { ...whole, size: 11, tone: 'muted' }) + 12;
}

/** A section's title; `room` is what has to fit below it on the same page. */
export function drawSection(sheet: Sheet, title: string, room: number = 24): void {
  sheet.ensure(32 + room);
  sheet.y += 7;
  sheet.rule();
  sheet.y += 7;
  const place = { x: PAGE.left, width: WIDTH, size: 10, face: 'bold' } as const;
  sheet.y += sheet.write(title, place) + 3;
}

export function drawParagraph(sheet: Sheet, text: string, tone: Tone = 'ink'): void {
  const place = { x: PAGE.left, width: WIDTH, size: 9, tone } as const;
  sheet.ensure(sheet.heightOf(text, place) + 4);
  sheet.y += sheet.write(text, place) + 4;
}

/** A label and its value in words. */
export function drawRow(sheet: Sheet, label: string, value: string, tone: Tone = 'ink'): void {
  const place = { ...VALUE, size: 9, tone } as const;
  sheet.ensure(sheet.heightOf(value, place) + 2);
  drawLabel(sheet, label);
  sheet.y += sheet.write(value, place) + 2;
}

/** A label and a value to be compared character by character: whole, wrapped, monospaced. */
export function drawCode(sheet: Sheet, label: string, value: string): void {
  const lines = codeLines(value, VALUE.width);
  sheet.ensure(lines.length * MONO.line + 2);
  drawLabel(sheet, label);
  writeLines(sheet, lines, VALUE.x);
  sheet.y += 2;
}

export type Party = {
  readonly label: string; readonly name: string; readonly account: string | null;
};

/** The two sides of a payment, beside each other. */
export function drawParties(sheet: Sheet, parties: readonly [Party, Party]): void {
  const width = WIDTH / 2 - 12;
  const nameOf = (place: number) => ({
    x: PAGE.left + place * (WIDTH / 2 + 12), width, size: 11, face: 'bold',
  } as const);
  const heights = parties.map(({ name, account }, place) => sheet.heightOf(name, nameOf(place))
    + (account === null ? 0 : codeLines(account, width).length * MONO.line) + 14);
  sheet.ensure(Math.max(...heights) + 10);
  const from = sheet.y;
  for (const [place, { label, name, account }] of parties.entries()) {
    sheet.y = from;
    sheet.y += sheet.write(label, { ...nameOf(place), size: 8.5, face: 'plain', tone: 'muted' });
    sheet.y += sheet.write(name, nameOf(place)) + 1;
    if (account !== null) writeLines(sheet, codeLines(account, width), nameOf(place).x);
  }
  sheet.y = from + Math.max(...heights) + 8;
}

/** What proves it, whole, on a ground of its own, with a QR code that carries the same text. */
export function drawProof(sheet: Sheet, { label, value, lines }: {
  readonly label: string; readonly value: string; readonly lines: readonly string[];
}): void {
  const x = PAGE.left + BOX.inset;
  const width = WIDTH - BOX.code - 3 * BOX.inset;
  const words = { x, width, size: 8.5, tone: 'muted' } as const;
  const codes = codeLines(value, width);
  const height = 2 * BOX.inset + Math.max(BOX.code, 16 + codes.length * MONO.line
    + lines.reduce((sum, line) => sum + sheet.heightOf(line, words) + 2, 4));
  sheet.ensure(height + 8);
  sheet.y += 4;
  const from = sheet.y;
  sheet.ground(height);
  sheet.y = from + BOX.inset;
  sheet.code(value, { x: PAGE.right - BOX.inset - BOX.code, size: BOX.code });
  sheet.y += sheet.write(label, { x, width, size: 9, face: 'bold' }) + 2;
  writeLines(sheet, codes, x);
  sheet.y += 4;
  for (const line of lines) sheet.y += sheet.write(line, words) + 2;
  sheet.y = from + height + 6;
}

/** A line of a table of amounts: digits of one width, right-aligned, so that places align. */
export function drawAmount(sheet: Sheet, label: string, amount: {
  readonly value: string; readonly unit: string;
}): void {
  sheet.ensure(16);
  sheet.write(label, { x: PAGE.left, width: 200, size: 9, tone: 'muted' });
  sheet.write(amount.value, { x: PAGE.left + 150, width: 170, size: 9, align: 'right' });
  sheet.write(amount.unit, { x: PAGE.left + 326, width: 90, size: 9, tone: 'muted' });
  sheet.y += 15;
}

/** One step of the payment: what and when on the left, how much on the right. */
export function drawStep(sheet: Sheet, { text, amount, notes, codes }: {
  readonly text: string; readonly amount: string;
  readonly notes: readonly string[]; readonly codes: readonly string[];
}): void {
  const note = { x: PAGE.left, width: WIDTH, size: 8.5, tone: 'muted' } as const;
  const lines = codes.flatMap((code) => codeLines(code, WIDTH));
  sheet.ensure(Math.min(200, 15 + lines.length * MONO.line
    + notes.reduce((sum, line) => sum + sheet.heightOf(line, note), 6)));
  const place = { x: PAGE.left, width: WIDTH - 170, size: 9 } as const;
  const height = sheet.write(text, place);
  sheet.write(amount, { x: PAGE.right - 165, width: 165, size: 9, align: 'right' });
  sheet.y += height;
  for (const line of notes) {
    sheet.ensure(sheet.heightOf(line, note));
    sheet.y += sheet.write(line, note);
  }
  writeLines(sheet, lines, PAGE.left);
  sheet.y += 4;
}

/** The foot of every page. */
export function drawFoot(sheet: Sheet, text: string): void {
  sheet.eachPage((page, count) => {
    sheet.y = PAGE.footer - 6;
    sheet.rule();
    sheet.y = PAGE.footer - 2;
    sheet.write(text, { x: PAGE.left, width: WIDTH - 70, size: 7.5, tone: 'muted' });
    sheet.write(`Page ${page + 1} of ${count}`, {
      x: PAGE.right - 70, width: 70, size: 7.5, tone: 'muted', align: 'right',
    });
  });
}

function drawLabel(sheet: Sheet, label: string): void {
  sheet.write(label, { x: PAGE.left, width: LABEL_WIDTH - 8, size: 9, tone: 'muted' });
}

function writeLines(sheet: Sheet, lines: readonly string[], x: number): void {
  for (const line of lines) {
    sheet.ensure(MONO.line);
    sheet.write(line, { x, width: WIDTH, ...MONO });
    sheet.y += MONO.line;
  }
}

/** A text in lines of so many points, broken anywhere, so that no character is lost. */
function codeLines(text: string, width: number): readonly string[] {
  const characters = Array.from(drawable(text, 'mono'));
  const perLine = Math.floor(width / MONO_WIDTH);
  return Array.from({ length: Math.ceil(characters.length / perLine) }, (_line, at) =>
    characters.slice(at * perLine, (at + 1) * perLine).join(''));
}
