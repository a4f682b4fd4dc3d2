import { useLive } from '../../../engine/live.ts';
import { Screen } from '../../../ui/Screen.tsx';
import { t } from '../../../words/t.ts';
import { BooksPanel, type Books } from './BooksPanel.tsx';
import { FaultsPanel, type Script } from './FaultsPanel.tsx';
import { ScenariosPanel } from './ScenariosPanel.tsx';

/** A fault that strikes moves a payment, and a burst of them is read in one go. */
const READ_EVERY_MS = 500;

/** What the stand-ins are told to do wrong, and whether their books and our ledger agree. */
export function RehearsalScreen(
  { script, books }: { readonly script: Script; readonly books: Books },
) {
  useLive({ nouns: ['operations', 'connections', 'rehearsal'] }, READ_EVERY_MS);
  return (
    <Screen title={t('rehearsal.title')} subtitle={t('rehearsal.subtitle')}>
      <ScenariosPanel run={script.run} healthy={script.faults.length === 0} />
      <FaultsPanel script={script} />
      <BooksPanel books={books} />
    </Screen>
  );
}
