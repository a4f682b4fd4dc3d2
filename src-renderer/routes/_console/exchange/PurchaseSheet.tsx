import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { MarketplaceView } from '../../../../src-main/contract/settings.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { moneyWords } from '../../../format/money.ts';
import { ReviewSheet, type Fact } from '../../../ui/ReviewSheet.tsx';
import { toastDone } from '../../../ui/toast.ts';
import { t } from '../../../words/t.ts';
import { rateText, type Rate } from './purchases.ts';

type PurchaseSheetProps = {
  readonly rate: Rate;
  readonly marketplaces: readonly MarketplaceView[];
  readonly onClose: () => void;
};
type Allowance = CallOutput<'exchange.allowance'>;

/** Buys tokens on behalf of a user, within the user's limits and at the present rate. */
export function PurchaseSheet({ rate, marketplaces, onClose }: PurchaseSheetProps) {
  const navigate = useNavigate();
  const [marketplaceId, setMarketplace] = useState(marketplaces[0]?.id ?? '');
  const [typed, setTyped] = useState({ userId: '', btc: '', aitbc: '', address: '', refund: '' });
  const allowance = useAllowance(marketplaceId, typed.userId.trim());
  const buy = useAction(async () => {
    const { purchaseId } = await call('exchange.purchase', {
      marketplaceId, userId: typed.userId, btc: textOrNull(typed.btc),
      aitbc: textOrNull(typed.aitbc), aitbcAddress: typed.address,
      refundAddress: textOrNull(typed.refund),
    });
    toastDone(t('exchange.sheet.started'));
    await navigate({ to: '/exchange/$purchaseId', params: { purchaseId } });
  });
  const field = (
    name: keyof typeof typed, label: string, more: { readonly hint?: string } = {},
  ) => (
    <TextInput label={label} value={typed[name]} maxLength={200} autoComplete="off"
      {...(more.hint === undefined ? {} : { description: more.hint })}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })} />
  );
  return (
    <ReviewSheet opened onClose={onClose} title={t('exchange.sheet.title')}
      facts={factsOf(rate, allowance)} finality={t('exchange.sheet.finality')}
      confirmLabel={t('exchange.sheet.confirm')} onConfirm={() => void buy.run()}
      blocked={blockedBy(typed)} error={buy.error} pending={buy.pending}>
      <SimpleGrid cols={2} spacing="sm">
        <NativeSelect label={t('exchange.sheet.marketplace')} value={marketplaceId}
          data={marketplaces.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setMarketplace(event.currentTarget.value)} />
        {field('userId', t('exchange.sheet.user'))}
      </SimpleGrid>
      <SimpleGrid cols={2} spacing="sm">
        {field('btc', t('exchange.sheet.pays'), { hint: t('exchange.sheet.follows') })}
        {field('aitbc', t('exchange.sheet.gets'), { hint: t('exchange.sheet.follows') })}
      </SimpleGrid>
      {field('address', t('exchange.sheet.address'))}
      {field('refund', t('exchange.sheet.refund'), { hint: t('exchange.sheet.refundHint') })}
    </ReviewSheet>
  );
}

/** What the user may still buy, read as the name is typed; null before there is one. */
function useAllowance(marketplaceId: string, userId: string): Allowance | null {
  const [read, setRead] = useState<{ readonly of: string; readonly found: Allowance } | null>(null);
  const of = `${marketplaceId}/${userId}`;
  useEffect(() => {
    if (userId === '') return undefined;
    let gone = false;
    call('exchange.allowance', { marketplaceId, userId }).then(
      (found) => { if (!gone) setRead({ of: `${marketplaceId}/${userId}`, found }); },
      // The purchase itself says what is wrong; the line simply stays empty.
      () => undefined,
    );
    return () => { gone = true; };
  }, [marketplaceId, userId]);
  return read?.of === of ? read.found : null;
}

function factsOf({ rate, problem }: Rate, allowance: Allowance | null): readonly Fact[] {
  return [
    { label: t('exchange.sheet.rate'),
      value: rate === null ? problem : t('exchange.rate.each', { rate: rateText(rate) }) },
    {
      label: t('exchange.sheet.limits'),
      value: allowance === null ? t('exchange.sheet.limitsFirst') : (
        <>
          <div>{t('exchange.sheet.usedHour', {
            used: allowance.thisHour, most: allowance.perHourMax,
          })}</div>
          <div>{t('exchange.sheet.usedDay', {
            used: moneyWords(allowance.btcToday), most: moneyWords(allowance.btcPerDayMax),
          })}</div>
        </>
      ),
    },
  ];
}

function blockedBy({ userId, btc, aitbc, address }: {
  readonly userId: string; readonly btc: string; readonly aitbc: string; readonly address: string;
}): string | null {
  if (btc.trim() !== '' && aitbc.trim() !== '') return t('exchange.sheet.oneAmount');
  const given = [userId, address, btc + aitbc].every((text) => text.trim() !== '');
  return given ? null : t('exchange.sheet.needed');
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
