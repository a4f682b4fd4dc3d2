import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../../words/t.ts';
import classes from '../webhooks/WebhookTabs.module.css';

const places = {
  ready: '/payouts', wallets: '/payouts/wallets', import: '/payouts/import',
  reconciliation: '/payouts/reconciliation',
} as const;
export type PayoutTab = keyof typeof places;
const tabs = ['ready', 'wallets', 'import', 'reconciliation'] as const;

/** Everything about payouts from the treasury, each part with its own address. */
export function PayoutTabs({ shown, children }: {
  readonly shown: PayoutTab; readonly children: ReactNode;
}) {
  const navigate = useNavigate();
  return (
    <Tabs value={shown} keepMounted={false} className={classes.tabs ?? ''} onChange={(value) => {
      const next = tabs.find((name) => name === value);
      if (next !== undefined) void navigate({ to: places[next] });
    }}>
      <Tabs.List aria-label={t('payouts.tabs.label')}>
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>{t(`payouts.tabs.${name}`)}</Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown} className={classes.panel ?? ''}>{children}</Tabs.Panel>
    </Tabs>
  );
}
