import { useEffect, useRef, useState } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';

export type Stretch = CallOutput<'audit.verify'>;

/** How far a verification is; `recount` is the ledger's, which follows a chain that holds. */
export type Verification = {
  readonly stretch: Stretch;
  readonly state: 'checking' | 'recounting' | 'stopped' | 'done';
  readonly problem: string | null;
};

/** Verifies the chain stretch by stretch, so that it shows how far it is and can be stopped. */
export function useVerification() {
  const [found, setFound] = useState<Verification | null>(null);
  const wanted = useRef(false);
  useEffect(() => () => { wanted.current = false; }, []);
  const action = useAction(async () => {
    wanted.current = true;
    setFound(null);
    let stretch = await call('audit.verify', { after: null });
    while (stretch.next !== null && wanted.current) {
      setFound({ stretch, state: 'checking', problem: null });
      stretch = await call('audit.verify', { after: stretch.next });
    }
    if (!wanted.current) return setFound({ stretch, state: 'stopped', problem: null });
    if (stretch.broken !== null) return setFound({ stretch, state: 'done', problem: null });
    setFound({ stretch, state: 'recounting', problem: null });
    const { problem } = await call('audit.recount', {});
    setFound({ stretch, state: 'done', problem });
  });
  return {
    found, error: action.error, pending: action.pending, run: () => void action.run(),
    stop: () => { wanted.current = false; },
  };
}
