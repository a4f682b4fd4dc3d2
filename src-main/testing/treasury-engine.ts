/** A test engine whose treasury lies at the stand-in of Circle, on its modelled chain. */
import type { CompletedTask, PaidTask } from '../engine/api.ts';
import type { PaymentAggregate } from '../engine/domain/payment.ts';
import { DEFAULT_PAYOUTS, type PayoutPolicy } from '../engine/domain/payout.ts';
import type { Connection } from '../engine/domain/records.ts';
import type { Result } from '../engine/domain/result.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { installQuickCrypto } from './quick-crypto.ts';
import { sandboxUrls } from './sandbox-http.ts';
import { connectionRow, MARKETPLACE_ID } from './seed-rows.ts';
import {
  accepted, createTestEngine, keyAsk, operatorAsk, plainSecrets, type TestEngine,
  type TestEngineOptions,
} from './test-engine.ts';
import { secretContext } from '../engine/operations/provider-call.ts';

/** The SDK is loaded at its first use, which takes time that no clock here turns. */
const sdkIsLoaded = Promise.all([
  import('@circle-fin/developer-controlled-wallets'), import('axios'), import('viem'),
  import('viem/actions'),
]);

export const TREASURY_ID = 'con_treasury';

/** An address of nobody's whose key we have, with its checksum. */
export const OWN_WALLET = '0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199';

export type TreasuryEngine = TestEngine & {
  /** Gives a payee a wallet; the sample address unless another is named. */
  readonly wallet: (reference: string, account?: string | null) => Promise<void>;
  /** Announces a completed task and answers at once. */
  readonly task: (given?: Partial<CompletedTask>) => Promise<Result<PaidTask>>;
  /** Turns the clock in small steps until the payment rests. */
  readonly rests: (paymentId: string, turnMs?: number) => Promise<PaymentAggregate>;
  /** Turns the clock in small steps, with room for what a call awaits. */
  readonly pass: (turnMs: number) => Promise<void>;
  /** The answer of something that waits for a stand-in, with as much time as it needs. */
  readonly answered: <T>(asking: Promise<T>) => Promise<T>;
  /** What reached each account on the chain, by Circle's books. */
  readonly paidOut: () => readonly { account: string; amount: string; hash: string }[];
};

export async function createTreasuryEngine(
  { payouts, treasury, config, ...options }: TestEngineOptions & {
    readonly payouts?: Partial<PayoutPolicy>; readonly treasury?: Partial<Connection>;
    /** Settings of the connection besides those that it needs. */
    readonly config?: Connection['config'];
  } = {},
): Promise<TreasuryEngine> {
  await sdkIsLoaded;
  installQuickCrypto();
  const test = await createTestEngine({
    ...options, policy: { ...options.policy, payouts: { ...DEFAULT_PAYOUTS, ...payouts } },
    moreFrom: (sandbox) => [treasuryRow(sandbox, treasury, config)],
  });
  const step = async (): Promise<void> => {
    // A call is a chain of promises, each of which may need a turn of the event loop.
    for (let round = 0; round < ROUNDS; round += 1) await test.turn(0);
    await test.turn(STEP_MS);
  };
  const answered = async <T>(asking: Promise<T>): Promise<T> => {
    let done = false;
    const answer = asking.finally(() => { done = true; });
    for (let tries = 0; tries < TRIES_MAX && !done; tries += 1) await step();
    return answer;
  };
  const rests: TreasuryEngine['rests'] = async (paymentId, turnMs = 30_000) => {
    for (let ms = 0; ms < turnMs; ms += STEP_MS) {
      const { operations } = await test.payment(paymentId);
      if (operations.every(({ state }) => atRest.has(state))) break;
      await step();
    }
    return test.payment(paymentId);
  };
  return {
    ...test,
    get database() { return test.database; },
    wallet: async (reference, account = OWN_WALLET) => {
      const saving = test.engine().payeeWallets.save(operatorAsk, {
        marketplaceId: MARKETPLACE_ID, reference, version: null, name: '', account, enabled: null,
      });
      accepted(await answered(saving));
    },
    answered,
    task: (given = {}) => test.engine().payouts.payTask(keyAsk, {
      ...someTask, completedAt: test.clock.nowMs() - 60_000, ...given,
    }),
    rests,
    pass: async (turnMs) => {
      for (let ms = 0; ms < turnMs; ms += STEP_MS) await step();
    },
    paidOut: () => test.sandbox.books().flatMap(({ provider, kind, account, amount, hash }) =>
      (provider === 'circle' && kind === 'payout'
        ? [{ account, amount, hash: hash ?? '' }] : [])),
  };
}

/** One whose `worker-1` has a wallet. */
export async function openTreasury(
  options: Parameters<typeof createTreasuryEngine>[0] = {},
): Promise<TreasuryEngine> {
  const world = await createTreasuryEngine(options);
  await world.wallet('worker-1');
  return world;
}

/** Announces a task and waits until its payment rests. */
export async function payTask(
  world: TreasuryEngine,
  given: Partial<CompletedTask> = {},
): Promise<PaymentAggregate> {
  const { payment } = accepted(await world.task(given));
  return world.rests(payment.payment.id);
}

/** The status of a payment, then the states of its operations. */
export function stateOf({ payment, operations }: PaymentAggregate): readonly string[] {
  return [payment.status, ...operations.map(({ state }) => state)];
}

/** Rules to which nothing looks odd. */
export const LENIENT: PayoutPolicy['rules'] = {
  ageMaxMs: 86_400_000, futureMaxMs: 300_000, approveMax: null, firstPayoutMax: null,
  flagPoints: 100, rejectPoints: 200,
};

const STEP_MS = 100;
const ROUNDS = 12;
const TRIES_MAX = 400;
const atRest: ReadonlySet<string> = new Set([
  'planned', 'settled', 'rejected', 'cancelled',
]);

const someTask: CompletedTask = {
  marketplaceId: MARKETPLACE_ID, taskId: 'task-1', payeeReference: 'worker-1', amountText: '50',
  assetCode: 'USDC', completedAt: 0, durationMinutes: 30, hasProof: true, rating: 5,
  identity: null, title: 'Logo', payload: '{}',
};

function treasuryRow(
  sandbox: Sandbox, given: Partial<Connection> = {}, config: Connection['config'] = {},
): Connection {
  const treasury = sandbox.circle.accounts().find(({ role }) => role === 'treasury');
  const seal = (name: string, plain: string) =>
    plainSecrets.seal(plain, secretContext(TREASURY_ID, name));
  return connectionRow({
    id: TREASURY_ID, rail: 'usdc', name: 'Treasury', baseUrl: sandboxUrls.circle,
    config: {
      walletId: treasury?.id ?? '', rpcUrl: sandboxUrls.evm,
      genesisHash: sandbox.chain.genesisHash(), ...config,
    },
    secrets: {
      apiKey: seal('apiKey', sandbox.secrets.circleApiKey),
      entitySecret: seal('entitySecret', sandbox.secrets.circleEntitySecret),
    },
    expiryOwner: 'unknown', ...given,
  });
}
