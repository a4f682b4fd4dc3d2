import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SellerView } from '../../../../../src-main/contract/sellers.ts';
import { plainText } from '../../../../format/text.ts';
import { t } from '../../../../words/t.ts';
import { codeOf } from '../MoreFilters.tsx';
import type { useAccount } from '../../sellers/use-account.ts';
import { WalletField } from '../../sellers/WalletField.tsx';
import type { NewPayment, NewPaymentProblems } from './new-payment.ts';

type NewPaymentFieldsProps = {
  /** Those that may receive; never none. */
  readonly sellers: readonly SellerView[];
  readonly values: NewPayment;
  readonly problems: NewPaymentProblems;
  readonly account: ReturnType<typeof useAccount>;
  readonly onChange: (change: Partial<NewPayment>) => void;
};

/** Who receives and who pays, how much, and what for. */
export function NewPaymentFields(props: NewPaymentFieldsProps) {
  const { sellers, values, problems, account, onChange } = props;
  const chosen = sellers.find(({ id }) => id === values.sellerId) ?? null;
  const asset = codeOf((chosen ?? sellers[0])?.asset ?? '');
  return (
    <>
      <SellerChoice sellers={sellers} chosen={chosen} error={problems.sellerId ?? null}
        onChoose={(sellerId) => onChange({ sellerId })} />
      <WalletField label={t('consents.start.wallet')} value={values.wallet} account={account}
        error={problems.wallet ?? null} onChange={(wallet) => onChange({ wallet })} />
      <TextInput label={t('consents.start.amount', { asset })} required inputMode="decimal"
        description={t('consents.start.amountHint')} value={values.amount} autoComplete="off"
        error={problems.amount ?? null} maxLength={40}
        onChange={(event) => onChange({ amount: event.currentTarget.value })} />
      <TextInput label={t('consents.start.offer')} required maxLength={128} autoComplete="off"
        description={t('consents.start.offerHint')} value={values.offerId}
        error={problems.offerId ?? null} spellCheck={false}
        onChange={(event) => onChange({ offerId: event.currentTarget.value })} />
      <Textarea label={t('consents.start.description')} maxLength={200} rows={2}
        description={t('consents.start.descriptionHint')} value={values.description}
        error={problems.description ?? null}
        onChange={(event) => onChange({ description: event.currentTarget.value })} />
    </>
  );
}

type SellerChoiceProps = {
  readonly sellers: readonly SellerView[];
  readonly chosen: SellerView | null;
  readonly error: string | null;
  readonly onChoose: (sellerId: string | null) => void;
};

/** The seller by name, with wallet and asset; first the marketplace where there are several. */
function SellerChoice({ sellers, chosen, error, onChoose }: SellerChoiceProps) {
  const [asked, setAsked] = useState(chosen?.marketplaceId ?? null);
  const marketplaces = new Map(sellers.map(({ marketplaceId, marketplaceName }) =>
    [marketplaceId, plainText(marketplaceName)]));
  const several = marketplaces.size > 1;
  const marketplaceId = several ? asked : sellers[0]?.marketplaceId ?? null;
  const offered = sellers.filter((seller) => seller.marketplaceId === marketplaceId);
  return (
    <>
      {several && (
        <Select label={t('common.column.marketplace')} required allowDeselect={false} value={asked}
          data={[...marketplaces].map(([value, label]) => ({ value, label }))}
          onChange={(id) => {
            const own = sellers.filter((seller) => seller.marketplaceId === id);
            setAsked(id);
            onChoose(own.length === 1 ? own[0]?.id ?? null : null);
          }} />
      )}
      <Select label={t('consents.start.seller')} required searchable allowDeselect={false}
        openOnFocus={false}
        value={chosen?.id ?? null} disabled={marketplaceId === null} error={error}
        description={chosen === null ? null : hint(chosen)} onChange={onChoose}
        data={offered.map((seller) => ({ value: seller.id, label: labelOf(seller, offered) }))}
        renderOption={({ option }) => {
          const seller = offered.find(({ id }) => id === option.value);
          return seller === undefined ? option.label : (
            <div><div>{option.label}</div><div className="pd-secondary">{hint(seller)}</div></div>
          );
        }} />
    </>
  );
}

/** By name, with the reference beside it where two are called the same. */
function labelOf({ id, name, reference }: SellerView, all: readonly SellerView[]): string {
  const shared = all.some((other) => other.id !== id && other.name === name);
  return shared ? `${plainText(name)} · ${reference}` : plainText(name);
}

function hint({ walletAddress, asset }: SellerView): string {
  return t('consents.start.sellerHint', { wallet: walletAddress, asset: codeOf(asset) });
}
