import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { CopyText } from './CopyText.tsx';
import { t } from '../words/t.ts';

type ShownOnceProps = {
  /** What it is: "API key". */
  readonly what: string;
  /** Null: nothing to show. */
  readonly secret: string | null;
  /** What to do with it; default: to copy it now. */
  readonly text?: string;
  readonly onClose: () => void;
};

/**
 * A secret that exists in this one answer. It closes by its button only, never by a stray click.
 */
export function ShownOnce({ what, secret, text, onClose }: ShownOnceProps) {
  return (
    <Modal opened={secret !== null} onClose={onClose} title={t('common.once.title', { what })}
      size={640}
      closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <Stack gap="md">
        <Alert color="yellow" variant="light">
          {text ?? t('common.once.text')}
        </Alert>
        <CopyText text={secret ?? ''} label={what} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.once.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
