import { useRef, useState } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { emptyForm, performVerb } from './perform-verb.ts';
import { specOf, type VerbName } from './verb-specs.ts';
import { t } from '../../../../words/t.ts';

type OpenSheet = { readonly page: PaymentPage; readonly verb: VerbName };

/**
 * What happens when a verb is pressed, wherever it stands: a verb that moves money opens its sheet,
 * one that only asks or takes back is done at once.
 */
export function useVerbs(onDone: (paymentId: string) => void) {
  const [open, setOpen] = useState<OpenSheet | null>(null);
  const [running, setRunning] = useState<VerbName | null>(null);
  const opener = useRef<Element | null>(null);

  async function runNow(page: PaymentPage, verb: VerbName): Promise<void> {
    setRunning(verb);
    try {
      const { paymentId } = await performVerb(page, verb, emptyForm);
      toastDone(t(verb === 'stop' ? 'verbs.done.stopped' : 'verbs.done.asked'));
      onDone(paymentId);
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setRunning(null);
    }
  }

  function press(page: PaymentPage, verb: VerbName): void {
    if (specOf(verb).opens === 'sheet') {
      opener.current = document.activeElement;
      setOpen({ page, verb });
    } else void runNow(page, verb);
  }

  function close(): void {
    setOpen(null);
    // The sheet is taken away whole, so that it cannot give the focus back by itself.
    const { current } = opener;
    requestAnimationFrame(() => {
      if (current instanceof HTMLElement) current.focus();
    });
  }

  function done(paymentId: string): void {
    close();
    onDone(paymentId);
  }

  return { open, running, press, done, close };
}
