import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { t } from '../../../words/t.ts';

/** What would fill the list, or how to see more of it. */
export function PaymentsEmpty({ filtered }: { readonly filtered: boolean }) {
  if (!filtered) {
    return (
      <EmptyState
        title={t('payments.none.title')}
        text={t('payments.none.text')}
        action={(
          <Button variant="default" component={Link} to="/settings">
            {t('payments.none.key')}
          </Button>
        )}
      />
    );
  }
  return (
    <EmptyState
      title={t('payments.none.filtered')}
      text={t('payments.none.takeAway')}
      action={(
        <Button variant="default" component={Link} to="/payments">{t('payments.none.all')}</Button>
      )}
    />
  );
}
