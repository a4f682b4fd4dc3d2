import { AddressText } from '../../../../ui/AddressText.tsx';
import { t } from '../../../../words/t.ts';

/** Whose account, then the whole account in groups of four, with copy. */
export function ReviewAccount({ owner, account }: {
  readonly owner: string; readonly account: string;
}) {
  return (
    <>
      <div>{owner}</div>
      <AddressText address={account} grouped 
        label={t('common.thing.accountOf', { owner })} />
    </>
  );
}
