import { Alert, Button } from '@mantine/core';
import { errorText } from '../../../engine/call.ts';
import { t } from '../../../words/t.ts';

/** Further rows could not be read: says so above the rows that are there. */
export function MoreFailure({ failure, onRetry }: {
  readonly failure: unknown; readonly onRetry: () => void;
}) {
  if (failure === null) return null;
  return (
    <Alert color="red" role="alert" title={t('common.loadingFailed')}>
      {errorText(failure)}{' '}
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        {t('common.tryAgain')}
      </Button>
    </Alert>
  );
}
