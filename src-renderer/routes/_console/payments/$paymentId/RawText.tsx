import { RawBlock } from './RawBlock.tsx';
import styles from './RawText.module.css';

/** A provider's words behind a line that opens them. */
export function RawText({ summary, text }: { readonly summary: string; readonly text: string }) {
  return (
    <details>
      <summary className={styles.summary}>{summary}</summary>
      <RawBlock label={summary} text={text} />
    </details>
  );
}
