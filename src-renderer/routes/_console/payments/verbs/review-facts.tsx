import { Money } from '../../../../ui/Money.tsx';
import type { Fact } from '../../../../ui/ReviewSheet.tsx';
import type { ReviewLine } from './review-lines.ts';
import { ReviewAccount } from './ReviewAccount.tsx';

/** The lines of a review as the sheet's table; amounts under review are never hidden. */
export function reviewFacts(lines: readonly ReviewLine[]): readonly Fact[] {
  return lines.map((line) => ({ label: line.label, value: valueOf(line) }));
}

function valueOf(line: ReviewLine) {
  switch (line.kind) {
    case 'text': return line.text;
    case 'account': return <ReviewAccount owner={line.owner} account={line.account} />;
    case 'money': return <Money value={line.amount} strong hideable={false} />;
  }
}
