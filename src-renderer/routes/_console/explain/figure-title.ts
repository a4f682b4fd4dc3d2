import type { Figure } from '../../../../src-main/contract/domain.ts';
import { plainText } from '../../../format/text.ts';
import { paymentFace } from '../../../ui/StatusBadge.tsx';
import { railWords } from '../payments/rail-words.ts';
import { lower, t, wordFor } from '../../../words/t.ts';

/** What a figure is, in words. */
export function figureTitle(figure: Figure, connectionName: string | null): string {
  switch (figure.kind) {
    case 'money': return t(`explain.money.${figure.bucket}`, { rail: railWords[figure.rail] });
    case 'status': return t('explain.status', {
      rail: railWords[figure.rail], status: lower(paymentFace(figure.status, figure.rail).word),
    });
    case 'day': return t(`explain.day.${figure.measure}`, {
      day: figure.day, rail: railWords[figure.rail],
    });
    case 'balance': return t('explain.balance', {
      account: wordFor('status.account', figure.account) ?? figure.account,
      connection: plainText(connectionName ?? figure.connectionId),
    });
    case 'payee':
      return t(`explain.payee.${figure.measure}`, { payee: plainText(figure.payee) });
  }
}
