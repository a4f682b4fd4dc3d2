/** What a text seems to name; `account`: an address of any rail. */
export type Looks = 'payment' | 'job' | 'batch' | 'id' | 'account' | 'hash';

const LENGTH_MAX = 200;

const shapes: readonly (readonly [Looks, RegExp])[] = [
  ['payment', /^pay_[0-9A-Z]{26}$/],
  ['job', /^job_[0-9A-Z]{26}$/],
  ['batch', /^bat_[0-9A-Z]{26}$/],
  ['id', /^[a-z]{2,8}_[0-9A-Za-z]{20,40}$/],
  ['id', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ['hash', /^(0x)?[0-9a-f]{64}$/i],
  ['account', /^(bc|tb|bcrt)1[02-9ac-hj-np-z]{11,87}$/i],
  ['account', /^[13mn2][1-9A-HJ-NP-Za-km-z]{25,34}$/],
  ['account', /^0x[0-9a-f]{40}$/i],
  ['account', /^\$[a-z0-9.-]+\.[a-z]{2,}(\/[\w./~-]*)?$/i],
  ['account', /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}\/[\w./~-]+$/i],
];

/**
 * What a text seems to be, so that the clipboard is offered only where it may be of use. It decides
 * nothing: whatever it says is looked up, and found or not.
 */
export function looksLike(text: string): Looks | null {
  const whole = text.trim();
  if (whole.length > LENGTH_MAX) return null;
  return shapes.find(([, shape]) => shape.test(whole))?.[0] ?? null;
}
