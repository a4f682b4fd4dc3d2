import { AITBC, BTC, parseAmount, rateFromPrice } from '../engine/domain/money.ts';
import { createBitcoinWallet } from './wallet-daemon/bitcoin.ts';
import type { BitcoinWallet, Signing } from './wallet-daemon/bitcoin.ts';
import { createBooks } from './books.ts';
import type { BookRow } from './books.ts';
import { createChain } from './chain/chain.ts';
import type { Circle } from './circle/circle.ts';
import { createUsdc, type Usdc, type UsdcOptions } from './circle/usdc.ts';
import type { Chain } from './chain/chain.ts';
import type { ContractState } from './chain/chain-state.ts';
import { deliver } from './deliver.ts';
import type { DeliverOptions, Delivery } from './deliver.ts';
import { createExchange } from './exchange/exchange.ts';
import type { Exchange } from './exchange/exchange.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { readEvent } from './journal.ts';
import type { Journal } from './journal.ts';
import { createOpenPayments, type OpenPayments } from './open-payments/open-payments.ts';
import type { Wallet } from './open-payments/state.ts';
import type { ProviderModel, ProviderName, ProviderRequest, ProviderResponse } from './provider.ts';
import { createWalletDaemon } from './wallet-daemon/wallet-daemon.ts';
import type { World } from './world.ts';

/** What the stand-ins ask of their callers; the wallet daemon asks for nothing. */
export type SandboxSecrets = {
  /** The exchange's `X-Api-Key`. */
  readonly exchangeApiKey: string;
  /** The chain's bearer token. */
  readonly chainToken: string;
  /** Circle's bearer key, `PREFIX:ID:SECRET`. */
  readonly circleApiKey: string;
  /** 32 bytes in hex. */
  readonly circleEntitySecret: string;
};

/** What each provider does when an escrow runs out. Source: DESIGN section 4, *Escrow expiry*. */
export type ExpiryRules = {
  readonly walletDaemonReturns: boolean;
  readonly exchangeReturns: boolean;
  readonly exchangeGraceMs: number;
  readonly chainReturns: boolean;
};

export const EXPIRY_DEFAULT: ExpiryRules = {
  walletDaemonReturns: false,
  exchangeReturns: true,
  exchangeGraceMs: 600_000,
  chainReturns: false,
};

export type SandboxOptions = {
  nowMs(): number;
  randomBytes(size: number): Uint8Array;
  readonly signing: Signing;
  /** Without one the stand-ins remember nothing beyond this object. */
  readonly journal?: Journal;
  readonly secrets?: Partial<SandboxSecrets>;
  readonly expiry?: Partial<ExpiryRules>;
  readonly usdc?: UsdcOptions;
};

export type Sandbox = {
  /** Carries a request to a stand-in through the scripted faults. Synchronous; throws only bugs. */
  deliver(provider: ProviderName, request: ProviderRequest, options?: DeliverOptions): Delivery;
  /** Carries a request to a stand-in, past all faults. */
  handle(provider: ProviderName, request: ProviderRequest): ProviderResponse;
  /** The script of faults; `clear` also completes what `stuck` left pending. */
  readonly faults: Faults;
  /** What each stand-in believes happened, up to now; append-only, oldest first. */
  books(): readonly BookRow[];
  /** The stand-ins' time. */
  nowMs(): number;
  /** Moves the stand-ins' time forward; what falls due by then happens at once. */
  advance(byMs: number): void;
  /** The price of one BTC in AITBC, a decimal text above zero; false where it is none. */
  setRate(rate: string): boolean;
  /** The balance of a token account at the exchange, a decimal text; false where it is none. */
  setBalance(account: string, balance: string): boolean;
  /** Puts a chain contract into a state by hand; false where the job has none. */
  setContractState(jobId: string, state: ContractState): boolean;
  /** The accounts at the sandbox's Open Payments banks; `openWallet` and `setKey` change them. */
  wallets(): readonly Wallet[];
  openWallet: OpenPayments['openWallet'];
  setKey: OpenPayments['setKey'];
  payIncoming: OpenPayments['payIncoming'];
  /** The signed Bitcoin transaction in hex; null for an unknown hash, or where none is signed. */
  transactionHex(hash: string): string | null;
  readonly secrets: SandboxSecrets;
  /** Circle's accounts of first run, the notifications it wants delivered, and its limits. */
  readonly circle: Pick<Circle,
    'accounts' | 'walletSetId' | 'hooks' | 'setLimits' | 'blockAddress' | 'resend'>;
  /** The chain behind Circle. */
  readonly chain: Usdc['chain'];
  /** When something falls due by itself, in the stand-ins' time; null where nothing does. */
  nextDueMs(): number | null;
  /** Sets who is told whenever that moment may have become another one. */
  onDue(listener: () => void): void;
  /** Carries out what is due by now; a request does so by itself. */
  settle(): void;
};

const SECRETS_DEFAULT: SandboxSecrets = {
  exchangeApiKey: 'sandbox-exchange-key',
  chainToken: 'sandbox-chain-token',
  circleApiKey: 'TEST_API_KEY:sandbox:circle-key',
  circleEntitySecret: 'c0ffee'.padEnd(64, '0'),
};

/** What a person or a test sets by hand, checked before a model hears of it. */
function createHands({ exchange, chain, openPayments }: {
  exchange: Exchange; chain: Chain; openPayments: OpenPayments;
}) {
  return {
    setRate: (rate: string): boolean => {
      if (rateFromPrice(rate, BTC, AITBC) === null) return false;
      exchange.setRate(rate);
      return true;
    },
    setBalance: (account: string, balance: string): boolean => {
      const parsed = parseAmount(balance, AITBC);
      if (parsed.ok) exchange.setBalance(account, parsed.money.minor);
      return parsed.ok;
    },
    setContractState: chain.setContractState,
    wallets: openPayments.wallets,
    openWallet: openPayments.openWallet,
    setKey: openPayments.setKey,
    payIncoming: openPayments.payIncoming,
  };
}

/**
 * The one list of stand-ins. A new one is a folder beside `chain/`, its name in
 * `PROVIDER_NAMES`, a line here, and its entry among the connections.
 */
function createModels(deps: {
  readonly world: World;
  readonly wallet: BitcoinWallet;
  readonly secrets: SandboxSecrets;
  readonly rules: ExpiryRules;
  readonly usdc: Usdc;
}) {
  const { world, wallet, secrets, rules, usdc } = deps;
  return {
    walletDaemon: createWalletDaemon({
      world,
      wallet,
      config: { returnsOnExpiry: rules.walletDaemonReturns },
    }),
    exchange: createExchange({
      world,
      config: {
        apiKey: secrets.exchangeApiKey,
        returnsOnExpiry: rules.exchangeReturns,
        returnGraceMs: rules.exchangeGraceMs,
      },
    }),
    chain: createChain({
      world,
      config: { token: secrets.chainToken, returnsOnExpiry: rules.chainReturns },
    }),
    openPayments: createOpenPayments({ world }),
    circle: usdc.circle,
    evm: usdc.evm,
  } satisfies Record<ProviderName, ProviderModel>;
}

type ClockEvent = { readonly type: 'clock-advanced'; readonly byMs: number };
const CLOCK_EVENT_TYPES: Record<ClockEvent['type'], true> = { 'clock-advanced': true };

/**
 * Composes the stand-ins with their clock, faults, books and journal, and replays what the journal
 * remembers. Nothing in here reads a clock or draws randomness but through the options.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const books = createBooks();
  const faults = createFaults();
  const secrets = { ...SECRETS_DEFAULT, ...options.secrets };
  const rules = { ...EXPIRY_DEFAULT, ...options.expiry };
  let aheadMs = 0;
  let recorded = 0;
  const world: World = {
    nowMs: () => options.nowMs() + aheadMs,
    randomBytes: options.randomBytes,
    record: (by, event) => {
      options.journal?.append({ by, event });
      recorded += 1;
    },
    book: books.add,
  };
  const usdc = createUsdc({ world, secrets, options: options.usdc ?? {} });
  const wallet = createBitcoinWallet(options);
  const models = createModels({ world, secrets, rules, usdc, wallet });
  for (const { by, event } of options.journal?.entries() ?? []) {
    if (by === 'sandbox') aheadMs += readEvent<ClockEvent>(event, CLOCK_EVENT_TYPES).byMs;
    else models[by].replay(event);
  }
  usdc.circle.resume();
  const settleAll = (): void => {
    for (const model of Object.values(models)) model.settleDue();
  };
  const clearFaults = (): void => {
    settleAll();
    for (const model of Object.values(models)) model.completeStuck();
    faults.clear();
  };
  const route = (provider: ProviderName, request: ProviderRequest) => {
    models[provider].settleDue();
    return models[provider].route(request);
  };
  const advance = (byMs: number): void => {
    const event: ClockEvent = { type: 'clock-advanced', byMs };
    options.journal?.append({ by: 'sandbox', event });
    aheadMs += byMs;
    settleAll();
  };
  return {
    deliver: (provider, request, how) =>
      deliver(
        {
          provider, request, faults, books,
          eventsSoFar: () => recorded,
          route: () => route(provider, request),
        },
        how,
      ),
    handle: (provider, request) => route(provider, request).run({}),
    faults: { ...faults, clear: clearFaults },
    books: () => {
      settleAll();
      return books.rows();
    },
    nowMs: world.nowMs,
    advance,
    ...createHands(models),
    transactionHex: models.walletDaemon.transactionHex,
    secrets,
    circle: usdc.circle,
    chain: usdc.chain,
    nextDueMs: usdc.nextDueMs,
    onDue: usdc.onDue,
    settle: settleAll,
  };
}
