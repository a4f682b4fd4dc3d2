import { Button, Group, Stack } from '@mantine/core';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { shownMoney } from '../../../../format/hide-amounts.ts';
import { VerbKeyOnly } from '../../../../ui/use-verb-key.ts';
import { VerbButton } from '../../../../ui/VerbButton.tsx';
import { usePreferences } from '../../../../stores/preferences.ts';
import { UndoWindow } from './UndoWindow.tsx';
import { useVerbs } from './use-verbs.ts';
import { VerbSheet } from './VerbSheet.tsx';
import { isTreasury } from './treasury-review.ts';
import { arrangeVerbs, specOf, type VerbName } from './verb-specs.ts';
import { useReach } from '../../../../engine/reach.ts';
import { engineText } from '../../../../words/engine-text.ts';
import { t } from '../../../../words/t.ts';

type PaymentVerbsProps = {
  readonly page: PaymentPage;
  readonly onDone: (paymentId: string) => void;
};

/** Verbs that may be the one to press; the rest change terms or give something up. */
const LEADING: ReadonlySet<VerbName> = new Set(['check', 'release', 'refund', 'retry']);

/** The verbs of a payment: usable ones in front, the others behind "More", each with its reason. */
export function PaymentVerbs({ page, onDone }: PaymentVerbsProps) {
  usePreferences(({ hideAmounts }) => hideAmounts);
  const [more, setMore] = useState(false);
  const unreached = useReach('move');
  const { open, running, press, done, close } = useVerbs(onDone);
  const { front, back } = arrangeVerbs(page);
  const over = whyNothing(page, front);
  const isStuck = (page.payout?.stuckSince ?? null) !== null;
  const primary = isStuck ? 'accelerate'
    : front.find((name) => page.verbs[name].allowed && LEADING.has(name));
  const button = (name: VerbName) => (
    <VerbButton
      key={name} verb={page.verbs[name]} label={labelOf(page, name)} hotkey={specOf(name).hotkey}
      variant={name === primary ? 'filled' : 'default'} loading={running === name}
      onClick={() => press(page, name)}
    />
  );
  return (
    <Stack gap="xs">
      {page.undo !== null && (
        <UndoWindow
          undo={page.undo} page={page} pending={running === 'stop'}
          onStop={() => press(page, 'stop')}
        />
      )}
      <Group gap="xs" role="group" aria-label={t('verbs.label')}>
        {front.map(button)}
        {page.extend !== undefined && page.verbs.release.allowed && !isTreasury(page.payment) && (
          <VerbButton verb={page.extend} label={t('escrows.extend')}
            onClick={() => undefined} />
        )}
        <Button
          variant="subtle" color="gray" aria-expanded={more} onClick={() => setMore(!more)}
          rightSection={more ? <ChevronUp size={14} /> : <ChevronDown size={14} />}
        >
          {more ? t('verbs.fewer') : moreLabel(page, back)}
        </Button>
      </Group>
      {more ? <Group gap="xs">{back.map(button)}</Group> : back.map((name) => (
        <VerbKeyOnly key={name} hotkey={specOf(name).hotkey} label={labelOf(page, name)}
          reason={page.verbs[name].allowed ? unreached
            : engineText(page.verbs[name].reason ?? t('common.mayNotNow'))}
          run={() => press(page, name)} />
      ))}
      {over !== null && <span className="pd-secondary">{engineText(over)}</span>}
      {open !== null && (
        <VerbSheet page={open.page} verb={open.verb} onClose={close} onDone={done} />
      )}
    </Stack>
  );
}

/** Why nothing can be done to it any more, said in the open where no verb is left to press. */
function whyNothing({ verbs }: PaymentPage, [first]: readonly VerbName[]): string | null {
  if (first === undefined || Object.values(verbs).some(({ allowed }) => allowed)) return null;
  return verbs[first].reason;
}

/** How many more verbs there are, and where none of them may be used, that as well. */
function moreLabel({ verbs }: PaymentPage, back: readonly VerbName[]): string {
  return back.length > 1 && back.every((name) => !verbs[name].allowed)
    ? t('verbs.moreNone', { count: back.length }) : t('verbs.more', { count: back.length });
}

/** The verb with its object: a release and a refund say how much. */
function labelOf(page: PaymentPage, name: VerbName): string {
  const { payment } = page;
  if (name === 'release' && isTreasury(payment)) {
    return page.verbs.release.allowed
      ? t('payouts.verb.payOutAmount', { amount: shownMoney(payment.amount) })
      : t('payouts.verb.payOut');
  }
  const moves = (name === 'release' || name === 'refund') && payment.available.minor !== '0';
  return moves ? t(`verbs.withAmount.${name}`, { amount: shownMoney(payment.available) })
    : t(`verbs.word.${name}`);
}
