import type PDFDocument from 'pdfkit';
import { drawable } from './pdf-text.ts';

/** A4 in points, and the room that the text keeps. */
export const PAGE = {
  left: 54, right: 541, top: 54, bottom: 776, width: 595.28, footer: 796,
} as const;
export const WIDTH = PAGE.right - PAGE.left;
const BAND_HEIGHT = 24;
const LINE_GAP = 1.5;

const colour = {
  ink: '#1a1f26', muted: '#5b6673', rule: '#d5dbe3', band: '#fbe3b3', bandInk: '#5f3a00',
  bad: '#a3231a',
} as const;
const font = { plain: 'Helvetica', bold: 'Helvetica-Bold', mono: 'Courier' } as const;

export type Tone = 'ink' | 'muted' | 'bad';

/** Where and how a text is written. */
export type Place = {
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly face?: keyof typeof font;
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
  /** Comes back to every page, once their number is known. */
  readonly eachPage: (draw: (page: number, count: number) => void) => void;
};

/** The pages of a document; `notice` stands across the top of each. */
export function createSheet(doc: InstanceType<typeof PDFDocument>, notice: string | null): Sheet {
  const choose = (place: Place) => {
    doc.font(font[place.face ?? 'plain']).fontSize(place.size)
      .fillColor(colour[place.tone ?? 'ink']);
    return { width: place.width, align: place.align ?? 'left', lineGap: LINE_GAP } as const;
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
      return doc.heightOfString(inked(text), options);
    },
    write: (text, place) => {
      const height = sheet.heightOf(text, place);
      doc.text(inked(text), place.x, sheet.y, choose(place));
      return height;
    },
    rule: () => {
      doc.moveTo(PAGE.left, sheet.y).lineTo(PAGE.right, sheet.y).lineWidth(0.6)
        .strokeColor(colour.rule).stroke();
    },
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

function drawBand(doc: InstanceType<typeof PDFDocument>, notice: string | null): void {
  if (notice === null) return;
  doc.rect(0, 0, PAGE.width, BAND_HEIGHT).fill(colour.band);
  doc.font(font.bold).fontSize(9.5).fillColor(colour.bandInk)
    .text(drawable(notice), 0, 8, { width: PAGE.width, align: 'center' });
}

/** An empty text has no height; a space keeps its line. */
function inked(text: string): string {
  return text === '' ? ' ' : drawable(text);
}
