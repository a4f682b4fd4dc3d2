import { useEffect, useRef, type ReactNode } from 'react';
import { useSession } from '../engine/session.ts';
import { noteVisit } from '../stores/recent.ts';
import classes from './Screen.module.css';

type ScreenProps = {
  /** The page's heading and, with the sandbox named, the window's title. */
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Buttons at the right of the heading. */
  readonly actions?: ReactNode;
  /** `reading` keeps the column at 1440 px; `full` is for tables and fills the height. */
  readonly width?: 'reading' | 'full';
  readonly children: ReactNode;
};

/** The scaffold of a page. Coming to it moves the focus to its heading, unless a part took it. */
export function Screen({ title, subtitle, actions, width = 'reading', children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const sandbox = useSession((session) => session?.sandbox ?? false);
  useEffect(() => {
    // A table that returns to its row has taken the focus already; it is not taken from it.
    if (page.current?.contains(document.activeElement) !== true) heading.current?.focus();
  }, []);
  useEffect(() => {
    noteVisit(title);
    document.title = `${title} · ${sandbox ? 'SANDBOX · ' : ''}Paydesk`;
  }, [title, sandbox]);
  return (
    <div ref={page} className={classes.screen} data-width={width}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h1 ref={heading} tabIndex={-1} className={classes.title}>{title}</h1>
          {subtitle === undefined ? null : <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
