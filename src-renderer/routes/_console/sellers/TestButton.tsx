import { Button } from '@mantine/core';
import type { SellerView } from '../../../../src-main/contract/sellers.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { plainText } from '../../../format/text.ts';
import { toastDone, toastRefusal } from '../../../ui/toast.ts';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';

/** Asks the seller's wallet whether it publishes the key that is signed with. */
export function TestButton({ seller: { id, name } }: { readonly seller: SellerView }) {
  const test = useAction(async () => {
    try {
      const { ok, message } = await call('sellers.test', { id });
      const said = t('sellers.answered', { name: plainText(name), message: engineText(message) });
      if (ok) toastDone(said);
      else toastRefusal(new Error(said));
    } catch (error) {
      toastRefusal(error);
    }
  });
  return (
    <Button size="compact-xs" variant="default" loading={test.pending}
      aria-label={t('sellers.testOf', { name: plainText(name) })}
      onClick={(event) => { event.stopPropagation(); void test.run(); }}>
      {t('sellers.test')}
    </Button>
  );
}
