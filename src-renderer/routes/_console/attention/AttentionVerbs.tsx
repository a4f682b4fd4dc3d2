import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { call } from '../../../engine/call.ts';
import { toastDone, toastRefusal } from '../../../ui/toast.ts';
import { VerbButton } from '../../../ui/VerbButton.tsx';
import { isVerbName, specOf, type VerbName } from '../payments/verbs/verb-specs.ts';
import { t } from '../../../words/t.ts';
import { engineText } from '../../../words/engine-text.ts';

/** The letter of what ends an item that is no payment's: send again, go on, seen. */
const ITEM_KEY = 'N';

type AttentionVerbsProps = {
  readonly item: AttentionItemView;
  readonly isCurrent: boolean;
  readonly onVerb: (paymentId: string, verb: VerbName) => Promise<void>;
};

/** The verbs that end an item. Those of a payment open the same sheet as on its page. */
export function AttentionVerbs({ item, isCurrent, onVerb }: AttentionVerbsProps) {
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const paymentId = item.payment?.id ?? (item.subject === 'payment' ? item.subjectId : null);

  async function run(name: string): Promise<void> {
    setBusy(name);
    try {
      if (name === 'replay') {
        await call('attention.replay', { itemId: item.id });
        toastDone(t('attention.sentAgain'));
        await router.invalidate();
      } else if (name === 'resume' && item.subject === 'batch') {
        const { version } = await call('batches.get', { batchId: item.subjectId });
        await call('batches.resume', { batchId: item.subjectId, version });
        toastDone(t('attention.batchGoesOn'));
        await router.invalidate();
      } else if (isVerbName(name) && paymentId !== null) {
        await onVerb(paymentId, name);
      }
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(null);
    }
  }

  const usable = item.verbs.filter(({ name }) => name === 'replay'
    || (name === 'resume' && item.subject === 'batch') || (isVerbName(name) && paymentId !== null));
  return (
    <>
      {usable.map(({ name, label, state }, place) => (
        <VerbButton
          key={name} verb={state} label={engineText(label)} size="xs" loading={busy === name}
          variant={place === 0 ? 'light' : 'default'} onClick={() => void run(name)}
          {...(isCurrent ? { hotkey: isVerbName(name) ? specOf(name).hotkey : ITEM_KEY } : {})}
        />
      ))}
      {item.reason === 'refund-address-missing' || paymentId === null ? null : (
        <Button size="xs" variant="subtle" component={Link} to={`/payments/${paymentId}`}>
          {t('attention.openPayment')}
        </Button>
      )}
    </>
  );
}
