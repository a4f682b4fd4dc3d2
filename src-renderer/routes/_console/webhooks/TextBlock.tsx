import { plainText } from '../../../format/text.ts';
import { t } from '../../../words/t.ts';
import classes from './TextBlock.module.css';

/** What another system wrote, as text and nothing else (R16). */
export function TextBlock({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section>
      <p className={classes.title}>{title}</p>
      {text === '' ? <span className="pd-secondary">{t('common.empty')}</span>
        : <pre className={classes.text} tabIndex={0} aria-label={title}>{plainText(text)}</pre>}
    </section>
  );
}
