import { useState, type ReactNode } from 'react';
import {
  confirmersOf, type OperatorRole,
} from '../../../../src-main/contract/domain.ts';
import type { OperatorView } from '../../../../src-main/contract/session.ts';
import { useSession } from '../../../engine/session.ts';
import { plainText } from '../../../format/text.ts';
import {
  isSecondNamed, nobodyYet, SecondOperatorFields, type SecondOperator,
} from '../../../ui/SecondOperatorFields.tsx';
import { t } from '../../../words/t.ts';

type Confirmers = {
  /** The fields of the second operator; null where none is needed. */
  readonly fields: ReactNode;
  /** What the call carries. */
  readonly second: SecondOperator | null;
  /** What is said where somebody has to be named and is not yet; null where all is there. */
  readonly missing: string | null;
};

/** Who confirms what an admin does with an account: the engine's own rule, told beforehand. */
export function useConfirmers(
  operators: readonly OperatorView[],
  { targetId, roles, why = 'settings.operators.confirmers' }: {
    readonly targetId: string | null; readonly roles: readonly OperatorRole[];
    /** What is told to the person; it names those who could confirm. */
    readonly why?: 'settings.operators.confirmers' | 'settings.marketplaces.confirmers';
  },
): Confirmers {
  const ownId = useSession((session) => session?.operator?.id ?? '');
  const [second, setSecond] = useState(nobodyYet);
  const could = confirmersOf(operators, { adminId: ownId, targetId, roles });
  if (could.length === 0) return { fields: null, second: null, missing: null };
  const names = could.map(({ name }) => plainText(name)).join(', ');
  return {
    fields: (
      <>
        <p className="pd-secondary">{t(why, { names })}</p>
        <SecondOperatorFields value={second} onChange={setSecond} />
      </>
    ),
    second, missing: isSecondNamed(second) ? null : t('verbs.sheet.secondNeeded'),
  };
}
