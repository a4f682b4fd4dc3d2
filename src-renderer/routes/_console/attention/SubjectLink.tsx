import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { shorten } from '../../../format/text.ts';
import { TextLink } from '../payments/TextLink.tsx';

/** The page of what waits; a delivery stands with its payment, other work has no page. */
export function SubjectLink({ item }: { readonly item: AttentionItemView }) {
  const { subject, subjectId, payment } = item;
  if (subject === 'batch') {
    return (
      <TextLink to="/batches/$batchId" params={{ batchId: subjectId }} className="pd-mono"
        title={subjectId}>{shorten(subjectId)}</TextLink>
    );
  }
  const paymentId = subject === 'payment' ? subjectId : payment?.id;
  if (paymentId === undefined) return <span className="pd-mono">{shorten(subjectId)}</span>;
  return (
    <TextLink
      to="/payments/$paymentId" params={{ paymentId }} className="pd-mono" title={paymentId}
    >
      {shorten(paymentId)}
    </TextLink>
  );
}
