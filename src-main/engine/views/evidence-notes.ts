import type { Told } from '../../contract/sentences.ts';
import type { Operation } from '../domain/operation.ts';
import { toldFrom } from './told.ts';

/**
 * What the rail noted before the provider's own answer: that the provider's figures do not agree
 * with each other or with what the payer agreed to (`rails/interledger/inquire.ts`). It stands in
 * the first line, and an answer of a provider is an object; nothing else is taken for a note.
 */
export function evidenceNotes({ evidence }: Pick<Operation, 'evidence'>): readonly Told[] {
  if (evidence?.kind !== 'incoming-payment') return [];
  const [line = ''] = evidence.raw.split('\n', 1);
  return line.split(/(?<=\.) (?=The )/).flatMap((note) =>
    toldFrom(note, 'evidence.spent') ?? toldFrom(note, 'evidence.beyond') ?? []);
}
