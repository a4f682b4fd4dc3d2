import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { moneyWords } from '../../../../format/money.ts';
import { ReviewSheet } from '../../../../ui/ReviewSheet.tsx';
import {
  emptyForm, formErrors, performVerb, refusalErrors, type FormErrors, type TypedField,
} from './perform-verb.ts';
import { payBackReview } from './consent-review.ts';
import { reviewFacts } from './review-facts.tsx';
import { reviewOf } from './review.ts';
import { isTreasury } from './treasury-review.ts';
import { useRefundable } from './use-refundable.ts';
import { specOf, type VerbName } from './verb-specs.ts';
import { WaitForLink } from './WaitForLink.tsx';
import { t } from '../../../../words/t.ts';

type VerbSheetProps = {
  readonly page: PaymentPage;
  readonly verb: VerbName;
  readonly onClose: () => void;
  /** The engine took it; `paymentId` is the payment to look at next. */
  readonly onDone: (paymentId: string) => void;
};

/** The review sheet of one verb, with just the fields that the verb asks for. */
export function VerbSheet({ page, verb, onClose, onDone }: VerbSheetProps) {
  const [form, setForm] = useState(emptyForm);
  const [errors, setErrors] = useState<FormErrors>({});
  const [pending, setPending] = useState(false);
  const { fields } = specOf(verb);
  const { refundable, failure } = useRefundable(page.payment.id, verb === 'payBack');
  const review = verb === 'payBack' ? payBackReview(page, { typed: form.amount, refundable })
    : reviewOf(page, verb, form.amount);
  const waitsForLink = specOf(verb).on?.includes('consent') === true && !isTreasury(page.payment);
  const asksAmount = fields.includes('amount') && (page.payment.partial || verb === 'payBack');

  async function confirm(): Promise<void> {
    const wrong = formErrors(page, verb, form);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setPending(true);
    try {
      const { paymentId } = await performVerb(page, verb, form);
      onDone(paymentId);
    } catch (problem) {
      setErrors(refusalErrors(problem, verb));
      setPending(false);
    }
  }

  const inputFor = (field: TypedField) => ({
    value: form[field],
    error: errors[field] ?? null,
    onChange: (event: React.ChangeEvent<HTMLInputElement>): void => {
      setForm({ ...form, [field]: event.currentTarget.value });
      setErrors({});
    },
    autoComplete: 'off',
    spellCheck: false,
  });

  return (
    <ReviewSheet
      opened onClose={onClose} title={review.title} facts={reviewFacts(review.lines)}
      finality={review.finality} danger={verb === 'declareNotDone' || verb === 'giveUp'}
      reason={{
        value: form.reason, onChange: (reason) => { setForm({ ...form, reason }); setErrors({}); },
      }}
      {...(fields.includes('second') ? {
        secondOperator: {
          value: form.second,
          onChange: (second) => { setForm({ ...form, second }); setErrors({}); },
        },
      } : {})}
      confirmLabel={review.act} onConfirm={() => void confirm()} pending={pending}
      error={errors.sheet ?? failure ?? (asksAmount ? null : errors.amount ?? null)}
      blocked={verb === 'payBack' && refundable === null ? t('verbs.sheet.reading') : null}
    >
      {asksAmount && (
        <TextInput
          label={t('verbs.sheet.amount')} inputMode="decimal" {...inputFor('amount')}
          description={refundable === null
            ? t('verbs.sheet.allHeld', { amount: moneyWords(page.payment.available) })
            : t('verbs.sheet.allPaid', { amount: moneyWords(refundable.amount) })}
        />
      )}
      {fields.includes('tokens') && (
        <TextInput
          label={t('verbs.sheet.tokens')} inputMode="decimal" required {...inputFor('tokens')}
          description={t('verbs.sheet.tokensFor')}
        />
      )}
      {fields.includes('reference') && (
        <TextInput
          label={t('verbs.sheet.evidence')} required {...inputFor('reference')}
          description={t('verbs.sheet.evidenceHint')}
        />
      )}
      {fields.includes('address') && (
        <TextInput
          label={t('verbs.sheet.address')} required {...inputFor('address')}
          description={t('verbs.sheet.addressHint')}
        />
      )}
      {pending && waitsForLink && <WaitForLink />}
    </ReviewSheet>
  );
}
