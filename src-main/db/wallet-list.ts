import type { PayeeWallet } from '../engine/domain/records.ts';
import type { Page, PageQuery } from '../engine/lists.ts';
import { tablePage, type Pager, type TableWalk } from './paging.ts';
import { payeeWalletCodec } from './payouts.ts';

/**
 * How wallets are walked: by name, in the order of one index, whatever is searched for. A part of
 * name, reference or account is compared on the way; wallets are as many as people are paid, so a
 * search that finds nothing reads that index once and sorts nothing.
 */
export function walletWalk(search: string): TableWalk {
  const order = ['payee_wallets.name', 'payee_wallets.id'];
  const base = { index: 'payee_wallets_by_name', order, newestFirst: false };
  const words = search.trim();
  if (words === '') return { ...base, where: [], bound: [] };
  const part = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const like = (column: string): string => `payee_wallets.${column} like ? escape '\\'`;
  return {
    ...base, where: [`(${['name', 'reference', 'account'].map(like).join(' or ')})`],
    bound: [part, part, part],
  };
}

/** A page of payees' wallets, by name. */
export function walletPage(
  pager: Pager, { search, ...query }: PageQuery & { readonly search: string },
): Page<PayeeWallet> {
  return tablePage(pager, payeeWalletCodec, query, walletWalk(search));
}
