import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { call } from '../../../engine/call.ts';
import { useSession } from '../../../engine/session.ts';
import { plainText } from '../../../format/text.ts';
import { toastRefusal } from '../../../ui/toast.ts';

/** Who handles it; two operators never work one item. The holder gives it back here. */
export function ClaimButton({ item }: { readonly item: AttentionItemView }) {
  const router = useRouter();
  const me = useSession((session) => session?.operator ?? null);
  const [busy, setBusy] = useState(false);
  const mine = me !== null && (item.claimedBy === me.name || item.claimedBy === me.id);

  async function claim(take: boolean): Promise<void> {
    setBusy(true);
    try {
      await call('attention.claim', { itemId: item.id, claim: take });
      await router.invalidate();
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {item.claimedBy !== null && (
        <span>{mine ? 'you are handling it' : `${plainText(item.claimedBy)} is handling it`}</span>
      )}
      <Button size="xs" variant="subtle" color="gray" loading={busy}
        onClick={() => void claim(!mine)}>
        {mine ? 'Give back' : item.claimedBy === null ? 'Take it' : 'Take it over'}
      </Button>
    </>
  );
}
