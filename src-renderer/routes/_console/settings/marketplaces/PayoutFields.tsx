import {
  ActionIcon, Button, Fieldset, Group, Select, SimpleGrid, Stack, Text, TextInput,
} from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { t, type PlainWord } from '../../../../words/t.ts';
import type { PayoutValues } from './payout-form.ts';

type PayoutFieldsProps = {
  readonly values: PayoutValues;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<PayoutValues>) => void;
};

type TextName = Exclude<keyof PayoutValues, 'pays' | 'tiers'>;
const ways = ['at-once', 'by-a-person'] as const;
const TIERS_MAX = 10;

/** How payouts from the treasury are treated: who lets them go, what they cost, who has to look. */
export function PayoutFields({ values, problems, onChange }: PayoutFieldsProps) {
  const field = (name: TextName, label: PlainWord, hint?: PlainWord) => (
    <TextInput label={t(label)} inputMode="decimal" autoComplete="off" value={values[name]}
      error={problems[name]} {...(hint === undefined ? {} : { description: t(hint) })}
      onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })} />
  );
  return (
    <Fieldset legend={t('payoutPolicy.title')}>
      <Stack gap="sm">
        <Select label={t('payoutPolicy.pays')} allowDeselect={false} value={values.pays}
          data={ways.map((value) => ({ value, label: t(`payoutPolicy.paysBy.${value}`) }))}
          onChange={(choice) => {
            const pays = ways.find((each) => each === choice);
            if (pays !== undefined) onChange({ pays });
          }} />
        {field('fee', 'payoutPolicy.fee', 'payoutPolicy.feeHint')}
        <Tiers values={values} problem={problems['tiers']} onChange={onChange} />
        <SimpleGrid cols={2} spacing="sm">
          {field('amountMin', 'payoutPolicy.min')}
          {field('amountMax', 'payoutPolicy.max')}
        </SimpleGrid>
        <Text size="sm" fw={600}>{t('payoutPolicy.rules')}</Text>
        {field('approveMax', 'payoutPolicy.approveMax', 'payoutPolicy.approveMaxHint')}
        {field('firstPayoutMax', 'payoutPolicy.firstPayoutMax', 'payoutPolicy.firstPayoutMaxHint')}
        <Text size="xs" c="dimmed">{t('payoutPolicy.pointsHint')}</Text>
        <SimpleGrid cols={2} spacing="sm">
          {field('flagPoints', 'payoutPolicy.flagPoints')}
          {field('rejectPoints', 'payoutPolicy.rejectPoints')}
          {field('ageHours', 'payoutPolicy.ageHours')}
          {field('futureMinutes', 'payoutPolicy.futureMinutes')}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

function Tiers({ values: { tiers }, problem, onChange }: {
  readonly values: PayoutValues; readonly problem: string | undefined;
  readonly onChange: PayoutFieldsProps['onChange'];
}) {
  const change = (at: number, part: Partial<PayoutValues['tiers'][number]>): void =>
    onChange({ tiers: tiers.map((tier, place) => (place === at ? { ...tier, ...part } : tier)) });
  return (
    <Stack gap={6} role="group" aria-label={t('payoutPolicy.tiers')}>
      <div>
        <Text size="sm" fw={500}>{t('payoutPolicy.tiers')}</Text>
        <Text size="xs" c="dimmed">{t('payoutPolicy.tiersHint')}</Text>
      </div>
      {tiers.map(({ from, fee }, at) => (
        <Group key={at} gap="xs" wrap="nowrap" align="center">
          <TextInput aria-label={t('payoutPolicy.tierOne', { number: at + 1 })} value={from}
            placeholder={t('payoutPolicy.from')} inputMode="decimal" autoComplete="off"
            onChange={({ currentTarget }) => change(at, { from: currentTarget.value })} />
          <TextInput aria-label={t('payoutPolicy.tierFee', { number: at + 1 })} value={fee}
            placeholder={t('payoutPolicy.percent')} inputMode="decimal" autoComplete="off"
            onChange={({ currentTarget }) => change(at, { fee: currentTarget.value })} />
          <ActionIcon variant="subtle" color="gray" size={32}
            aria-label={t('payoutPolicy.removeTier', { from: from === '' ? `${at + 1}` : from })}
            onClick={() => onChange({ tiers: tiers.filter((_tier, place) => place !== at) })}>
            <X size={15} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {problem !== undefined && <Text size="xs" c="red" role="alert">{problem}</Text>}
      {tiers.length < TIERS_MAX && (
        <Button variant="default" size="compact-sm" style={{ alignSelf: 'flex-start' }}
          leftSection={<Plus size={13} aria-hidden />}
          onClick={() => onChange({ tiers: [...tiers, { from: '', fee: '' }] })}>
          {t('payoutPolicy.addTier')}
        </Button>
      )}
    </Stack>
  );
}
