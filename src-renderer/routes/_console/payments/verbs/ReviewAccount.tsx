import { AddressText } from '../../../../ui/AddressText.tsx';

/** Whose account, then the whole account in groups of four, with copy. */
export function ReviewAccount({ owner, account }: {
  readonly owner: string; readonly account: string;
}) {
  return (
    <>
      <div>{owner}</div>
      <AddressText address={account} grouped label={`account of ${owner}`} />
    </>
  );
}
