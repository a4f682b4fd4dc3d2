import PDFDocument from 'pdfkit';
import { createSheet, type Sheet } from './pdf-sheet.ts';

/** What a document says of itself; readers show the title, and read aloud in the language. */
export type DocumentFacts = {
  readonly title: string;
  readonly author: string;
  readonly version: string;
  readonly issuedAtMs: number;
  /** What stands across the top of each page; null where the money is real. */
  readonly notice: string | null;
};

/**
 * Makes a PDF of A4 pages. The same facts and the same drawing give the same bytes: its dates are
 * the moment of issue, and nothing else of it comes from outside.
 */
export async function drawPdf(
  { title, author, version, issuedAtMs, notice }: DocumentFacts,
  draw: (sheet: Sheet) => void,
): Promise<Uint8Array> {
  const issuedAt = new Date(issuedAtMs);
  const doc = new PDFDocument({
    size: 'A4', margin: 0, bufferPages: true, lang: 'en', displayTitle: true, pdfVersion: '1.7',
    info: {
      Title: title, Author: author, Creator: `Paydesk ${version}`, Producer: 'Paydesk',
      CreationDate: issuedAt, ModDate: issuedAt,
    },
  });
  const parts: Uint8Array[] = [];
  const bytes = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
  draw(createSheet(doc, notice));
  doc.end();
  return bytes;
}
