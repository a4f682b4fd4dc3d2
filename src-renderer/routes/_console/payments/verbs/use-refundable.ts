import { useEffect, useState } from 'react';
import { call, errorText } from '../../../../engine/call.ts';
import type { Refundable } from './consent-review.ts';

type Read = { readonly refundable: Refundable; readonly failure: string | null };

const nothing: Read = { refundable: null, failure: null };

/** What of a payment can still be paid back, read when its sheet opens. */
export function useRefundable(paymentId: string, isAsked: boolean): Read {
  const [read, setRead] = useState(nothing);
  useEffect(() => {
    if (!isAsked) return undefined;
    let gone = false;
    call('consents.refundable', { paymentId }).then(
      (refundable) => { if (!gone) setRead({ refundable, failure: null }); },
      (problem: unknown) => {
        if (!gone) setRead({ refundable: null, failure: errorText(problem) });
      },
    );
    return () => { gone = true; };
  }, [paymentId, isAsked]);
  return read;
}
