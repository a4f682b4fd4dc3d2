import { notifications } from '@mantine/notifications';
import { errorText, RefusalError } from '../engine/call.ts';
import { t } from '../words/t.ts';

/** Confirms what the operator just did. Everything else goes to attention, never to a toast. */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'gray', withBorder: true, autoClose: 4_000 });
}

/** Codes of the window itself: no answer came, or none that could be read. */
const silent: ReadonlySet<string> = new Set(['unreachable', 'bad_answer']);

/**
 * Says that what the operator just did was refused, or that nobody knows whether it was done; it
 * stays until it is closed.
 */
export function toastRefusal(error: unknown): void {
  notifications.show({
    title: t(error instanceof RefusalError && silent.has(error.code)
      ? 'common.notKnown' : 'common.notDone'),
    message: errorText(error), color: 'red', withBorder: true, autoClose: false,
  });
}
