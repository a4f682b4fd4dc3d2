import { Alert, Button, Group, Text } from '@mantine/core';
import { PlugZap } from 'lucide-react';
import { useState } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { SellerView } from '../../../../src-main/contract/sellers.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';

type SellerTestProps = {
  readonly seller: SellerView;
  /** Whether the form says something else than what is stored, and would be tested. */
  readonly stale: boolean;
};

/** Asks the wallet about the stored key, and says what it answered. */
export function SellerTest({ seller, stale }: SellerTestProps) {
  const [said, setSaid] = useState<CallOutput<'sellers.test'> | null>(null);
  const test = useAction(async () => {
    setSaid(null);
    setSaid(await call('sellers.test', { id: seller.id }));
  });
  return (
    <>
      <Group gap="sm">
        <Button variant="default" size="xs" loading={test.pending} disabled={stale}
          leftSection={<PlugZap size={14} aria-hidden />} onClick={() => void test.run()}>
          {t('sellers.test')}
        </Button>
        {stale && <Text size="sm" c="dimmed">{t('sellers.unsaved')}</Text>}
      </Group>
      {said === null ? null : (
        <Alert color={said.ok ? 'green' : 'red'} role="status">{engineText(said.message)}</Alert>
      )}
      {test.error === null ? null : <Alert color="red" role="alert">{test.error}</Alert>}
    </>
  );
}
