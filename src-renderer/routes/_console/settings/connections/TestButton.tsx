import { Button } from '@mantine/core';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';

type TestButtonProps = { readonly connectionId: string; readonly name: string };

/** Asks the provider whether it answers; nothing is changed there. */
export function TestButton({ connectionId, name }: TestButtonProps) {
  const test = useAction(async () => {
    try {
      const { ok, message, latencyMs } = await call('connections.test', { id: connectionId });
      if (ok) toastDone(`${name} answered in ${Math.round(latencyMs)} ms. ${message}`);
      else toastRefusal(new Error(`${name}: ${message}`));
    } catch (error) {
      toastRefusal(error);
    }
  });
  return (
    <Button size="compact-xs" variant="default" loading={test.pending}
      aria-label={`Test ${name}`} onClick={() => void test.run()}>
      Test
    </Button>
  );
}
