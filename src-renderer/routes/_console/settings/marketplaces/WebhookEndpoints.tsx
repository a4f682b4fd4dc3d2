import { ActionIcon, Alert, Button, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useRouter } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { ShownOnce } from '../../../../ui/ShownOnce.tsx';
import { t } from '../../../../words/t.ts';

/** Where this marketplace's events go. Each endpoint has a secret of its own, shown once. */
export function WebhookEndpoints({ marketplace }: { readonly marketplace: MarketplaceView }) {
  const router = useRouter();
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const add = useAction(async () => {
    const added = await call('marketplaces.addWebhook', {
      marketplaceId: marketplace.id, url: url.trim(),
    });
    setSecret(added.secret);
    setUrl('');
    await router.invalidate();
  });
  const remove = useAction(async (webhookId: string) => {
    await call('marketplaces.removeWebhook', { marketplaceId: marketplace.id, webhookId });
    await router.invalidate();
  });
  const test = useAction(async (webhookId: string) => {
    await call('webhooks.test', { marketplaceId: marketplace.id, webhookId });
    toastDone(t('webhooks.test.sent'));
  });
  const askToRemove = (webhookId: string, address: string): void => {
    modals.openConfirmModal({
      title: t('settings.webhooks.removeTitle'),
      children: t('settings.webhooks.removeText', { url: address }),
      labels: { confirm: t('settings.webhooks.removeConfirm'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => void remove.run(webhookId),
    });
  };
  const addable = URL.canParse(url.trim()) && !add.pending;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    // The field stands inside the marketplace's form, which Enter would save and close.
    event.preventDefault();
    if (addable) void add.run();
  };
  const error = add.error ?? remove.error ?? test.error;
  return (
    <Fieldset legend={t('settings.webhooks.title')}>
      <Stack gap="sm">
        {marketplace.webhooks.length === 0
          ? <span className="pd-secondary">{t('settings.webhooks.none')}</span>
          : null}
        {marketplace.webhooks.map((webhook) => (
          <Group key={webhook.id} justify="space-between" wrap="nowrap">
            <span className="pd-mono" style={{ overflowWrap: 'anywhere' }}>{webhook.url}</span>
            <Button size="compact-xs" variant="default" loading={test.pending}
              aria-label={t('webhooks.test.actOf', { url: webhook.url })}
              onClick={() => void test.run(webhook.id)}>{t('webhooks.test.act')}</Button>
            <ActionIcon variant="subtle" color="gray" 
              aria-label={t('settings.webhooks.remove', { url: webhook.url })}
              onClick={() => askToRemove(webhook.id, webhook.url)}>
              <Trash2 size={15} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <TextInput label={t('settings.webhooks.new')}
            placeholder={t('settings.webhooks.example')}
            value={url} style={{ flex: 1 }} maxLength={300} onKeyDown={onKey}
            onChange={(event) => setUrl(event.currentTarget.value)} />
          <Button variant="default" loading={add.pending} disabled={!addable}
            onClick={() => void add.run()}>{t('settings.webhooks.add')}</Button>
        </Group>
        {error === null ? null : <Alert color="red" role="alert">{error}</Alert>}
      </Stack>
      <ShownOnce what={t('common.thing.webhookSecret')} secret={secret}
        onClose={() => setSecret(null)} />
    </Fieldset>
  );
}
