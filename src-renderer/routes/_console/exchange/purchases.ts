import {
  Check, CircleX, Clock, Coins, HelpCircle, LockKeyhole, RotateCcw, Undo2,
} from 'lucide-react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { PurchaseView } from '../../../../src-main/contract/exchange.ts';
import { call } from '../../../engine/call.ts';
import { plainAmount } from '../../../format/money.ts';
import { exactTime } from '../../../format/time.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import { face, type Face } from '../../../ui/face.ts';
import { t } from '../../../words/t.ts';

export type Purchases = CallOutput<'purchases.list'>;
export type Rate = CallOutput<'exchange.rate'>;

/** A purchase's state as it is shown: `frozen` shares its colour with nothing but unclear. */
export const purchaseFaces = {
  'rate-locked': face('move', Clock, 'exchange.state.rate-locked'),
  held: face('move', LockKeyhole, 'exchange.state.held'),
  purchasing: face('move', Coins, 'exchange.state.purchasing'),
  credited: face('move', Coins, 'exchange.state.credited'),
  completed: face('done', Check, 'exchange.state.completed'),
  refunding: face('move', RotateCcw, 'exchange.state.refunding'),
  refunded: face('wait', Undo2, 'exchange.state.refunded'),
  frozen: face('unclear', HelpCircle, 'exchange.state.frozen'),
  failed: face('fail', CircleX, 'exchange.state.failed'),
} as const satisfies Record<PurchaseView['status'], Face>;

/** A quoted price in thin-space groups, all its places kept: `100 000.5`. */
export function rateText(rate: string): string {
  const [whole = '', fraction] = rate.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const PAGE_ROWS = 100;

export function readPurchases(userId: string | null, cursor: string | null): Promise<Purchases> {
  return call('purchases.list', { userId, cursor, limit: PAGE_ROWS });
}

/** The list as plain text, for a file: amounts as numbers, each under the name of its asset. */
export const purchaseTexts = (): readonly TextColumn<PurchaseView>[] => [
  { header: t('common.column.id'), text: ({ id }) => id },
  { header: t('exchange.columns.state'), text: ({ status }) => purchaseFaces[status].word },
  { header: t('exchange.columns.user'), text: ({ userId }) => userId },
  { header: 'BTC', text: ({ btc }) => plainAmount(btc) },
  { header: 'AITBC', text: ({ aitbc }) => plainAmount(aitbc) },
  { header: t('exchange.columns.rate'), text: ({ rate }) => rate },
  { header: t('exchange.columns.to'), text: ({ aitbcAddress }) => aitbcAddress },
  { header: t('common.column.payment'), text: ({ paymentId }) => paymentId },
  { header: t('exchange.columns.created'), text: ({ createdAt }) => exactTime(createdAt) },
];
