import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { RestoredView } from '../../../../../src-main/contract/backups.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { formatCount } from '../../../../format/money.ts';
import { ReviewSheet } from '../../../../ui/ReviewSheet.tsx';
import { nobodyYet } from '../../../../ui/SecondOperatorFields.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';

type LiftSheetProps = { readonly restored: RestoredView; readonly onClose: () => void };

/** Lets a restored store send again, on the word of two operators. */
export function LiftSheet({ restored, onClose }: LiftSheetProps) {
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState(nobodyYet);
  const lift = useAction(async () => {
    await call('backups.lift', { reason, second });
    await router.invalidate();
    onClose();
    toastDone(t('backups.restored.lifted'));
  });
  return (
    <ReviewSheet opened needs="configure" onClose={onClose} title={t('backups.restored.liftTitle')}
      facts={[
        { label: t('backups.restored.asked'), value: formatCount(restored.asked) },
        { label: t('backups.restored.differing'), value: formatCount(restored.differing) },
      ]}
      finality={`${t('backups.restored.liftHint')} ${t('backups.restored.liftFinality')}`}
      reason={{ value: reason, onChange: setReason }}
      secondOperator={{ value: second, onChange: setSecond }}
      confirmLabel={t('backups.restored.lift')} onConfirm={() => void lift.run()}
      error={lift.error} pending={lift.pending} />
  );
}
