import { notifications } from '@mantine/notifications';
import { errorText } from '../engine/call.ts';
import { t } from '../words/t.ts';

/** Confirms what the operator just did. Everything else goes to attention, never to a toast. */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'gray', withBorder: true, autoClose: 4_000 });
}

/** Says that what the operator just did was refused; it stays until it is closed. */
export function toastRefusal(error: unknown): void {
  notifications.show({
    title: t('common.notDone'), message: errorText(error), color: 'red', withBorder: true,
    autoClose: false,
  });
}
