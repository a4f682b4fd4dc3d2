import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { call } from '../../../engine/call.ts';
import { useSession } from '../../../engine/session.ts';
import { plainText } from '../../../format/text.ts';
import { KeyCaps } from '../../../keys/KeyCaps.tsx';
import { toastRefusal } from '../../../ui/toast.ts';
import { useVerbKey } from '../../../ui/use-verb-key.ts';
import { t } from '../../../words/t.ts';

/** The letter that takes an item or gives it back. */
const CLAIM_KEY = 'H';

/** Who handles it; two operators never work one item. The holder gives it back here. */
export function ClaimButton({ item, isCurrent }: {
  readonly item: AttentionItemView; readonly isCurrent: boolean;
}) {
  const router = useRouter();
  const me = useSession((session) => session?.operator ?? null);
  const [busy, setBusy] = useState(false);
  const mine = me !== null && (item.claimedBy === me.name || item.claimedBy === me.id);

  async function claim(take: boolean): Promise<void> {
    setBusy(true);
    try {
      await call('attention.claim', {
        itemId: item.id, claim: take, takeOver: take && item.claimedBy !== null,
      });
      await router.invalidate();
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
    }
  }

  const word = t(mine ? 'attention.claim.giveBack'
    : item.claimedBy === null ? 'attention.claim.take' : 'attention.claim.takeOver');
  useVerbKey({
    hotkey: isCurrent ? CLAIM_KEY : null, label: word,
    run: () => { if (!busy) void claim(!mine); },
  });
  return (
    <>
      {item.claimedBy !== null && (
        <span>
          {mine ? t('attention.claim.mine')
            : t('attention.claim.other', { name: plainText(item.claimedBy) })}
        </span>
      )}
      <Button size="xs" variant="subtle" color="gray" loading={busy}
        onClick={() => void claim(!mine)}
        {...(isCurrent ? {
          'aria-keyshortcuts': CLAIM_KEY,
          rightSection: <KeyCaps keys={CLAIM_KEY} />,
        } : {})}>
        {word}
      </Button>
    </>
  );
}
