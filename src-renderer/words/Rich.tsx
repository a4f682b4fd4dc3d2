import { Fragment, type ReactNode } from 'react';

type RichProps = {
  /** A text of the catalogue with tags of its own: `Press <key>Enter</key>`, `came <when/>`. */
  readonly text: string;
  /** What stands for each tag, given the words inside it. */
  readonly parts: Readonly<Record<string, (words: string) => ReactNode>>;
};

/**
 * A sentence with elements in it, kept whole for the translator. Everything else stays text. Names
 * and words of others go in as parts, never as values: a value is read for tags like the sentence.
 */
export function Rich({ text, parts }: RichProps) {
  // The split answers text, then for each tag the whole of it, its name and the words inside.
  const pieces = text.split(/(<(\w+)(?:\/>|>([^<]*)<\/\2>))/g);
  return pieces.map((piece, place) => {
    if (place % 4 === 0) return <Fragment key={place}>{piece}</Fragment>;
    if (place % 4 !== 1) return null;
    const draw = parts[pieces[place + 1] ?? ''];
    return <Fragment key={place}>{draw?.(pieces[place + 2] ?? '') ?? piece}</Fragment>;
  });
}
