import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../../words/t.ts';
import classes from './WebhookTabs.module.css';

const tabs = ['sent', 'received'] as const;
export type WebhookTab = (typeof tabs)[number];

type WebhookTabsProps = { readonly shown: WebhookTab; readonly children: ReactNode };

/** What was told to marketplaces, and what they told us: two lists, each with its own address. */
export function WebhookTabs({ shown, children }: WebhookTabsProps) {
  const navigate = useNavigate();
  return (
    <Tabs value={shown} keepMounted={false} className={classes.tabs ?? ''} onChange={(value) => {
      void navigate({ to: value === 'received' ? '/webhooks/received' : '/webhooks' });
    }}>
      <Tabs.List aria-label={t('webhooks.title')}>
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>{t(`webhooks.tab.${name}`)}</Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown} className={classes.panel ?? ''}>{children}</Tabs.Panel>
    </Tabs>
  );
}
