/**
 * Text of providers and marketplaces is data (R16): control characters, and the invisible ones
 * that reorder or hide text, are taken out before it is shown. Line breaks and tabs stay.
 */
export function plainText(text: string): string {
  return text.replace(UNSEEN, '');
}

const UNSEEN = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f'
  + '\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}]', 'gu',
);

/** Shortened in the middle, for tables only; never on a confirmation. */
export function shorten(text: string, head = 8, tail = 5): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}

/** In groups of four, as an address is compared by eye. */
export function inFours(text: string): readonly string[] {
  return text.match(/.{1,4}/gu) ?? [];
}

/** The JSON of a text, indented; the text itself where it is no JSON. */
export function prettyJson(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, null, 2);
  } catch {
    return text;
  }
}
