import { useState } from 'react';
import { call } from '../engine/call.ts';
import { useAction } from '../engine/use-action.ts';
import { ReviewSheet } from '../ui/ReviewSheet.tsx';
import { t } from '../words/t.ts';

/** Stops everything that could move money; anybody who may move it may, alone and at once. */
export function StopSheet({ onClose }: { readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const stop = useAction(async () => {
    await call('sending.stop', { reason });
    onClose();
  });
  return (
    <ReviewSheet opened danger onClose={onClose} title={t('frame.stopped.stop')}
      facts={[
        { label: t('frame.stopped.stops'), value: t('frame.stopped.stopsText') },
        { label: t('frame.stopped.goesOn'), value: t('frame.stopped.goesOnText') },
      ]}
      finality={t('frame.stopped.stopFinality')}
      reason={{ value: reason, onChange: setReason, hint: t('frame.stopped.reasonHint') }}
      confirmLabel={t('frame.stopped.stop')} onConfirm={() => void stop.run()}
      error={stop.error} pending={stop.pending} />
  );
}
