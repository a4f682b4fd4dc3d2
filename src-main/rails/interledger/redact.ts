const REMOVED = '[removed]';

/** Names under which the banks hand out what may pay, or proves who came back. */
const secretNames: ReadonlySet<string> = new Set([
  'manage', 'sharedSecret', 'interact_ref', 'nonce', 'redirect',
]);

/**
 * A body as it may be kept for people to read (R12): what it says, without tokens, nonces and the
 * proof of a consent. A body that is no JSON holds none of these and stays as it came.
 */
export function withoutSecrets(body: string): string {
  let removed = false;
  const clean = (name: string, value: unknown, inside: string): unknown => {
    // `value` is a token inside `access_token` and an amount elsewhere; `finish` is a nonce where
    // it is a text.
    const isSecret = secretNames.has(name) || (name === 'value' && inside === 'access_token')
      || name === 'finish';
    if (typeof value === 'string') {
      removed ||= isSecret;
      return isSecret ? REMOVED : value;
    }
    if (Array.isArray(value)) return value.map((one: unknown) => clean('', one, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) =>
      [key, clean(key, one, name)]));
  };
  try {
    const cleaned = clean('', JSON.parse(body), '');
    return removed ? JSON.stringify(cleaned) : body;
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
