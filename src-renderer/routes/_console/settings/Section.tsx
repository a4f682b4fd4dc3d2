import type { ReactNode } from 'react';
import classes from './Section.module.css';

type SectionProps = {
  readonly title: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

/** One part of a settings tab. */
export function Section({ title, text, actions, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.title}>{title}</h2>
          {text === undefined ? null : <p className={classes.text}>{text}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
