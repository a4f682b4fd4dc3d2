import { Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { apiScopes, type ApiScope } from '../../../../../src-main/contract/domain.ts';
import { call } from '../../../../engine/call.ts';
import { engineNow } from '../../../../engine/clock.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { t } from '../../../../words/t.ts';

type NewKeySheetProps = {
  readonly marketplaces: readonly MarketplaceView[];
  readonly onClose: () => void;
  readonly onMade: (key: string) => void;
};

const DAY_MS = 86_400_000;
const lives = ['90', '365', 'never'] as const;

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
    <FormSheet opened needs="configure" onClose={onClose} title={t('settings.keys.newTitle')}
      submitLabel={t('settings.keys.createKey')}
      onSubmit={submit} dirty={name !== ''} pending={create.pending} error={create.error}>
      <TextInput label={t('common.name')} required maxLength={80} value={name}
        description={t('settings.keys.nameHint')}
        error={tried && name.trim() === '' ? t('common.nameNeeded') : null}
        onChange={(event) => setName(event.currentTarget.value)} />
      <Select label={t('common.column.marketplace')} required allowDeselect={false}
        value={marketplaceId}
        data={marketplaces.map((each) => ({ value: each.id, label: each.name }))}
        onChange={(choice) => { if (choice !== null) setMarketplaceId(choice); }} />
      <Checkbox.Group label={t('settings.keys.itMay')} required value={[...scopes]}
        error={tried && scopes.length === 0 ? t('settings.keys.chooseOne') : null}
        onChange={(chosen) => setScopes(apiScopes.filter((scope) => chosen.includes(scope)))}>
        <Stack gap={8} mt={8}>
          {apiScopes.map((scope) => (
            <Checkbox key={scope} size="sm" value={scope}
              label={t(`settings.keys.scope.${scope}`)} description={scope} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select label={t('settings.keys.itEnds')} allowDeselect={false} value={life}
        data={lives.map((value) => ({ value, label: t(`settings.keys.life.${value}`) }))}
        onChange={(choice) => { if (choice !== null) setLife(choice); }} />
    </FormSheet>
  );
}
