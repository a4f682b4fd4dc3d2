import { Alert, Anchor } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { ChevronLeft, Hand, TriangleAlert } from 'lucide-react';
import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText, shorten } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { StatusBadge } from '../../../../ui/StatusBadge.tsx';
import { useLeaveKey } from '../../../../ui/use-verb-key.ts';
import { InTime } from '../InTime.tsx';
import { railWords } from '../rail-words.ts';
import { PaymentVerbs } from '../verbs/PaymentVerbs.tsx';
import { ConsentCard } from './ConsentCard.tsx';
import { MoneyPicture } from './MoneyPicture.tsx';
import { PaymentFiles } from './PaymentFiles.tsx';
import type { PaymentTab } from './payment-tabs.ts';
import { PaymentTabs } from './PaymentTabs.tsx';
import { hasOwnNotice, PayoutNotices } from './PayoutNotices.tsx';
import { PayoutProofs } from './PayoutProofs.tsx';
import { t } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import { engineText, toldText } from '../../../../words/engine-text.ts';
import styles from './PaymentScreen.module.css';

type PaymentScreenProps = {
  readonly page: PaymentPage;
  readonly tab: PaymentTab;
  readonly onTab: (tab: PaymentTab) => void;
  /** Back to the list, where the row that was opened takes the focus again. */
  readonly onLeave: () => void;
  /** A verb made another payment, which is looked at now. */
  readonly onOther: (paymentId: string) => void;
};

/** One payment: where the money is, what happens if nobody acts, and what can be done. */
export function PaymentScreen({ page, tab, onTab, onLeave, onOther }: PaymentScreenProps) {
  const { payment } = page;
  const router = useRouter();
  useLive({
    paymentIds: [payment.id, ...page.linked.map(({ paymentId }) => paymentId)],
    // A payment that pays this one back is new to it, and begins with a consent.
    nouns: railAssets[payment.rail].holds ? [] : ['consents'],
  });
  useLeaveKey(onLeave);

  function done(paymentId: string): void {
    if (paymentId === payment.id) void router.invalidate();
    else onOther(paymentId);
  }

  const notes = page.operations.flatMap((operation) => operation.notes);
  const waits = page.attention.filter(({ reason }) => !hasOwnNotice(page, reason))
    .map(({ id, text, told }) => <div key={id}>{toldText(told, text)}</div>);
  return (
    <Screen
      title={t('payment.title', { payee: shorten(plainText(payment.payee), 32, 8) })}
      subtitle={(
        <span className={styles.crumbs}>
          <Anchor component="button" type="button" className={styles.back ?? ''}
            onClick={onLeave}>
            <ChevronLeft size={14} aria-hidden />{t('payment.back')}
          </Anchor>
          <CopyText text={payment.id} label={t('common.thing.payment')} />
        </span>
      )}
      actions={<PaymentFiles page={page} onTab={onTab} />}
    >
      <section className={styles.top} aria-label={t('payment.picture.label')}>
        <div className={styles.head}>
          <StatusBadge status={payment.status} rail={payment.rail} />
          <span>{railWords[payment.rail]}</span>
          <span>{plainText(payment.marketplaceName)}</span>
          {/* What is about to leave has a bar of its own, with the only countdown to look at. */}
          {payment.next !== null && page.undo === null && <NextStep next={payment.next} />}
        </div>
        <div>
          <p className={styles.where}>{toldText(page.told?.where, page.where)}</p>
          <p className={styles.next}>{toldText(page.told?.ifNobodyActs, page.ifNobodyActs)}</p>
        </div>
        {page.disagreement !== null && (
          <Alert color="yellow" p="sm" title={t('payment.disagree')}
            icon={<TriangleAlert aria-hidden />}>
            {toldText(page.told?.disagreement, page.disagreement)}
          </Alert>
        )}
        {notes.length > 0 && (
          <Alert color="yellow" p="sm" title={t('payment.differs')}
            icon={<TriangleAlert aria-hidden />}>
            {notes.map(({ text, told }) => <div key={text}>{toldText(told, text)}</div>)}
          </Alert>
        )}
        {waits.length > 0 && (
          <Alert color="yellow" p="sm" title={t('payment.waits')} icon={<Hand aria-hidden />}>
            {waits}
          </Alert>
        )}
        <PayoutNotices page={page} />
        <MoneyPicture page={page} />
        <PaymentVerbs page={page} onDone={done} />
      </section>
      <ConsentCard page={page} />
      <PayoutProofs page={page} />
      <PaymentTabs page={page} tab={tab} onTab={onTab} />
    </Screen>
  );
}

function NextStep({ next }: { readonly next: NonNullable<PaymentPage['payment']['next']> }) {
  return (
    <span>
      <Rich text={t('payment.next')} parts={{
        what: () => engineText(next.text), when: () => <InTime at={next.at} />,
      }} />
    </span>
  );
}
