import type PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { faces, fontBytes, type Face } from './pdf-fonts.ts';
import { drawable } from './pdf-text.ts';

/** A4 in points, and the room that the text keeps. */
export const PAGE = {
  left: 54, right: 541, top: 50, bottom: 784, width: 595.28, footer: 802,
} as const;
export const WIDTH = PAGE.right - PAGE.left;
const BAND_HEIGHT = 24;

const colour = {
  ink: '#1a1f26', muted: '#5b6673', rule: '#d5dbe3', box: '#f6f8fa', band: '#fbe3b3',
  bandInk: '#5f3a00', bad: '#a3231a',
} as const;

export type Tone = 'ink' | 'muted' | 'bad';

/** Where and how a text is written. */
export type Place = {
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly face?: Face;
  readonly tone?: Tone;
  readonly align?: 'left' | 'right';
};

/** Pages with a cursor: pieces are written at `y`, and a page begins where one would not fit. */
export type Sheet = {
  y: number;
  readonly ensure: (height: number) => void;
  /** Writes at the cursor, leaves it where it was, and answers the height. */
  readonly write: (text: string, place: Place) => number;
  readonly heightOf: (text: string, place: Place) => number;
  readonly rule: () => void;
  /** A quiet ground from the cursor down, across the page. */
  readonly ground: (height: number) => void;
  /** A QR code at the cursor, black on white with its quiet zone inside `size`. */
  readonly code: (text: string, place: { readonly x: number; readonly size: number }) => void;
  /** Comes back to every page, once their number is known. */
  readonly eachPage: (draw: (page: number, count: number) => void) => void;
};

type Document = InstanceType<typeof PDFDocument>;

/** The pages of a document; `notice` stands across the top of each. */
export function createSheet(doc: Document, notice: string | null): Sheet {
  for (const face of faces) doc.registerFont(face, fontBytes(face));
  const choose = (place: Place) => {
    doc.font(place.face ?? 'plain').fontSize(place.size).fillColor(colour[place.tone ?? 'ink']);
    return { width: place.width, align: place.align ?? 'left' } as const;
  };
  const sheet: Sheet = {
    y: PAGE.top,
    ensure: (height) => {
      if (sheet.y + height <= PAGE.bottom) return;
      doc.addPage();
      sheet.y = PAGE.top;
      drawBand(doc, notice);
    },
    heightOf: (text, place) => {
      const options = choose(place);
      return doc.heightOfString(inked(text, place), options);
    },
    write: (text, place) => {
      const height = sheet.heightOf(text, place);
      doc.text(inked(text, place), place.x, sheet.y, choose(place));
      return height;
    },
    rule: () => {
      doc.moveTo(PAGE.left, sheet.y).lineTo(PAGE.right, sheet.y).lineWidth(0.6)
        .strokeColor(colour.rule).stroke();
    },
    ground: (height) => {
      doc.roundedRect(PAGE.left, sheet.y, WIDTH, height, 4).fill(colour.box);
    },
    code: (text, { x, size }) => drawCodeAt(doc, text, { x, y: sheet.y, size }),
    eachPage: (draw) => {
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        doc.switchToPage(page);
        draw(page, count);
      }
    },
  };
  drawBand(doc, notice);
  return sheet;
}

function drawBand(doc: Document, notice: string | null): void {
  if (notice === null) return;
  doc.rect(0, 0, PAGE.width, BAND_HEIGHT).fill(colour.band);
  doc.font('bold').fontSize(9.5).fillColor(colour.bandInk)
    .text(drawable(notice, 'bold'), 0, 5, { width: PAGE.width, align: 'center' });
}

/** Runs of dark modules become one rectangle each, which keeps the document small. */
function drawCodeAt(
  doc: Document, text: string, { x, y, size }: { x: number; y: number; size: number },
): void {
  const { data, size: modules } = encode(text, { border: 4, ecc: 'M' });
  const unit = size / modules;
  doc.rect(x, y, size, size).fill('#ffffff');
  for (const [row, cells] of data.entries()) {
    for (let from = cells.indexOf(true); from >= 0; ) {
      const end = cells.indexOf(false, from);
      const until = end < 0 ? cells.length : end;
      doc.rect(x + from * unit, y + row * unit, (until - from) * unit, unit);
      from = cells.indexOf(true, until);
    }
  }
  doc.fill('#000000');
}

/** An empty text has no height; a space keeps its line. */
function inked(text: string, { face }: Place): string {
  return text === '' ? ' ' : drawable(text, face);
}
