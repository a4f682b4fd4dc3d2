import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { toastRefusal } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import type { PaymentTab } from './payment-tabs.ts';
import { useSavedFiles } from './use-saved-files.ts';

/** Evidence and receipt, at hand from every tab of the payment. */
export function PaymentFiles({ page, onTab }: {
  readonly page: PaymentPage; readonly onTab: (tab: PaymentTab) => void;
}) {
  const zone = usePreferences((preferences) => preferences.zone);
  const { busy, failure, save } = useSavedFiles(page.payment.id);
  useEffect(() => {
    if (failure !== null) toastRefusal(failure);
  }, [failure]);
  return (
    <>
      <FileMenu title={t('payment.evidence.menu')} busy={busy === 'evidence'}>
        <Menu.Item onClick={() => void save('evidence')}>{t('payment.evidence.save')}</Menu.Item>
        <Menu.Item onClick={() => onTab('operations')}>{t('payment.evidence.show')}</Menu.Item>
      </FileMenu>
      <FileMenu title={t('payment.tabs.receipt')} busy={busy === 'pdf' || busy === 'json'}>
        <Menu.Item onClick={() => void save('pdf', zone)}>{t('payment.receipt.pdf')}</Menu.Item>
        <Menu.Item onClick={() => void save('json')}>{t('payment.receipt.json')}</Menu.Item>
        <Menu.Item onClick={() => onTab('receipt')}>{t('payment.receipt.show')}</Menu.Item>
      </FileMenu>
    </>
  );
}

function FileMenu({ title, busy, children }: {
  readonly title: string; readonly busy: boolean; readonly children: ReactNode;
}) {
  return (
    <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" loading={busy}
          rightSection={<ChevronDown size={14} aria-hidden />}>{title}</Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
