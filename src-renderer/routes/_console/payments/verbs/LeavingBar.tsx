import type { useVerbs } from './use-verbs.ts';
import type { LeavingPage } from './use-leaving.ts';
import { UndoWindow } from './UndoWindow.tsx';
import styles from './LeavingBar.module.css';

type LeavingBarProps = {
  readonly leaving: LeavingPage | null;
  readonly verbs: Pick<ReturnType<typeof useVerbs>, 'press' | 'running'>;
};

/** The undo window of a list: at its foot, so that no row moves when it comes or goes. */
export function LeavingBar({ leaving, verbs }: LeavingBarProps) {
  if (leaving === null) return null;
  return (
    <div className={styles.foot}>
      <UndoWindow page={leaving} undo={leaving.undo} pending={verbs.running === 'stop'}
        onStop={() => verbs.press(leaving, 'stop')} />
    </div>
  );
}
