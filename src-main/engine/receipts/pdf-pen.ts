import { drawable } from './pdf-text.ts';
import { PAGE, WIDTH, type Sheet, type Tone } from './pdf-sheet.ts';

const LABEL_WIDTH = 112;
const VALUE = { x: PAGE.left + LABEL_WIDTH, width: WIDTH - LABEL_WIDTH } as const;
const MONO_SIZE = 8.5;
const MONO_LINE = 12;
/** Every Courier character is 600 thousandths of the size wide. */
const MONO_CHARACTERS = Math.floor(VALUE.width / (MONO_SIZE * 0.6));

/** Title on the left; who issued it, and under which number, on the right. */
export function drawHead(sheet: Sheet, title: string, lines: readonly string[]): void {
  const left = sheet.write(title, { x: PAGE.left, width: WIDTH / 2, size: 20, face: 'bold' });
  const from = sheet.y;
  for (const [index, line] of lines.entries()) {
    const right = { x: PAGE.left + WIDTH / 2, width: WIDTH / 2, align: 'right' } as const;
    sheet.y += sheet.write(line, index === 0
      ? { ...right, size: 10, face: 'bold' } : { ...right, size: 8.5, tone: 'muted' });
  }
  sheet.y = Math.max(sheet.y, from + left) + 12;
  sheet.rule();
  sheet.y += 14;
}

/** The one figure that the reader came for, and the sentence that goes with it. */
export function drawFigure(sheet: Sheet, amount: string, sentence: string): void {
  const whole = { x: PAGE.left, width: WIDTH } as const;
  sheet.y += sheet.write(amount, { ...whole, size: 26, face: 'bold' }) + 2;
  sheet.y += sheet.write(sentence, { ...whole, size: 11, tone: 'muted' }) + 10;
}

/** A section's title; `room` is what has to fit below it on the same page. */
export function drawSection(sheet: Sheet, title: string, room: number = 24): void {
  sheet.ensure(40 + room);
  sheet.y += 10;
  sheet.rule();
  sheet.y += 8;
  const place = { x: PAGE.left, width: WIDTH, size: 10.5, face: 'bold' } as const;
  sheet.y += sheet.write(title, place) + 4;
}

export function drawParagraph(sheet: Sheet, text: string, tone: Tone = 'ink'): void {
  const place = { x: PAGE.left, width: WIDTH, size: 9, tone } as const;
  sheet.ensure(sheet.heightOf(text, place) + 4);
  sheet.y += sheet.write(text, place) + 4;
}

/** A label and its value in words. */
export function drawRow(sheet: Sheet, label: string, value: string, tone: Tone = 'ink'): void {
  const place = { ...VALUE, size: 9, tone } as const;
  sheet.ensure(sheet.heightOf(value, place) + 3);
  drawLabel(sheet, label);
  sheet.y += sheet.write(value, place) + 3;
}

/** A label and a value to be compared character by character: whole, wrapped, monospaced. */
export function drawCode(sheet: Sheet, label: string, value: string): void {
  const lines = chunks(drawable(value));
  sheet.ensure(lines.length * MONO_LINE + 3);
  drawLabel(sheet, label);
  for (const line of lines) {
    sheet.write(line, { x: VALUE.x, width: VALUE.width + 8, size: MONO_SIZE, face: 'mono' });
    sheet.y += MONO_LINE;
  }
  sheet.y += 1.5;
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

/** What the lines of one operation usually take, so that they stay together. */
export const OPERATION_HEIGHT = 128;

/** The head of one operation, kept on a page with the lines that follow it. */
export function drawSubhead(sheet: Sheet, text: string, aside: string): void {
  sheet.ensure(OPERATION_HEIGHT);
  sheet.y += 5;
  const right = { x: PAGE.left + 200, width: WIDTH - 200, align: 'right' } as const;
  sheet.write(aside, { ...right, size: 9.5 });
  const place = { x: PAGE.left, width: 240, size: 9.5, face: 'bold' } as const;
  sheet.y += sheet.write(text, place) + 3;
}

/** The foot of every page. */
export function drawFoot(sheet: Sheet, text: string): void {
  sheet.eachPage((page, count) => {
    sheet.y = PAGE.footer - 6;
    sheet.rule();
    sheet.y = PAGE.footer;
    sheet.write(text, { x: PAGE.left, width: WIDTH - 70, size: 7.5, tone: 'muted' });
    sheet.write(`Page ${page + 1} of ${count}`, {
      x: PAGE.right - 70, width: 70, size: 7.5, tone: 'muted', align: 'right',
    });
  });
}

function drawLabel(sheet: Sheet, label: string): void {
  sheet.write(label, { x: PAGE.left, width: LABEL_WIDTH - 8, size: 9, tone: 'muted' });
}

function chunks(text: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += MONO_CHARACTERS) {
    lines.push(text.slice(at, at + MONO_CHARACTERS));
  }
  return lines;
}
