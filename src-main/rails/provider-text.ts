/** The longest provider text that is kept to be shown to a person. */
const TEXT_LENGTH_MAX = 300;
/** The longest provider answer that is kept as evidence. */
const RAW_LENGTH_MAX = 4_000;
/** Controls, invisible and direction-changing characters: they could dress a text up as another. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]+/gu;

/**
 * Provider text made fit to be shown (R16): one line, no control or direction-changing characters,
 * at most `lengthMax` characters. It stays data; whoever draws it draws text, never markup.
 */
export function providerText(text: string, lengthMax: number = TEXT_LENGTH_MAX): string {
  const plain = text.toWellFormed().replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
  const characters = Array.from(plain);
  return characters.length <= lengthMax ? plain
    : `${characters.slice(0, lengthMax - 1).join('')}…`;
}

/** A provider's answer as it is stored with evidence: our own secrets taken out (R12), bounded. */
export function rawAnswer(body: string, secrets: Readonly<Record<string, string>>): string {
  let text = body;
  for (const secret of Object.values(secrets)) {
    if (secret !== '') text = text.replaceAll(secret, '[secret]');
  }
  return text.length <= RAW_LENGTH_MAX ? text : `${text.slice(0, RAW_LENGTH_MAX - 1)}…`;
}
