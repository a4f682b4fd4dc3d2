import { formatAmountShort, sameAsset, type Money } from '../../engine/domain/money.ts';
import type { ConsentState, QuoteState, Token, WalletState } from './state.ts';
import { quoteToken, withToken, type Desk } from './tokens.ts';
import { must, refused, StepFailed } from './translate.ts';
import type { QuoteView } from './wire.ts';

const QUOTE_LIFE_MS = 300_000;

export type Quoted = { readonly quote: QuoteState; readonly token: Token };

type Receiver = { readonly id: string; readonly amount: Money };

/** What it costs the payer that the anchor gets its amount; the quote is checked against it. */
export async function quoteFor(
  desk: Desk, payer: WalletState, { receiver, held }: {
    readonly receiver: Receiver; readonly held: Token | null;
  },
): Promise<Quoted> {
  const { answer, token } = await withToken(desk, held, {
    renew: () => quoteToken(desk, payer),
    attempt: ({ value }) => desk.client.createQuote(payer, value, receiver.id),
  });
  return { token, quote: checkedQuote(must(answer), { desk, payer, receiver }) };
}

/** The approved amounts and receiver, or no quote at all (security 3.14, pitfall 6). */
function checkedQuote(
  view: QuoteView,
  { desk, payer, receiver }: {
    readonly desk: Desk; readonly payer: WalletState; readonly receiver: Receiver;
  },
): QuoteState {
  const { id, debitAmount: debit, receiveAmount: receive, createdAt, expiresAt } = view;
  const fault = view.receiver !== receiver.id ? 'It names another receiver.'
    : !sameAsset(debit.asset, payer.asset) ? 'It debits another currency than the wallet\'s.'
      : debit.minor <= 0n ? 'It debits nothing.'
        : !sameAsset(receive.asset, receiver.amount.asset) || receive.minor < receiver.amount.minor
          ? `It would bring ${shown(receive)} instead of ${shown(receiver.amount)}.` : null;
  if (fault !== null) throw new StepFailed(refused('quote_differs', fault));
  // How long it lives is the bank's own time; our clock may run differently.
  const { nowMs } = desk.session.call;
  const lifeMs = expiresAt === null ? QUOTE_LIFE_MS
    : Math.max(0, expiresAt - (createdAt ?? nowMs));
  return { id, debit, receive, expiresAt: nowMs + lifeMs };
}

/**
 * A fresh quote under a consent that was given already; it has to fit what the payer agreed to
 * (pitfall 9). The caller has listed the payments of the earlier quotes before (DESIGN 7).
 */
export async function requoted(desk: Desk, state: ConsentState): Promise<ConsentState> {
  const { payer, incoming, quoteToken: held, limit } = state;
  const { quote, token } = await quoteFor(desk, payer, { receiver: incoming, held });
  if (quote.debit.minor > limit.minor) {
    throw new StepFailed(refused('quote_changed', `It costs ${shown(quote.debit)} now, and the `
      + `payer agreed to ${shown(limit)}. Ask the payer again.`));
  }
  const changed = {
    ...state, quote, quoteToken: token, quoteIds: [...state.quoteIds, quote.id],
  };
  desk.changed = changed;
  return changed;
}

export function shown(amount: Money): string {
  return `${formatAmountShort(amount)} ${amount.asset.code}`;
}
