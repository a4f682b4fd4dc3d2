import { Alert, Button } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import type { TreasuryView } from '../../../../src-main/contract/payouts.ts';
import { plainText } from '../../../format/text.ts';
import { Money } from '../../../ui/Money.tsx';
import { When } from '../../../ui/When.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { Rich } from '../../../words/Rich.tsx';
import { t } from '../../../words/t.ts';
import { TextLink } from '../payments/TextLink.tsx';
import type { Treasuries } from './use-treasury.ts';
import classes from './payouts.module.css';

/** What lies in each treasury, how old that is, and what of it payouts may take. */
export function TreasuryPanel({ treasuries }: { readonly treasuries: Treasuries }) {
  const { items, failure, pending, ask } = treasuries;
  return (
    <section className={classes.treasury} aria-label={t('payouts.treasury.title')}
      aria-busy={pending}>
      {items === null && failure === null && (
        <p className="pd-secondary" role="status">{t('payouts.treasury.asking')}</p>
      )}
      {failure !== null && <Alert color="red" role="alert" p="xs">{failure}</Alert>}
      {items?.length === 0 && (
        <p className={classes.noTreasury}>
          <strong>{t('payouts.treasury.none')}</strong>{' '}
          {t('payouts.treasury.noneText')}{' '}
          <TextLink to="/settings/connections">{t('payouts.treasury.open')}</TextLink>
        </p>
      )}
      {items?.map((treasury) => <Treasury key={treasury.connectionId} treasury={treasury} />)}
      {items?.length === 0 ? null : (
        <Button variant="default" size="compact-sm" loading={pending} onClick={ask}
          leftSection={<RefreshCw size={13} aria-hidden />} className={classes.again ?? ''}>
          {t('payouts.treasury.again')}
        </Button>
      )}
    </section>
  );
}

function Treasury({ treasury }: { readonly treasury: TreasuryView }) {
  const { name, balance, others, available, reserve, problem, asOf } = treasury;
  return (
    <div className={classes.figures}>
      <dl>
        <div>
          <dt>{plainText(name)}</dt>
          <dd className={classes.balance}>
            {balance === null ? t('payouts.treasury.silent') : <Money value={balance} strong />}
          </dd>
        </div>
        {others.map((other) => (
          <div key={other.asset}>
            <dt>{t('payouts.treasury.besides')}</dt><dd><Money value={other} /></dd>
          </div>
        ))}
        {available !== null && (
          <div><dt>{t('payouts.treasury.available')}</dt><dd><Money value={available} /></dd></div>
        )}
        <div><dt>{t('payouts.treasury.reserve')}</dt><dd><Money value={reserve} /></dd></div>
      </dl>
      {problem !== null && <div className={classes.problem}>{engineText(problem)}</div>}
      <div className={classes.age}>
        <Rich text={t('payouts.treasury.asked')} parts={{ when: () => <When at={asOf} /> }} />
      </div>
    </div>
  );
}
