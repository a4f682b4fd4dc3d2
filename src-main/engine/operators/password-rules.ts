import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';

/** NIST SP 800-63B-4: where the password is all there is, it has at least 15 characters. */
export const PASSWORD_LENGTH_MIN = 15;
export const PASSWORD_LENGTH_MAX = 200;
const DIFFERENT_MIN = 5;
/** What has to be left once the words that everybody tries first are taken out. */
const OWN_PART_MIN = 6;

/** Words that guessers begin with; a password may hold them, and has to be more than them. */
const OBVIOUS_WORDS = [
  'passwort', 'password', 'passw0rd', 'passphrase', 'paydesk', 'administrator', 'admin', 'operator',
  'letmein', 'welcome', 'changeme', 'default', 'secret', 'login', 'qwertyuiop', 'qwertzuiop',
  'qwerty', 'qwertz', 'azerty', 'asdfghjkl', 'asdfgh', 'zxcvbnm', 'yxcvbnm', 'iloveyou', 'monkey',
  'dragon', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'trustno1', 'abc123',
  'correcthorsebatterystaple', 'thequickbrownfox', 'marketplace', 'payment', 'bitcoin', 'aitbc',
];

/**
 * Refuses what is too short, too long or obvious; no rules of composition, since they make
 * passwords no better (NIST SP 800-63B-4). Length counts characters of the NFC form.
 */
export function checkPasswordRules(password: string, name: string): Result<null> {
  const normal = password.normalize('NFC');
  const length = Array.from(normal).length;
  if (length < PASSWORD_LENGTH_MIN) {
    return weak(`The password has ${length} characters; it needs at least ${PASSWORD_LENGTH_MIN}. `
      + 'A sentence of a few words is easy to keep in mind.');
  }
  if (length > PASSWORD_LENGTH_MAX) {
    return weak(`The password is longer than ${PASSWORD_LENGTH_MAX} characters.`);
  }
  return isObvious(normal.toLowerCase(), name.normalize('NFC').toLowerCase())
    ? weak('A guesser would try this password early. Take a few words of your own.')
    : accept(null);
}

function weak(sentence: string) {
  return refuse('weak_password', { lengthMin: `${PASSWORD_LENGTH_MIN}` }, sentence);
}

function isObvious(password: string, name: string): boolean {
  if (new Set(password).size < DIFFERENT_MIN) return true;
  if (isRepetition(password) || isSequence(password)) return true;
  let rest = password;
  for (const word of [name, ...OBVIOUS_WORDS]) {
    if (word.length >= 4) rest = rest.replaceAll(word, '');
  }
  // Digits and signs around an obvious word ("password2026!!!!") add next to nothing.
  return rest !== password && rest.replace(/[\d\s\p{P}\p{S}]/gu, '').length < OWN_PART_MIN;
}

/** `abcabcabcabcabc`: some beginning of at most half the length, again and again. */
function isRepetition(text: string): boolean {
  for (let unit = 1; unit <= text.length / 2; unit += 1) {
    if (text.startsWith(text.slice(unit))) return true;
  }
  return false;
}

/** `abcdefghijklmno`, `123456789012345`: nearly every character follows from the one before. */
function isSequence(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) {
    const step = Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1));
    if (step === 1 || step === 9) steps += 1;
  }
  return steps >= (text.length - 1) * 0.9;
}
