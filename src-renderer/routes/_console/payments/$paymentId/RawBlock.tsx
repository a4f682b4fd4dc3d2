import { plainText, prettyJson } from '../../../../format/text.ts';
import { t } from '../../../../words/t.ts';
import styles from './RawText.module.css';

/** A provider's words as text (R16); the block takes focus, so that a keyboard can scroll it. */
export function RawBlock({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <pre className={styles.raw} tabIndex={0} role="region" aria-label={label}>
      {text === '' ? t('common.empty') : plainText(prettyJson(text))}
    </pre>
  );
}
