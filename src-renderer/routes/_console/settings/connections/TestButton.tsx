import { Button } from '@mantine/core';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import { duration } from '../../../../format/time.ts';
import { engineText } from '../../../../words/engine-text.ts';

type TestButtonProps = { readonly connectionId: string; readonly name: string };

/** Asks the provider whether it answers; nothing is changed there. */
export function TestButton({ connectionId, name }: TestButtonProps) {
  const test = useAction(async () => {
    try {
      const { ok, message, latencyMs } = await call('connections.test', { id: connectionId });
      if (ok) {
        toastDone(t('settings.connections.answered', {
          name, message: engineText(message), took: duration(Math.round(latencyMs)),
        }));
      }
else {
        toastRefusal(new Error(t('settings.connections.failed', {
          name, message: engineText(message),
        })));
      }
    } catch (error) {
      toastRefusal(error);
    }
  });
  return (
    <Button size="compact-xs" variant="default" loading={test.pending}
      aria-label={t('settings.connections.testOf', { name })} onClick={() => void test.run()}>
      {t('settings.connections.test')}
    </Button>
  );
}
