import { Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

type EmptyStateProps = {
  readonly title: string;
  /** What would fill this place. */
  readonly text?: ReactNode;
  /** The act that fills it, where there is one. */
  readonly action?: ReactNode;
  readonly icon?: LucideIcon;
  /** It stands for a whole page: the title is the page's heading. */
  readonly page?: boolean;
};

export function EmptyState(props: EmptyStateProps) {
  const { title, text, action, icon: Icon = Inbox, page = false } = props;
  return (
    <div className={classes.empty}>
      <Icon size={24} aria-hidden className={classes.icon} />
      {page ? <h1 className={classes.title}>{title}</h1>
        : <p className={classes.title}>{title}</p>}
      {text === undefined ? null : <p className={classes.text}>{text}</p>}
      {action}
    </div>
  );
}
