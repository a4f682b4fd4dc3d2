import { Alert, Button, Group } from '@mantine/core';
import type { FilterConflict as Conflict } from '../../../../src-main/contract/domain.ts';
import { codeOf } from './MoreFilters.tsx';
import { assetNames, type PaymentsSearch } from './payments-search.ts';
import { t } from '../../../words/t.ts';

type FilterConflictProps = {
  readonly conflict: Conflict;
  readonly search: PaymentsSearch;
  readonly onSearch: (search: PaymentsSearch) => void;
};

/** Why a combination of filters is not answered, and the ways to one that is. */
export function FilterConflict({ conflict, search, onSearch }: FilterConflictProps) {
  return (
    <Alert color="gray" title={t('filters.conflict.title')} role="status">
      {t(`filters.conflict.${conflict}`)}
      <Group gap="xs" mt="xs">
        {waysOut(conflict).map(({ label, change }) => (
          <Button key={label} size="compact-sm" variant="default"
            onClick={() => onSearch({ ...search, ...change })}>{label}</Button>
        ))}
        <Button size="compact-sm" variant="subtle" onClick={() => onSearch({})}>
          {t('payments.filter.clear')}
        </Button>
      </Group>
    </Alert>
  );
}

/** What could be changed so that an index answers; the first is what was meant most likely. */
function waysOut(conflict: Conflict): readonly {
  readonly label: string; readonly change: PaymentsSearch;
}[] {
  switch (conflict) {
    case 'newest-first': return [sortedBy('created')];
    case 'amount-order': return [sortedBy('amount')];
    case 'updated-order': return [sortedBy('updated')];
    case 'expiry-order': return [sortedBy('expires')];
    case 'amount-asset':
      return assetNames.map((asset) => ({ label: codeOf(asset), change: { asset } }));
    case 'few-filters': return [{
      label: t('filters.conflict.takeAway'),
      change: { marketplace: undefined, connection: undefined, from: undefined, to: undefined },
    }];
  }
}

function sortedBy(sort: NonNullable<PaymentsSearch['sort']>) {
  return {
    label: t(`filters.sort.${sort}`), change: { sort: sort === 'created' ? undefined : sort },
  };
}
