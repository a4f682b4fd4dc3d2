import { useId, type ReactNode } from 'react';
import styles from './Panel.module.css';

type PanelProps = {
  readonly title: string;
  readonly actions?: ReactNode;
  /** What would stand here, said while nothing does. */
  readonly calm?: string | null;
  readonly children?: ReactNode;
};

/** One part of the overview, with the sentence that stands there while it is empty. */
export function Panel({ title, actions, calm = null, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>{title}</h2>
        {actions}
      </div>
      {calm === null ? children : <p className={styles.calm}>{calm}</p>}
    </section>
  );
}
