import { CopyButton, CopyText } from '../../../ui/CopyText.tsx';
import { plainText, shorten } from '../../../format/text.ts';
import { t, wordFor } from '../../../words/t.ts';
import { TextLink } from '../payments/TextLink.tsx';
import classes from './AuditSubject.module.css';

/** What an entry is about: the noun, and the id as a link where it has a page of its own. */
export function AuditSubject({ subject, id, shortened = false }: {
  readonly subject: string; readonly id: string; readonly shortened?: boolean;
}) {
  const noun = wordFor('status.noun', subject) ?? subject;
  const label = t('common.thing.subject', { subject: noun });
  const link = linkOf(subject, id);
  const shown = plainText(id);
  if (link === null) {
    return (
      <span className={classes.subject}>
        {noun}<CopyText text={id} shorten={shortened} label={label} />
      </span>
    );
  }
  return (
    <span className={classes.subject}>
      {noun}
      <TextLink {...link} className="pd-mono" title={shown} {...shortened ? { tabIndex: -1 } : {}}>
        {shortened ? shorten(shown) : shown}
      </TextLink>
      <CopyButton text={id} label={label} />
    </span>
  );
}

/** The page of what an entry is about, where it has one. */
function linkOf(subject: string, id: string) {
  switch (subject) {
    case 'payment': return { to: '/payments/$paymentId', params: { paymentId: id } } as const;
    case 'job': return { to: '/jobs/$jobId', params: { jobId: id } } as const;
    case 'batch': return { to: '/batches/$batchId', params: { batchId: id } } as const;
    case 'inbox': return { to: '/webhooks/received', search: { open: id } } as const;
    case 'delivery': return { to: '/webhooks', search: { open: id } } as const;
    case 'seller': return { to: '/sellers', search: { edit: id } } as const;
    case 'connection': return { to: '/settings/connections', search: { edit: id } } as const;
    case 'marketplace': return { to: '/settings/marketplaces', search: { edit: id } } as const;
    case 'operator': return { to: '/settings/operators' } as const;
    case 'api-key': return { to: '/settings/keys' } as const;
    case 'backup': return { to: '/settings/backups' } as const;
    default: return null;
  }
}
