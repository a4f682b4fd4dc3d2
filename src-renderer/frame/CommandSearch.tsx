import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { Lock, Search } from 'lucide-react';
import { useState } from 'react';
import type { PaymentRowView } from '../../src-main/contract/payments.ts';
import { call, errorText } from '../engine/call.ts';
import { moneyWords } from '../format/money.ts';
import { plainText } from '../format/text.ts';
import { paymentFaces } from '../ui/StatusBadge.tsx';
import { leave } from './leave.ts';
import { screens } from './screens.ts';
import { t } from '../words/t.ts';

type Found = { readonly for: string; readonly rows: readonly PaymentRowView[] };

const SEARCH_AFTER_MS = 120;
const FOUND_MAX = 8;
const SEARCH_LETTERS_MIN = 2;

/** Ctrl K: go anywhere, run a command, or find a payment by id, payee, address or hash. */
export function CommandSearch() {
  const router = useRouter();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Found>({ for: '', rows: [] });
  const [failure, setFailure] = useState<string | null>(null);
  const search = useDebouncedCallback(async (text: string) => {
    try {
      setFound({ for: text, rows: await findPayments(text) });
      setFailure(null);
    } catch (error) {
      setFailure(errorText(error));
    }
  }, SEARCH_AFTER_MS);
  const onQuery = (text: string): void => {
    setQuery(text);
    if (text.trim().length >= SEARCH_LETTERS_MIN) search(text.trim());
    else setFound({ for: '', rows: [] });
  };

  const commands: SpotlightActionData[] = [
    ...screens.map(({ to, name, icon: Icon }) => ({
      id: to, label: t('frame.search.goTo', { screen: t(`frame.screens.${name}`) }),
      leftSection: <Icon size={16} aria-hidden />,
      onClick: () => void router.navigate({ to }),
    })),
    {
      id: 'lock', label: t('frame.search.lock'), leftSection: <Lock size={16} aria-hidden />,
      onClick: () => void leave('lock', router),
    },
  ].filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  const payments = found.rows.map((row): SpotlightActionData => ({
    id: row.id, 
    label: t('frame.search.payment', {
      amount: moneyWords(row.amount), payee: plainText(row.payee),
    }),
    description: `${paymentFaces[row.status].word} · ${row.id}`,
    onClick: () => void router.navigate({ href: `/payments/${encodeURIComponent(row.id)}` }),
  }));
  const all: SpotlightActionData[] = query.trim() === '' ? [] : [{
    id: 'search-all', label: t('frame.search.all', { text: query.trim() }),
    leftSection: <Search size={16} aria-hidden />,
    onClick: () => void router.navigate({
      href: `/payments?q=${encodeURIComponent(query.trim())}`,
    }),
  }];
  return (
    <Spotlight query={query} onQueryChange={onQuery} clearQueryOnClose highlightQuery={false}
      filter={(_query, actions) => actions} shortcut="mod + K" scrollable maxHeight={420}
      actions={[
        ...(payments.length === 0
          ? [] : [{ group: t('frame.screens.payments'), actions: payments }]),
        { group: t('frame.search.commands'), actions: [...commands, ...all] },
      ]}
      attributes={{ content: { 'aria-label': t('frame.search.label') } }}
      nothingFound={failure ?? t('frame.search.nothing')}
      searchProps={{
        leftSection: <Search size={18} aria-hidden />, 'aria-label': t('frame.search.label'),
        placeholder: t('frame.search.prompt'),
      }} />
  );
}

async function findPayments(search: string): Promise<readonly PaymentRowView[]> {
  const { items } = await call('payments.list', {
    cursor: null, limit: FOUND_MAX,
    filter: { search },
  });
  return items;
}
