import { contract } from '../../../../../src-main/contract/contract.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { call, errorText, RefusalError } from '../../../../engine/call.ts';
import { nobodyYet, type SecondOperator } from '../../../../ui/SecondOperatorFields.tsx';
import { specOf, type VerbField, type VerbName } from './verb-specs.ts';
import { t } from '../../../../words/t.ts';

/** What the sheet holds, as typed. Fields that a verb does not ask for stay empty. */
export type VerbForm = {
  readonly amount: string;
  readonly tokens: string;
  readonly reference: string;
  readonly address: string;
  readonly reason: string;
  readonly second: SecondOperator;
};

export const emptyForm: VerbForm = {
  amount: '', tokens: '', reference: '', address: '', reason: '',
  second: nobodyYet,
};

/**
 * The fields that show what is wrong with them themselves; the rest is said for the whole sheet.
 */
export type TypedField = Exclude<VerbField, 'second'>;
export type FormErrors = Partial<Record<TypedField | 'sheet', string>>;

/** Which payment the sheet was opened on: its version guards against what changed meanwhile. */
export type VerbTarget = Pick<PaymentPage, 'undo' | 'operations'> & {
  readonly payment: Pick<PaymentPage['payment'], 'id' | 'version'>;
};

/**
 * Carries a verb out with exactly the input that the contract asks for, and answers the payment to
 * look at next (a migration and a repayment make a new one).
 * @throws RefusalError where the engine says no; nothing was changed then.
 */
export async function performVerb(
  target: VerbTarget, verb: VerbName, form: VerbForm,
): Promise<{ readonly paymentId: string }> {
  const paymentId = target.payment.id;
  const act = { paymentId, version: target.payment.version, reason: form.reason };
  const { second } = form;
  switch (verb) {
    case 'release': return call('payments.release', { ...act, amount: form.amount });
    case 'refund': return call('payments.refund', { ...act, amount: form.amount });
    case 'cancel': return call('payments.cancel', act);
    case 'retry': return call('payments.retry', act);
    case 'giveUp': return call('payments.giveUp', act);
    case 'accelerate': case 'takeBack': return call(`payments.${verb}`, act);
    case 'check': return call('payments.check', { paymentId });
    case 'attachEvidence':
      return call('payments.attachEvidence', { ...act, reference: form.reference, second });
    case 'declareNotDone': return call('payments.declareNotDone', { ...act, second });
    case 'recordReturn': case 'recordRelease':
      return call(`payments.${verb}`, { ...act, reference: form.reference, second });
    case 'setRefundAddress':
      return call('payments.setRefundAddress', { ...act, address: form.address, second });
    case 'migrate': return call('payments.migrate', { ...act, amount: form.tokens });
    case 'askPayer': return call('consents.askPayer', act);
    case 'payBack': return call('consents.payBack', { ...act, amount: form.amount });
    case 'stop':
      return call('payments.stop', { paymentId, operationId: waitingOperation(target) });
  }
}

/** The operation that has not left yet, which *Stop* takes back. */
function waitingOperation({ undo, operations }: VerbTarget): string {
  const waiting = undo?.operationId
    ?? operations.find(({ state }) => state === 'planned' || state === 'scheduled')?.id;
  if (waiting === undefined) throw new Error('Stop was offered while nothing waits to leave.');
  return waiting;
}

/** What the contract itself finds wrong with the form, before anything is asked. */
export function formErrors(target: VerbTarget, verb: VerbName, form: VerbForm): FormErrors {
  const { fields, opens } = specOf(verb);
  if (opens === 'now') return {};
  const line = verb === 'askPayer' || verb === 'payBack'
    ? contract.consents[verb] : contract.payments[verb];
  const parsed = line.input.safeParse({
    paymentId: target.payment.id, version: target.payment.version, reason: form.reason,
    ...(fields.includes('amount') ? { amount: form.amount } : {}),
    ...(fields.includes('tokens') ? { amount: form.tokens } : {}),
    ...(fields.includes('reference') ? { reference: form.reference } : {}),
    ...(fields.includes('address') ? { address: form.address } : {}),
    ...(fields.includes('second') ? { second: form.second } : {}),
  });
  if (parsed.success) return {};
  const errors: FormErrors = {};
  for (const { path, message } of parsed.error.issues) {
    const field = fieldAt(path.at(0), fields);
    errors[field] ??= field === 'sheet' ? message : t(`verbs.wrong.${field}`);
  }
  return errors;
}

const fieldOfCode: Readonly<Record<string, string>> = {
  invalid_amount: 'amount', amount_too_precise: 'amount', amount_too_large: 'amount',
  above_held: 'amount', above_refundable: 'amount', partial_unsupported: 'amount',
  invalid_address: 'address',
  evidence_needed: 'reference',
};

/** A refusal of the engine, at the field that it is about. */
export function refusalErrors(error: unknown, verb: VerbName): FormErrors {
  if (!(error instanceof RefusalError)) return { sheet: errorText(error) };
  const { fields } = specOf(verb);
  const named = error.code === 'invalid_request'
    ? Object.keys(error.details).at(0) : fieldOfCode[error.code];
  return { [fieldAt(named, fields)]: errorText(error) };
}

/** The contract calls both amounts `amount`; the sheet asks for held money or for tokens. */
function fieldAt(
  path: PropertyKey | undefined, fields: readonly VerbField[],
): TypedField | 'sheet' {
  const field = path === 'amount' && fields.includes('tokens') ? 'tokens' : path;
  return typedFields.find((name) => name === field && fields.includes(name)) ?? 'sheet';
}

const typedFields = ['amount', 'tokens', 'reference', 'address'] as const;
