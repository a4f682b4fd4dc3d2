import { Tabs } from '@mantine/core';
import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { EscrowCard } from './EscrowCard.tsx';
import { PayoutCard } from './PayoutCard.tsx';
import { LedgerTab } from './LedgerTab.tsx';
import { OperationsTab } from './OperationsTab.tsx';
import { paymentTabs, type PaymentTab } from './payment-tabs.ts';
import { ReceiptTab } from './ReceiptTab.tsx';
import { TimelineTab } from './TimelineTab.tsx';
import { t } from '../../../../words/t.ts';
import styles from './PaymentTabs.module.css';

type PaymentTabsProps = {
  readonly page: PaymentPage;
  readonly tab: PaymentTab;
  readonly onTab: (tab: PaymentTab) => void;
};

/** What stands behind the sentence, and beside it the facts that do not change with the tab. */
export function PaymentTabs({ page, tab, onTab }: PaymentTabsProps) {
  return (
    <div className={styles.columns}>
      <Tabs
        className={styles.main ?? ''} value={tab} keepMounted={false}
        onChange={(value) => {
          const next = paymentTabs.find((name) => name === value);
          if (next !== undefined) onTab(next);
        }}
      >
        <Tabs.List aria-label={t('payment.tabs.label')}>
          {paymentTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>{t(`payment.tabs.${name}`)}</Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="timeline" pt="md"><TimelineTab page={page} /></Tabs.Panel>
        <Tabs.Panel value="operations" pt="md"><OperationsTab page={page} /></Tabs.Panel>
        <Tabs.Panel value="ledger" pt="md"><LedgerTab page={page} /></Tabs.Panel>
        <Tabs.Panel value="receipt" pt="md"><ReceiptTab page={page} /></Tabs.Panel>
      </Tabs>
      {railAssets[page.payment.rail].holds ? <EscrowCard page={page} />
        : <PayoutCard page={page} />}
    </div>
  );
}
