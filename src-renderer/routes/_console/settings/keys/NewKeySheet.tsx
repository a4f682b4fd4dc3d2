import { Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { apiScopes, type ApiScope } from '../../../../../src-main/contract/domain.ts';
import { call } from '../../../../engine/call.ts';
import { engineNow } from '../../../../engine/clock.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';

type NewKeySheetProps = {
  readonly marketplaces: readonly MarketplaceView[];
  readonly onClose: () => void;
  readonly onMade: (key: string) => void;
};

const DAY_MS = 86_400_000;
const lives = [
  { value: '90', label: 'after 90 days' }, { value: '365', label: 'after a year' },
  { value: 'never', label: 'never' },
] as const;

const scopeWords = {
  'jobs:write': 'create jobs and report their state', 'jobs:read': 'read jobs and receipts',
  'payments:write': 'create payments', 'payments:read': 'read payments',
  'payments:release': 'release what is held', 'payments:refund': 'refund what is held',
  'batches:write': 'release or refund many', 'exchange:purchase': 'buy tokens with Bitcoin',
  'events:read': 'hear events as they happen', 'metrics:read': 'read metrics',
} as const satisfies Record<ApiScope, string>;

const usual: readonly ApiScope[] = ['jobs:write', 'jobs:read', 'payments:read', 'events:read'];

export function NewKeySheet({ marketplaces, onClose, onMade }: NewKeySheetProps) {
  const [name, setName] = useState('');
  const [marketplaceId, setMarketplaceId] = useState(marketplaces[0]?.id ?? '');
  const [scopes, setScopes] = useState<readonly ApiScope[]>(usual);
  const [life, setLife] = useState<string>('365');
  const [tried, setTried] = useState(false);
  const create = useAction(async () => {
    const expiresAt = life === 'never' ? null : engineNow() + Number.parseInt(life, 10) * DAY_MS;
    const { key } = await call('keys.create', {
      marketplaceId, name: name.trim(), scopes: [...scopes], expiresAt,
    });
    onMade(key);
  });
  const submit = (): void => {
    setTried(true);
    if (name.trim() !== '' && scopes.length > 0) void create.run();
  };
  return (
    <FormSheet opened onClose={onClose} title="Create an API key" submitLabel="Create key"
      onSubmit={submit} dirty={name !== ''} pending={create.pending} error={create.error}>
      <TextInput label="Name" required maxLength={80} value={name}
        description="Where it is used, so that it can be found again."
        error={tried && name.trim() === '' ? 'A name is needed.' : null}
        onChange={(event) => setName(event.currentTarget.value)} />
      <Select label="Marketplace" required allowDeselect={false} value={marketplaceId}
        data={marketplaces.map((each) => ({ value: each.id, label: each.name }))}
        onChange={(choice) => { if (choice !== null) setMarketplaceId(choice); }} />
      <Checkbox.Group label="It may" required value={[...scopes]}
        error={tried && scopes.length === 0 ? 'Choose at least one.' : null}
        onChange={(chosen) => setScopes(apiScopes.filter((scope) => chosen.includes(scope)))}>
        <Stack gap={8} mt={8}>
          {apiScopes.map((scope) => (
            <Checkbox key={scope} size="sm" value={scope} label={scopeWords[scope]}
              description={scope} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select label="It ends" allowDeselect={false} data={lives} value={life}
        onChange={(choice) => { if (choice !== null) setLife(choice); }} />
    </FormSheet>
  );
}
