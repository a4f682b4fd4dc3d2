import { Button, UnstyledButton } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { toastRefusal } from '../../../ui/toast.ts';
import { When } from '../../../ui/When.tsx';
import { toldText } from '../../../words/engine-text.ts';
import { t, wordFor } from '../../../words/t.ts';
import type { InboxRow } from './read-inbox.ts';
import styles from './InboxList.module.css';

/** One line: opening it reads it; it can be put back among the unread. */
export function InboxLine({ entry }: { readonly entry: InboxRow }) {
  const router = useRouter();
  const { key, kind, text, at, read, path, told, refused = null } = entry;
  const title = refused !== null ? t(`attention.refused.${refused}`)
    : wordFor('inbox.kind', kind) ?? wordFor('attention.reason', kind) ?? kind;

  async function mark(asRead: boolean): Promise<void> {
    try {
      await call('inbox.mark', { keys: [key], read: asRead });
      await router.invalidate();
    } catch (problem) {
      toastRefusal(problem);
    }
  }

  function open(): void {
    if (!read) void mark(true);
    router.history.push(path);
  }

  return (
    <li className={styles.line} data-read={read}>
      <span className={styles.dot} aria-hidden />
      <UnstyledButton className={styles.open} onClick={open}>
        <span className={styles.title}>
          {title}{read ? null : <span className="pd-unseen">{t('inbox.isUnread')}</span>}
        </span>
        <span className={styles.text}>{toldText(told, text)}</span>
      </UnstyledButton>
      <span className="pd-secondary"><When at={at} /></span>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void mark(!read)}>
        {t(read ? 'inbox.markUnread' : 'inbox.markRead')}
      </Button>
    </li>
  );
}
