import { Alert } from '@mantine/core';
import { moneyWords } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { Money } from '../../../../ui/Money.tsx';
import { ReviewSheet, type Fact } from '../../../../ui/ReviewSheet.tsx';
import { t } from '../../../../words/t.ts';
import { railWords } from '../rail-words.ts';
import { TextLink } from '../TextLink.tsx';
import { ReviewAccount } from '../verbs/ReviewAccount.tsx';
import { WaitForLink } from '../verbs/WaitForLink.tsx';
import { amountOf, type Reviewed } from './new-payment.ts';

type StartReviewProps = Reviewed & {
  /** A payment that was recorded although no link came of it. */
  readonly recorded: string | null;
  readonly pending: boolean;
  readonly error: string | null;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
};

/** Whom and for what, whole, before a wallet is asked; then how long that takes. */
export function StartReview(props: StartReviewProps) {
  const { seller, payer, values, recorded, pending, error, onConfirm, onBack } = props;
  const amount = amountOf(values.amount, seller.asset);
  const name = plainText(payer.publicName ?? payer.walletAddress);
  if (amount === null) return null;
  const facts: readonly Fact[] = [
    { label: t('verbs.review.from'),
      value: <ReviewAccount owner={name} account={payer.walletAddress} /> },
    { label: t('verbs.review.to'),
      value: <ReviewAccount owner={plainText(seller.name)} account={seller.walletAddress} /> },
    { label: t('common.column.marketplace'), value: plainText(seller.marketplaceName) },
    { label: t('verbs.review.rail'), value: railWords.interledger },
    { label: t('verbs.review.amount'),
      value: <Money value={amount} strong hideable={false} /> },
    { label: t('verbs.review.fee'), value: t('consents.start.fees') },
    { label: t('consents.start.offer'), value: values.offerId.trim() },
    { label: t('consents.start.description'),
      value: values.description.trim() || t('consents.start.noDescription') },
  ];
  return (
    <ReviewSheet opened onClose={onBack} facts={facts}
      title={t('consents.start.to', {
        payer: name, amount: moneyWords(amount), payee: plainText(seller.name),
      })}
      finality={t('consents.start.finality')} confirmLabel={t('consents.start.confirm')}
      onConfirm={onConfirm} error={error} pending={pending}>
      {pending && <WaitForLink />}
      {error !== null && recorded !== null && (
        <Alert color="yellow">
          {t('consents.start.made')}{' '}
          <TextLink to="/payments/$paymentId" params={{ paymentId: recorded }}>
            {t('consents.start.openMade')}
          </TextLink>
        </Alert>
      )}
    </ReviewSheet>
  );
}
