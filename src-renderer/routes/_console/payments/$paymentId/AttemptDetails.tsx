import type { OperationView } from '../../../../../src-main/contract/payments.ts';
import { duration, exactTime } from '../../../../format/time.ts';
import { plainText } from '../../../../format/text.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { RawBlock } from './RawBlock.tsx';
import rawStyles from './RawText.module.css';

type Attempt = OperationView['attempts'][number];

const purposes = { send: 'sent', inquire: 'asked' } as const satisfies
  Record<Attempt['purpose'], string>;

/** One try: how long it took and what came of it; opens to the request and the answer. */
export function AttemptDetails({ attempt }: { readonly attempt: Attempt }) {
  const zone = usePreferences((preferences) => preferences.zone);
  const took = attempt.endedAt === null
    ? 'no answer yet' : duration(attempt.endedAt - attempt.startedAt);
  return (
    <details>
      <summary className={rawStyles.summary}>
        Attempt {attempt.number}, {purposes[attempt.purpose]} {exactTime(attempt.startedAt, zone)}
        {' · '}{took} · {plainText(attempt.outcome ?? 'outcome not known')}
      </summary>
      <div><CopyText text={attempt.key} label="idempotency key" /></div>
      <RawBlock label={`Request of attempt ${attempt.number}`} text={attempt.request} />
      <RawBlock label={`Answer to attempt ${attempt.number}`} text={attempt.response} />
    </details>
  );
}
