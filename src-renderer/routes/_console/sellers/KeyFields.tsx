import { Alert, Button, Fieldset, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { FileKey2, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../words/t.ts';

/** As long as the engine takes; a PEM of an Ed25519 key has about 120. */
const KEY_LENGTH_MAX = 20_000;
const PEM_BEGINS = '-----BEGIN PRIVATE KEY-----';

type KeyFieldsProps = {
  /** Null: the stored key stays. */
  readonly value: string | null;
  readonly isStored: boolean;
  readonly error: string | null;
  readonly onChange: (value: string | null) => void;
};

/** The private key: pasted or read from a file, and never shown once it is stored (R12). */
export function KeyFields({ value, isStored, error, onChange }: KeyFieldsProps) {
  return (
    <Fieldset legend={t('sellers.signing')}>
      <Stack gap="sm" align="flex-start">
        {isStored && <span>{t('sellers.keyStored')}</span>}
        {value === null ? (
          <Button variant="default" size="xs" onClick={() => onChange('')}
            leftSection={<RefreshCw size={14} aria-hidden />}>{t('sellers.replace')}</Button>
        ) : (
          <>
            {isStored && <span className="pd-secondary">{t('sellers.rotate')}</span>}
            <TypedKey value={value} error={error} onChange={onChange} />
            {isStored && (
              <Button variant="subtle" color="gray" size="xs" onClick={() => onChange(null)}>
                {t('sellers.keep')}
              </Button>
            )}
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

function TypedKey({ value, error, onChange }: {
  readonly value: string; readonly error: string | null;
  readonly onChange: (value: string) => void;
}) {
  const [unread, setUnread] = useState(false);
  async function read(file: File | null): Promise<void> {
    if (file === null) return;
    setUnread(file.size > KEY_LENGTH_MAX);
    if (file.size <= KEY_LENGTH_MAX) onChange(await file.text());
  }
  return (
    <>
      <Textarea label={t('sellers.key')} required w="100%" rows={4}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        description={t('sellers.keyHint')} error={error} value={value} autoComplete="off"
        spellCheck={false} maxLength={KEY_LENGTH_MAX}
        placeholder={PEM_BEGINS}
        onChange={(event) => onChange(event.currentTarget.value)} />
      <Group gap="xs">
        <FileButton onChange={(file) => void read(file)}>
          {(props) => (
            <Button {...props} variant="default" size="xs"
              leftSection={<FileKey2 size={14} aria-hidden />}>{t('sellers.fromFile')}</Button>
          )}
        </FileButton>
      </Group>
      {unread && <Alert color="red" role="alert">{t('sellers.fileUnread')}</Alert>}
    </>
  );
}
