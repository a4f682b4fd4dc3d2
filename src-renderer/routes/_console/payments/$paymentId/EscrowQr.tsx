import { Select } from '@mantine/core';
import { useState } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { QrCode } from '../../../../ui/QrCode.tsx';
import { t } from '../../../../words/t.ts';
import { codeKinds, paymentCodes } from './payment-codes.ts';
import styles from './EscrowQr.module.css';

/** A code of the payment to scan, which of them it is, and the same text to copy. */
export function EscrowQr({ page }: { readonly page: PaymentPage }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const codes = paymentCodes(page, new URL(window.location.href));
  const shown = codes.find(({ kind }) => kind === chosen) ?? codes[0];
  if (shown === undefined) return null;
  return (
    <div className={styles.code}>
      <Select size="xs" className={styles.choice ?? ''} aria-label={t('payment.codes.choose')}
        allowDeselect={false} value={shown.kind} onChange={setChosen}
        data={codeKinds.filter((kind) => codes.some((code) => code.kind === kind))
          .map((kind) => ({ value: kind, label: t(`payment.codes.kind.${kind}`) }))}
      />
      <QrCode text={shown.text} />
      <div className={styles.text}>
        <CopyText text={shown.text} label={t('payment.codes.text')} />
      </div>
      <p className={styles.note}>
        {t(shown.asksForMoney ? 'payment.codes.asks' : `payment.codes.note.${shown.kind}`)}
      </p>
    </div>
  );
}
