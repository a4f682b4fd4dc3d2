import { money, USDC } from '../../engine/domain/money.ts';
import type { FaultWord } from '../../sandbox/faults.ts';
import type { OperationName } from '../../sandbox/provider.ts';
import { createTestSandbox } from '../../sandbox/test-sandbox.ts';
import type {
  RailCall, RailConnection, RailOperation, RailOutcome, RailReading, RailReply, RailRequest,
} from '../rail.ts';
import { operationOf } from '../test-rail.ts';
import { usdcRail } from './rail.ts';

const CIRCLE = 'http://127.0.0.1:20000';
const NODE = 'http://127.0.0.1:20001';
export const USDC_ID = '15dc2b5d-0994-58b0-bf8c-3a0501148ee8';
const EURC_CONTRACT = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';
/** Longer than Circle takes for a transfer that nothing is wrong with. */
export const DONE_MS = 500;
const STEP_MS = 50;
let benches = 0;

/** The rail before the stand-ins of Circle and of the chain. */
export function createBench(config: RailConnection['config'] = {}) {
  benches += 1;
  const { sandbox } = createTestSandbox();
  const accounts = sandbox.circle.accounts();
  const named = (role: string) => {
    const found = accounts.find((account) => account.role === role);
    if (found === undefined) throw new Error(`No ${role}.`);
    return found;
  };
  const connection: RailConnection = {
    id: `bench_${benches}`, baseUrl: CIRCLE, expiryOwner: 'unknown', mode: 'sandbox',
    config: {
      walletId: named('treasury').id ?? '', rpcUrl: NODE,
      genesisHash: sandbox.chain.genesisHash(), eurcTokenAddress: EURC_CONTRACT, ...config,
    },
    secrets: {
      apiKey: sandbox.secrets.circleApiKey, entitySecret: sandbox.secrets.circleEntitySecret,
    },
  };
  const send = async (request: RailRequest): Promise<RailReply> => {
    const provider = request.url.startsWith(NODE) ? 'evm' : 'circle';
    const { origin } = new URL(request.url);
    const delivery = sandbox.deliver(provider, {
      method: request.method, path: request.url.slice(origin.length), headers: request.headers,
      bodyText: request.body ?? '',
    });
    if (delivery.kind === 'refused-connection') {
      return { ok: false, sent: 'no', message: 'The connection was refused.' };
    }
    if (delivery.kind !== 'response') {
      return { ok: false, sent: 'maybe', message: `No answer came: ${delivery.kind}.` };
    }
    const { status, headers, bodyText: body } = delivery.response;
    return { ok: true, status, headers, body };
  };
  const call = (given: Partial<RailConnection> = {}): RailCall => ({
    connection: { ...connection, ...given }, seller: null, send, nowMs: sandbox.nowMs(),
  });
  /** Small steps: each is a moment at which something may happen and bring something else. */
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += STEP_MS) sandbox.advance(STEP_MS);
  };
  return {
    sandbox, connection, call, named, pass, payee: named('payee').address,
    fail: (operation: OperationName, fault: FaultWord, given: { delayMs?: number } = {}): void => {
      sandbox.faults.add({ provider: 'circle', operation, fault, times: 1, ...given });
    },
    paid: () => sandbox.books().filter(({ kind }) => kind === 'payout'),
    pay: (operation: RailOperation) => usdcRail.carryOut(call(), operation),
    ask: (operation: RailOperation) => usdcRail.inquire(call(), operation),
  };
}
export type Bench = ReturnType<typeof createBench>;

export const keyOf = (at: number): string =>
  `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

export function payout(bench: Bench, given: Partial<RailOperation> = {}): RailOperation {
  return operationOf({
    kind: 'payout', key: keyOf(1), amount: money(1_500_000n, USDC), account: bench.payee,
    payerAccount: null, ...given,
  });
}

/** The operation with what the rail answered last, as the engine keeps it. */
export function after(operation: RailOperation, answer: RailOutcome | RailReading): RailOperation {
  const reference = answer.kind === 'submitted' ? answer.reference : null;
  return {
    ...operation, reference: operation.reference ?? reference,
    memory: answer.memory ?? operation.memory,
  };
}

/** A payout that Circle has taken. */
export async function sent(
  bench: Bench, given: Partial<RailOperation> = {},
): Promise<RailOperation> {
  const operation = payout(bench, given);
  const outcome = await bench.pay(operation);
  if (outcome.kind !== 'submitted') throw new Error(`Not taken: ${JSON.stringify(outcome)}`);
  return after(operation, outcome);
}
