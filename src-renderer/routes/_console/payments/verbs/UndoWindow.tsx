import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { UndoBar } from '../../../../ui/UndoBar.tsx';
import { useVerbKey } from '../../../../ui/use-verb-key.ts';
import { leavingWords } from './use-leaving.ts';
import { specOf } from './verb-specs.ts';
import { t } from '../../../../words/t.ts';

type UndoWindowProps = {
  readonly page: PaymentPage;
  readonly undo: NonNullable<PaymentPage['undo']>;
  readonly onStop: () => void;
  readonly pending: boolean;
};

/** What is about to leave, for whom and when, with *Stop* while it can still be stopped. */
export function UndoWindow({ page, undo, onStop, pending }: UndoWindowProps) {
  useVerbKey({
    hotkey: specOf('stop').hotkey, label: t('verbs.undo.stop'),
    run: () => { if (!pending) onStop(); },
  });
  return (
    <UndoBar text={leavingWords({ ...page, undo })} at={undo.at} onStop={onStop}
      pending={pending} />
  );
}
