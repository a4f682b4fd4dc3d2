import { describe, expect, test } from 'vitest';
import { refusalStatus, refuse, type RefusalCode } from './refusals.ts';
import { accept, invariant, InvariantError } from './result.ts';

/** What callers branch on, written out a second time: a code is never renamed or reused. */
const statuses: Readonly<Record<RefusalCode, number>> = {
  invalid_request: 400, invalid_amount: 400, amount_too_precise: 400, amount_too_large: 400,
  unknown_currency: 400, invalid_address: 400, weak_password: 400, batch_limit: 400,
  evidence_needed: 400, unknown_seller: 400, invalid_key: 400, amount_out_of_range: 400,
  unauthenticated: 401, bad_credentials: 401, session_locked: 401,
  forbidden: 403, second_operator_needed: 403, same_operator: 403,
  password_change_needed: 403, code_needed: 403, bad_code: 403, code_setup_needed: 403,
  own_account: 409,
  not_found: 404, method_not_allowed: 405,
  name_taken: 409, idempotency_in_progress: 409, duplicate_reference: 409, version_conflict: 409,
  state_forbids: 409, operation_open: 409, outcome_unclear: 409, terminal: 409, above_held: 409,
  partial_unsupported: 409, no_refund_address: 409, already_paid: 409, rail_unsupported: 409,
  bitcoin_phase: 409, insufficient_balance: 409, rate_moved: 409,
  above_refundable: 409, wallet_not_found: 409, not_this_payee: 409,
  job_not_completed: 409, not_configured: 409, task_rejected: 422,
  sending_stopped: 409, link_expired: 410, quote_refused: 422, provider_unavailable: 503,
  body_too_large: 413, unsupported_media_type: 415, misdirected: 421, idempotency_key_reused: 422,
  locked_out: 429, rate_limited: 429, purchase_limit: 429,
  internal: 500,
  no_connection: 503, rate_stale: 503, store_halted: 503,
};
const codes = Object.keys(statuses) as RefusalCode[];

describe('a refusal', () => {
  test.each(codes.map((code) => [code, statuses[code]] as const))(
    '%s is carried by HTTP %s and says one whole sentence', (code, status) => {
      expect(refusalStatus(code)).toBe(status);
      const { ok, refusal } = refuse(code);
      expect(ok).toBe(false);
      expect(refusal).toMatchObject({ code, details: {} });
      expect(refusal.message).toMatch(/^[A-Z].*\.$/);
    },
  );

  test('of no two kinds says the same', () => {
    expect(new Set(codes.map((code) => refuse(code).refusal.message)).size).toBe(codes.length);
  });

  test('takes details and a more precise sentence', () => {
    expect(refuse('not_found', { payment: 'pay_9' }, 'There is no payment pay_9.')).toEqual({
      ok: false,
      refusal: {
        code: 'not_found', message: 'There is no payment pay_9.', details: { payment: 'pay_9' },
      },
    });
  });
});

test('an accepted value is carried as it is', () => {
  const value = { minor: 1n };
  expect(accept(value)).toEqual({ ok: true, value });
});

test('a broken promise stops the unit of work and a kept one does not', () => {
  expect(() => { invariant(false, 'Water flows down.'); }).toThrow(InvariantError);
  expect(() => { invariant(false, 'Water flows down.'); }).toThrow('Water flows down.');
  expect(() => { invariant(true, 'Water flows down.'); }).not.toThrow();
});
