import { Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { SellerView } from '../../../../src-main/contract/sellers.ts';
import type { MarketplaceView } from '../../../../src-main/contract/settings.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { plainText } from '../../../format/text.ts';
import { FormSheet } from '../../../ui/FormSheet.tsx';
import { toastDone } from '../../../ui/toast.ts';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';
import { KeyFields } from './KeyFields.tsx';
import {
  inputOf, problemsOf, refusedFields, valuesOf, type SellerField, type SellerProblems,
  type SellerValues,
} from './seller-form.ts';
import { SellerTest } from './SellerTest.tsx';
import { useAccount } from './use-account.ts';
import { WalletField } from './WalletField.tsx';

type SellerSheetProps = {
  /** Null: a new one. */
  readonly seller: SellerView | null;
  readonly marketplaces: readonly MarketplaceView[];
  readonly onClose: () => void;
};

const CATEGORY_LENGTH_MAX = 80;

/** The form of a seller: wallet, key, categories; the stored key is never in it. */
export function SellerSheet({ seller, marketplaces, onClose }: SellerSheetProps) {
  const router = useRouter();
  const account = useAccount();
  const [values, setValues] = useState(() => valuesOf(seller, marketplaces[0]?.id ?? ''));
  const [touched, setTouched] = useState(false);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<SellerProblems>({});
  const set = (change: Partial<SellerValues>): void => {
    setTouched(true);
    setRefused({});
    save.reset();
    setValues((now) => ({ ...now, ...change }));
  };
  const save = useAction(async () => {
    try {
      const saved = await call('sellers.save', inputOf(values, seller));
      await router.invalidate();
      onClose();
      toastDone(t('common.saved', { name: plainText(saved.name) }));
    } catch (problem) {
      const fields = refusedFields(problem);
      // What is about a field stands there and nowhere else.
      if (fields === null) throw problem;
      setRefused(fields);
    }
  });
  const submit = (): void => {
    setTried(true);
    if (Object.keys(problemsOf(values)).length === 0) void save.run();
  };
  const problems = { ...tried ? problemsOf(values) : {}, ...refused };
  const error = (name: SellerField): string | null => {
    const problem = problems[name];
    return problem === undefined ? null : engineText(problem);
  };
  const field = (name: 'reference' | 'name' | 'keyId', label: string, hint: string) => (
    <TextInput label={label} description={hint} value={values[name]} error={error(name)}
      required={name !== 'name'} disabled={name === 'reference' && seller !== null}
      maxLength={200} autoComplete="off" spellCheck={false}
      onChange={(event) => set({ [name]: event.currentTarget.value })} />
  );
  return (
    <FormSheet opened needs="configure" onClose={onClose} dirty={touched}
      pending={save.pending} error={save.error}
      title={seller === null ? t('sellers.add')
        : t('sellers.one', { name: plainText(seller.name) })}
      submitLabel={t('common.save')} onSubmit={submit}>
      <Select label={t('common.column.marketplace')} required allowDeselect={false}
        disabled={seller !== null} value={values.marketplaceId}
        data={marketplaces.map(({ id, name }) => ({ value: id, label: plainText(name) }))}
        onChange={(choice) => { if (choice !== null) set({ marketplaceId: choice }); }} />
      {field('reference', t('sellers.reference'), t('sellers.referenceHint'))}
      {field('name', t('sellers.name'), t('sellers.nameHint'))}
      <WalletField label={t('sellers.wallet')} value={values.walletAddress} account={account}
        error={error('walletAddress')} onChange={(walletAddress) => set({ walletAddress })} />
      {field('keyId', t('sellers.keyId'), t('sellers.keyIdHint'))}
      <KeyFields value={values.privateKey} isStored={seller !== null} error={error('privateKey')}
        onChange={(privateKey) => set({ privateKey })} />
      {seller !== null && <SellerTest seller={seller} stale={touched} />}
      <TagsInput label={t('sellers.categories')} description={t('sellers.categoriesHint')}
        value={[...values.categories]} error={error('categories')} maxTags={50} acceptValueOnBlur
        onChange={(categories) => set({
          categories: categories.map((name) => name.trim().slice(0, CATEGORY_LENGTH_MAX))
            .filter((name) => name !== ''),
        })} />
      <Switch label={t('sellers.enabled')} description={t('sellers.enabledHint')}
        checked={values.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })} />
    </FormSheet>
  );
}
