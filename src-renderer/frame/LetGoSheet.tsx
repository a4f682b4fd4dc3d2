import { useState } from 'react';
import type { StoppedView } from '../../src-main/contract/sending.ts';
import { call } from '../engine/call.ts';
import { useAction } from '../engine/use-action.ts';
import { plainText } from '../format/text.ts';
import { ReviewSheet } from '../ui/ReviewSheet.tsx';
import { nobodyYet } from '../ui/SecondOperatorFields.tsx';
import { toastDone } from '../ui/toast.ts';
import { When } from '../ui/When.tsx';
import { t } from '../words/t.ts';

type LetGoSheetProps = { readonly stopped: StoppedView; readonly onClose: () => void };

/** Lets everything leave again, on the word of two operators. */
export function LetGoSheet({ stopped, onClose }: LetGoSheetProps) {
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState(nobodyYet);
  const lift = useAction(async () => {
    await call('sending.lift', { reason, second });
    onClose();
    toastDone(t('frame.stopped.lifted'));
  });
  return (
    <ReviewSheet opened needs="approve" onClose={onClose} title={t('frame.stopped.liftTitle')}
      facts={[
        { label: t('frame.stopped.since'), value: <When at={stopped.at} /> },
        { label: t('frame.stopped.by'), value: plainText(stopped.by) },
        { label: t('frame.stopped.why'), value: plainText(stopped.reason) },
      ]}
      finality={t('frame.stopped.liftFinality')}
      reason={{ value: reason, onChange: setReason, hint: t('frame.stopped.reasonHint') }}
      secondOperator={{ value: second, onChange: setSecond }}
      confirmLabel={t('frame.stopped.lift')} onConfirm={() => void lift.run()}
      error={lift.error} pending={lift.pending} />
  );
}
