/**
 * The engine's nouns as the listener meets them, named from the engine's interface: the listener
 * knows what it is given, and none of the domain's rules.
 */
import type { Ask, Engine, PaidTask, PaymentFile } from '../engine/api.ts';

type Answered<T extends (...input: never[]) => Promise<unknown>> = Awaited<ReturnType<T>>;
type Existing<T> = Exclude<T, null>;

export type PaymentAggregate = Existing<Answered<Engine['read']['payment']>>;
export type Payment = PaymentAggregate['payment'];
export type PaymentStatus = Payment['status'];
export type RailName = Payment['rail'];
export type Money = Payment['amount'];
export type Operation = PaymentAggregate['operations'][number];
export type Consent = Existing<PaymentAggregate['consent']>;
export type Seller = Answered<Engine['read']['sellers']>[number];
export type AccountFinding = Extract<
  Answered<Engine['sellers']['account']>, { readonly ok: true }
>['value'];
export type Verdict = PaidTask['verdict'];
export type PayeeWallet = Existing<Answered<Engine['read']['payeeWalletOf']>>;
export type Job = Existing<PaymentFile['job']>;
export type Batch = Existing<Answered<Engine['read']['batch']>>;
export type Purchase = Existing<Answered<Engine['read']['purchase']>>;
export type StoredEvent = PaymentFile['events'][number];
export type ApiKey = Existing<Answered<Engine['keys']['authenticate']>>;
export type ApiScope = ApiKey['scopes'][number];
export type Refusal = Extract<
  Answered<Engine['payments']['create']>, { readonly ok: false }
>['refusal'];
export type RefusalCode = Refusal['code'];
export type IdempotencyClaim = Existing<Ask['idempotency']>;

/** The domain's answers to the questions of an HTTP answer; `app.ts` hands them in. */
export type DomainFacts = {
  /** The HTTP status that carries a refusal. */
  readonly refusalStatus: (code: RefusalCode) => number;
  /** The shortest exact decimal of an amount in major units: `0.001`, `100`. */
  readonly amountText: (amount: Money) => string;
  /** The source documents' `payment_method` word of a rail (S1-015, S1-016). */
  readonly paymentMethod: (rail: RailName) => string;
  /**
   * A wallet address as Paydesk keeps it (`$wallet.example/x` as its URL), null where the text is
   * none. Absent: addresses go on as they were given, and the engine reads them.
   */
  readonly walletAddress: (text: string) => string | null;
};
