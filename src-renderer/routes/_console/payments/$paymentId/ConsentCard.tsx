import { Button } from '@mantine/core';
import { ExternalLink } from 'lucide-react';
import type { ConsentView } from '../../../../../src-main/contract/consents.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { QrCode } from '../../../../ui/QrCode.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { t } from '../../../../words/t.ts';
import { consentFace } from './consent-faces.ts';
import { ConsentFacts } from './ConsentFacts.tsx';
import { EarlierConsents } from './EarlierConsents.tsx';
import styles from './ConsentCard.module.css';

/** What the payer was asked to agree to and where that stands; the link while it can be used. */
export function ConsentCard({ page }: { readonly page: PaymentPage }) {
  const { payment, consents: [consent, ...earlier] } = page;
  if (consent === undefined) return null;
  const link = usableLink(consent);
  return (
    <section className={styles.card} aria-labelledby="consent">
      <div className={styles.main}>
        <div className={styles.head}>
          <h2 id="consent" className={styles.title}>
            {t(link === null ? 'consents.title' : 'consents.complete')}
          </h2>
          <ToneBadge {...consentFace(consent)} />
        </div>
        <p className={styles.told} role="status">{sentence(consent, payment.payer)}</p>
        {link !== null && <LinkLine link={link} />}
        <ConsentFacts consent={consent} paymentId={payment.id} />
        {earlier.length > 0 && <EarlierConsents consents={earlier} />}
      </div>
      {link !== null && (
        <div className={styles.code}>
          <QrCode text={link} size={200} />
          <p className={styles.note}>{t('consents.qr')}</p>
        </div>
      )}
    </section>
  );
}

/** The link whole, to be copied; and a way to open it, as the payer's own browser would. */
function LinkLine({ link }: { readonly link: string }) {
  return (
    <div className={styles.link}>
      <div className={styles.name}>{t('consents.link')}</div>
      <div className={styles.address}>
        <CopyText text={link} label={t('consents.copyLink')} />
      </div>
      {/* The wallet is told nothing of where the link was opened from. */}
      <Button component="a" href={link} target="_blank" rel="noopener noreferrer"
        title={t('consents.openHint')} leftSection={<ExternalLink size={14} aria-hidden />}>
        {t('consents.open')}
      </Button>
    </div>
  );
}

/** A provider's text is no address before it has been read as one (R16). */
function usableLink({ link }: ConsentView): string | null {
  return link !== null && /^https?:\/\//.test(link) && URL.canParse(link) ? link : null;
}

function sentence({ state, endedAs }: ConsentView, name: string): string {
  const payer = plainText(name);
  return state === 'ended' ? t(`consents.toldEnd.${endedAs ?? 'withdrawn'}`, { payer })
    : t(`consents.tells.${state}`, { payer });
}
