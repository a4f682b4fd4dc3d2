import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { ArrowRightLeft, Coins } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { PurchaseView } from '../../../../src-main/contract/exchange.ts';
import type { MarketplaceView } from '../../../../src-main/contract/settings.ts';
import { useLive } from '../../../engine/live.ts';
import { usePages } from '../../../engine/use-pages.ts';
import { plainText } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { When } from '../../../ui/When.tsx';
import { Rich } from '../../../words/Rich.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';
import { PurchaseSheet } from './PurchaseSheet.tsx';
import {
  purchaseFaces, purchaseTexts, rateText, readPurchases, type Purchases, type Rate,
} from './purchases.ts';
import classes from './ExchangeScreen.module.css';

const columns: readonly DataColumn<PurchaseView>[] = [
  { id: 'state', header: () => t('exchange.columns.state'), width: '136px',
    cell: ({ status }) => <ToneBadge {...purchaseFaces[status]} /> },
  { id: 'user', header: () => t('exchange.columns.user'), width: 'minmax(110px, 1fr)',
    cell: ({ userId }) => <span title={plainText(userId)}>{plainText(userId)}</span> },
  { id: 'btc', header: () => t('exchange.columns.btc'), width: '180px', align: 'right',
    cell: ({ btc }) => <Money value={btc} aligned strong /> },
  { id: 'aitbc', header: () => t('exchange.columns.aitbc'), width: '210px', align: 'right',
    cell: ({ aitbc }) => <Money value={aitbc} aligned /> },
  { id: 'rate', header: () => t('exchange.columns.rate'), width: '100px', align: 'right',
    cell: ({ rate }) => rateText(rate) },
  { id: 'to', header: () => t('exchange.columns.to'), width: 'minmax(150px, 1fr)',
    cell: ({ aitbcAddress }) =>
      <CopyText text={aitbcAddress} shorten label={t('common.address')} /> },
  { id: 'created', header: () => t('exchange.columns.created'), width: '112px',
    cell: ({ createdAt }) => <When at={createdAt} /> },
];

type Search = { readonly user?: string; readonly buy?: boolean };
type ExchangeScreenProps = {
  readonly rate: Rate;
  readonly first: Purchases;
  readonly marketplaces: readonly MarketplaceView[];
  readonly user: string | null;
  readonly buying: boolean;
  readonly onSearch: (search: Search) => void;
};

/** The rate with its age, what was bought, and a purchase on behalf of a user. */
export function ExchangeScreen(props: ExchangeScreenProps) {
  const { rate, first, marketplaces, user, buying, onSearch } = props;
  useLive({ nouns: ['purchases'] });
  const navigate = useNavigate();
  const pages = usePages({
    first, keyOf: ({ id }: PurchaseView) => id, read: (cursor) => readPurchases(user, cursor),
  });
  const filtered = user === null ? {} : { user };
  const buy = (
    <Button leftSection={<Coins size={15} aria-hidden />} disabled={marketplaces.length === 0}
      onClick={() => onSearch({ ...filtered, buy: true })}>{t('exchange.buy')}</Button>
  );
  return (
    <Screen title={t('exchange.title')} width="full" subtitle={t('exchange.subtitle')}
      actions={(
        <>
          <TableExport name="purchases" columns={purchaseTexts}
            read={(cursor) => readPurchases(user, cursor)} />
          {buy}
        </>
      )}>
      <RatePanel rate={rate} />
      <UserFilter user={user} onSearch={onSearch} />
      {pages.failure === null ? null : <Alert color="red" role="alert">{pages.failure}</Alert>}
      <DataTable label={t('exchange.list')} columns={columns} rows={pages.rows}
        rowKey={({ id }) => id} next={pages.next} onMore={() => void pages.more()}
        pending={pages.pending}
        onOpen={({ id }) =>
          void navigate({ to: '/exchange/$purchaseId', params: { purchaseId: id } })}
        empty={<EmptyState icon={ArrowRightLeft}
          title={t(user === null ? 'exchange.none' : 'exchange.noneOf')}
          text={t('exchange.noneHint')} />} />
      {buying ? (
        <PurchaseSheet rate={rate} marketplaces={marketplaces}
          onClose={() => onSearch(filtered)} />
      ) : null}
    </Screen>
  );
}

function RatePanel({ rate: { rate, asOf, problem } }: { readonly rate: Rate }) {
  const router = useRouter();
  return (
    <section className={classes.rate} aria-label={t('exchange.rate.title')}>
      <div>
        <p className={classes.figure}>
          {rate === null ? t('exchange.rate.none')
            : t('exchange.rate.each', { rate: rateText(rate) })}
        </p>
        <p className={classes.age}>
          {rate === null
            ? `${engineText(problem ?? '')} ${t('exchange.rate.hint')}`
            : <Rich text={t('exchange.rate.asked')} parts={{ when: () => <When at={asOf} /> }} />}
        </p>
      </div>
      <Button size="xs" variant="default" onClick={() => void router.invalidate()}>
        {t('exchange.rate.again')}
      </Button>
    </section>
  );
}

function UserFilter({ user, onSearch }: Pick<ExchangeScreenProps, 'user' | 'onSearch'>) {
  const [typed, setTyped] = useState(user ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSearch(typed.trim() === '' ? {} : { user: typed.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs">
        <TextInput size="xs" w={280} maxLength={200} aria-label={t('exchange.only')}
          placeholder={t('exchange.only')} value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button size="xs" type="submit" variant="default">{t('exchange.show')}</Button>
        {user === null ? null : (
          <Button size="xs" variant="subtle" color="gray" onClick={() => onSearch({})}>
            {t('common.showAll')}
          </Button>
        )}
      </Group>
    </form>
  );
}
