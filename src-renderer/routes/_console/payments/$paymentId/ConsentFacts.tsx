import type { ReactNode } from 'react';
import type { ConsentView } from '../../../../../src-main/contract/consents.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { exactTime, momentTime } from '../../../../format/time.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { When } from '../../../../ui/When.tsx';
import { engineText } from '../../../../words/engine-text.ts';
import { Rich } from '../../../../words/Rich.tsx';
import { lower, t } from '../../../../words/t.ts';
import { InTime } from '../InTime.tsx';
import styles from './ConsentCard.module.css';

type ConsentFactsProps = { readonly consent: ConsentView; readonly paymentId: string };

/** What it costs and brings, until when, and every id by which it is found again. */
export function ConsentFacts({ consent, paymentId }: ConsentFactsProps) {
  const { state, debit, receive, linkExpiresAt, quoteExpiresAt, failure } = consent;
  const runs = state === 'asked';
  // What became of it stands with the payment; this is what was agreed to.
  const isOver = state === 'ended';
  return (
    <dl className={styles.facts}>
      {debit !== null && (
        <Fact name={t(isOver ? 'consents.quotedDebit' : 'consents.debit')}>
          <Debit debit={debit} receive={receive} />
        </Fact>
      )}
      {receive !== null && (
        <Fact name={t(isOver ? 'consents.quotedReceive' : 'consents.receive')}>
          <Money value={receive} strong />
        </Fact>
      )}
      {runs && <Until name={t('consents.until')} at={linkExpiresAt} />}
      {runs && <Until name={t('consents.quoteUntil')} at={quoteExpiresAt} />}
      {consent.returnedAt !== null && (
        <Fact name={t('consents.came')}><When at={consent.returnedAt} /></Fact>
      )}
      {consent.endedAt !== null && (
        <Fact name={t('consents.over')}><When at={consent.endedAt} /></Fact>
      )}
      {failure !== null && <Fact name={t('consents.said')}>{engineText(failure)}</Fact>}
      <Id name={t('consents.paymentId')} id={paymentId} />
      <Id name={t('consents.incoming')} id={consent.incomingReference} />
      <Id name={t('consents.quote')} id={consent.quoteReference} />
    </dl>
  );
}

/** Of two assets the difference is exchange as well as fee, and nobody said how much of each. */
function Debit({ debit, receive }: {
  readonly debit: MoneyWire; readonly receive: MoneyWire | null;
}) {
  const isExchanged = receive === null || debit.asset !== receive.asset;
  const minor = isExchanged ? 0n : BigInt(debit.minor) - BigInt(receive.minor);
  const fees = { asset: debit.asset, minor: minor.toString() };
  const text = isExchanged ? t('consents.feesInside')
    : t(minor > 0n ? 'consents.fees' : 'consents.noFees');
  return (
    <Rich text={text} parts={{
      debit: () => <Money value={debit} strong />, fees: () => <Money value={fees} />,
    }} />
  );
}

/** A moment to come: on the clock, and how long that is. */
function Until({ name, at }: { readonly name: string; readonly at: number | null }) {
  if (at === null) return null;
  return (
    <Fact name={name}>
      <Rich text={t('consents.in')} parts={{
        when: () => <Moment at={at} />, left: () => <InTime at={at} />,
      }} />
    </Fact>
  );
}

function Moment({ at }: { readonly at: number }) {
  const zone = usePreferences((preferences) => preferences.zone);
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, zone)} className="pd-nowrap">
      {momentTime(at, zone)}
    </time>
  );
}

function Id({ name, id }: { readonly name: string; readonly id: string | null }) {
  if (id === null) return null;
  return <Fact name={name}><CopyText text={id} label={lower(name)} /></Fact>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}
