import type { Refusal, Result } from './result.ts';

/**
 * Every expected "no" of Paydesk: its HTTP status and the sentence that a person reads. A sentence
 * says what was not done; `details` names the field or value. Codes are stable: callers branch on
 * them, so a code is never renamed or reused.
 */
const refusalTable = {
  invalid_request: { status: 400, sentence: 'The request does not have the expected form.' },
  invalid_amount: { status: 400, sentence: 'The amount is not a positive decimal of the asset.' },
  amount_too_precise: {
    status: 400, sentence: 'The amount has more decimal places than the asset.',
  },
  amount_too_large: { status: 400, sentence: 'The amount is larger than Paydesk can hold.' },
  unknown_currency: { status: 400, sentence: 'No configured rail pays in this currency.' },
  invalid_address: { status: 400, sentence: 'The address is not valid on this rail.' },
  unauthenticated: { status: 401, sentence: 'A valid API key is needed.' },
  forbidden: { status: 403, sentence: 'This key or operator may not do that.' },
  bad_credentials: { status: 401, sentence: 'The name and password do not match.' },
  locked_out: { status: 429, sentence: 'Too many failed attempts; sign-in is locked for a while.' },
  session_locked: { status: 401, sentence: 'The session is locked; unlock it to go on.' },
  password_change_needed: {
    status: 403, sentence: 'Set a password of your own first; nothing was done.',
  },
  code_needed: { status: 403, sentence: 'This needs a code of your authenticator app.' },
  code_setup_needed: {
    status: 403,
    sentence: 'Set up an authenticator app first, under Settings, Your account; nothing was done.',
  },
  bad_code: { status: 403, sentence: 'The code is wrong, too old, or was used before.' },
  own_account: { status: 409, sentence: 'Another admin has to change your own account.' },
  second_operator_needed: { status: 403, sentence: 'A second operator has to confirm this.' },
  same_operator: { status: 403, sentence: 'The second operator has to be another person.' },
  weak_password: { status: 400, sentence: 'The password is too short or too common.' },
  name_taken: { status: 409, sentence: 'That name is already in use.' },
  not_found: { status: 404, sentence: 'There is nothing under this id.' },
  method_not_allowed: { status: 405, sentence: 'This address does not take that method.' },
  misdirected: { status: 421, sentence: 'The request names a host that is not ours.' },
  body_too_large: { status: 413, sentence: 'The request body is larger than allowed.' },
  unsupported_media_type: { status: 415, sentence: 'The body has to be application/json.' },
  rate_limited: { status: 429, sentence: 'Too many requests; try again after a pause.' },
  idempotency_key_reused: {
    status: 422, sentence: 'This Idempotency-Key was used before with another request.',
  },
  idempotency_in_progress: {
    status: 409, sentence: 'The first request with this Idempotency-Key is still being answered.',
  },
  duplicate_reference: { status: 409, sentence: 'This reference already names another payment.' },
  version_conflict: { status: 409, sentence: 'It was changed meanwhile; look again and repeat.' },
  state_forbids: { status: 409, sentence: 'The present state does not allow this.' },
  operation_open: { status: 409, sentence: 'Another operation of this payment is still open.' },
  outcome_unclear: {
    status: 409, sentence: 'It is not known yet whether money moved; check the provider first.',
  },
  terminal: { status: 409, sentence: 'The payment has ended and never changes again.' },
  above_held: { status: 409, sentence: 'The amount is above what is still held.' },
  partial_unsupported: { status: 409, sentence: 'This rail moves the whole amount only.' },
  no_refund_address: {
    status: 409, sentence: 'There is no refund address; two operators have to supply one.',
  },
  already_paid: { status: 409, sentence: 'The job already has a payment that is not failed.' },
  amount_out_of_range: {
    status: 400, sentence: 'The amount is outside what one payout may be.',
  },
  wallet_not_found: {
    status: 409, sentence: 'The payee has no wallet here yet; add one, then try again.',
  },
  not_this_payee: { status: 409, sentence: 'The job does not belong to this payee.' },
  job_not_completed: { status: 409, sentence: 'The job is not completed.' },
  not_configured: {
    status: 409, sentence: 'No secret is set up with which this could be verified.',
  },
  task_rejected: { status: 422, sentence: 'The task was not believed; nothing is paid.' },
  unknown_seller: { status: 400, sentence: 'No enabled seller has this id.' },
  invalid_key: { status: 400, sentence: 'The key is not an Ed25519 private key in PEM.' },
  quote_refused: { status: 422, sentence: 'The provider gave no quote for this payment.' },
  link_expired: { status: 410, sentence: 'This payment link does not work any more.' },
  provider_unavailable: {
    status: 503, sentence: 'The provider did not answer in time; it is asked again.',
  },
  above_refundable: {
    status: 409, sentence: 'The amount is above what was paid and not paid back yet.',
  },
  no_connection: { status: 503, sentence: 'No usable connection serves this rail.' },
  rail_unsupported: { status: 409, sentence: 'This rail cannot do that.' },
  bitcoin_phase: {
    status: 409, sentence: 'The bitcoin policy no longer allows Bitcoin for jobs; use AITBC.',
  },
  insufficient_balance: { status: 409, sentence: 'The payer does not have enough balance.' },
  purchase_limit: { status: 429, sentence: 'The purchase limit of this user is reached.' },
  rate_stale: { status: 503, sentence: 'The exchange rate is too old or not to be had.' },
  rate_moved: { status: 409, sentence: 'The exchange rate moved beyond the tolerance.' },
  batch_limit: { status: 400, sentence: 'A batch holds between 1 and 5,000 payments.' },
  evidence_needed: { status: 400, sentence: 'Evidence has to be attached for this decision.' },
  sending_stopped: {
    status: 409, sentence: 'All sending is stopped; two operators have to let it go on first.',
  },
  store_halted: {
    status: 503, sentence: 'The store stopped after a disk error; restart Paydesk to recover.',
  },
  internal: { status: 500, sentence: 'Paydesk broke a promise of its own; nothing was changed.' },
} as const satisfies Record<string, { status: number; sentence: string }>;

export type RefusalCode = keyof typeof refusalTable;

/** Says no: the table's sentence, or a more precise one, with the field or value in `details`. */
export function refuse(
  code: RefusalCode,
  details: Readonly<Record<string, string>> = {},
  message: string = refusalTable[code].sentence,
): { readonly ok: false; readonly refusal: Refusal } & Result<never> {
  return { ok: false, refusal: { code, message, details } };
}

/** Whether a text is a code of the closed list. */
export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(refusalTable, text);
}

/** The HTTP status that carries a refusal. */
export function refusalStatus(code: RefusalCode): number {
  return refusalTable[code].status;
}
