import { Check, CircleX } from 'lucide-react';
import type { BackupView } from '../../../../../src-main/contract/backups.ts';
import { plainText } from '../../../../format/text.ts';
import { face } from '../../../../ui/face.ts';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { t } from '../../../../words/t.ts';

/** What the last restore drill of a copy found, and when. */
export function DrillBadge({ drill }: Pick<BackupView, 'drill'>) {
  if (drill === null) return t('backups.drill.none');
  const shown = drill.ok ? face('done', Check, 'backups.drill.good')
    : face('fail', CircleX, 'backups.drill.bad');
  return (
    <span title={plainText(drill.problems.join('\n'))}>
      <ToneBadge {...shown} />{' '}<When at={drill.at} />
    </span>
  );
}
