import { create } from 'zustand';

type Asked = { readonly digest: string; readonly settle: (proven: boolean) => void };

/** The act that waits for a code of the operator's authenticator app; one at a time. */
export const useStepUp = create<{ readonly asked: Asked | null }>()(() => ({ asked: null }));

/**
 * Asks the person at the window to confirm one act with a code; answers whether that was done. A
 * second act that asks meanwhile ends the first unconfirmed.
 */
export function askForCode(digest: string): Promise<boolean> {
  useStepUp.getState().asked?.settle(false);
  return new Promise<boolean>((resolve) => {
    const settle = (proven: boolean): void => {
      useStepUp.setState({ asked: null });
      resolve(proven);
    };
    useStepUp.setState({ asked: { digest, settle } });
  });
}
