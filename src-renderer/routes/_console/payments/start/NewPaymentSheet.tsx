import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SellerView } from '../../../../../src-main/contract/sellers.ts';
import { call, RefusalError } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { SideSheet } from '../../../../ui/SideSheet.tsx';
import { t } from '../../../../words/t.ts';
import { useAccount } from '../../sellers/use-account.ts';
import {
  emptyPayment, inputOf, problemsOf, recordedPayment, refusedFields, type NewPayment,
  type NewPaymentProblems, type Reviewed,
} from './new-payment.ts';
import { NewPaymentFields } from './NewPaymentFields.tsx';
import { StartReview } from './StartReview.tsx';

type NewPaymentSheetProps = {
  readonly sellers: readonly SellerView[];
  readonly onClose: () => void;
};

/** Approve quote & pay: whom, how much, from whose wallet; then a review; then the link. */
export function NewPaymentSheet({ sellers, onClose }: NewPaymentSheetProps) {
  const usable = sellers.filter(({ enabled }) => enabled);
  return usable.length === 0 ? <NoSeller onClose={onClose} />
    : <Sheet sellers={usable} onClose={onClose} />;
}

function NoSeller({ onClose }: { readonly onClose: () => void }) {
  return (
    <SideSheet opened onClose={onClose} title={t('consents.start.title')}>
      <EmptyState title={t('consents.start.none')} text={t('consents.start.noneText')} action={(
        <Button component={Link} to="/sellers?edit=new">{t('consents.start.addSeller')}</Button>
      )} />
    </SideSheet>
  );
}

function Sheet({ sellers, onClose }: NewPaymentSheetProps) {
  const navigate = useNavigate();
  const account = useAccount();
  const [values, setValues] = useState<NewPayment>(() => ({
    ...emptyPayment, sellerId: sellers.length === 1 ? sellers[0]?.id ?? null : null,
  }));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<NewPaymentProblems>({});
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  /** Recorded before the wallet refused: it is there, whatever is done next. */
  const [recorded, setRecorded] = useState<string | null>(null);
  const seller = sellers.find(({ id }) => id === values.sellerId) ?? null;
  const set = (change: Partial<NewPayment>): void => {
    setRefused({});
    setValues((now) => ({ ...now, ...change }));
  };

  const open = (paymentId: string): Promise<void> =>
    navigate({ to: '/payments/$paymentId', params: { paymentId } });
  const start = useAction(async (what: Reviewed) => {
    try {
      const { paymentId } = await call('consents.start', inputOf(what));
      await open(paymentId);
    } catch (problem) {
      const made = recordedPayment(problem);
      setRecorded(made);
      // Only slow: the wallet goes on being asked, and the payment's page shows the link.
      if (made !== null && problem instanceof RefusalError
        && problem.code === 'provider_unavailable') return open(made);
      const fields = made === null ? refusedFields(problem) : null;
      if (fields === null) throw problem;
      setRefused(fields);
      setReviewed(null);
    }
  });

  async function review(): Promise<void> {
    setTried(true);
    if (seller === null || Object.keys(problemsOf(values, seller)).length > 0) return;
    const payer = await account.check(values.wallet);
    // What was typed while the wallet was asked is not what was checked.
    if (payer?.problem === null) setReviewed({ values, seller, payer });
  }

  if (reviewed !== null) {
    return (
      <StartReview {...reviewed} recorded={recorded} pending={start.pending}
        error={start.error} onConfirm={() => void start.run(reviewed)}
        onBack={() => { start.reset(); setReviewed(null); }} />
    );
  }
  return (
    <FormSheet opened needs="move" onClose={onClose} title={t('consents.start.title')} error={null}
      submitLabel={t('consents.start.review')} onSubmit={() => void review()}
      dirty={values.wallet !== '' || values.amount !== '' || values.offerId !== ''}
      pending={account.asking && tried}>
      <NewPaymentFields sellers={sellers} values={values} account={account} onChange={set}
        problems={{ ...tried ? problemsOf(values, seller) : {}, ...refused }} />
    </FormSheet>
  );
}
