const REMOVED = '[removed]';

/** What Circle's bodies may carry that is nobody's to read later. Digits stay as they came. */
const SECRETS: readonly RegExp[] = [
  /("(?:entitySecretCiphertext|entitySecret|recoveryFile|encryptedUserShare)"\s*:\s*")[^"]*/gi,
  /("authorization"\s*:\s*")[^"]*/gi,
  /(\bBearer\s+)[\w.:~+/=-]+/gi,
  /((?:TEST|LIVE)_API_KEY:)[\w.:~+/=-]+/gi,
];

/** A body as it may be kept for people to read (R12): without ciphertexts and credentials. */
export function withoutSecrets(body: string): string {
  return SECRETS.reduce((text, secret) => text.replace(secret, `$1${REMOVED}`), body);
}
