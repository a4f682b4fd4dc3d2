import { answer, header, readPath, refuse, sameSecret } from './http/answers.ts';
import { openBody } from './http/body.ts';
import { CONTRACT_STATES } from './chain/chain-state.ts';
import { readFaultRule } from './faults.ts';
import type { ProviderRequest, ProviderResponse } from './provider.ts';
import type { Sandbox } from './sandbox.ts';

/** Where each stand-in listens and what opens it: the entries of DESIGN section 12. */
export type SandboxConnections = {
  readonly control: { readonly url: string; readonly token: string };
  readonly walletDaemon: { readonly url: string };
  readonly exchange: { readonly url: string; readonly apiKey: string };
  readonly chain: { readonly url: string; readonly token: string };
  readonly openPayments: {
    readonly url: string;
    readonly wallets: readonly {
      readonly address: string; readonly assetCode: string; readonly assetScale: number;
    }[];
  };
  readonly circle: CircleConnection;
  readonly evm: EvmConnection;
};

/** Circle, and what it opens with; `wallets` are ours, `foreign` are addresses of others. */
export type CircleConnection = {
  readonly url: string;
  readonly apiKey: string;
  readonly entitySecret: string;
  readonly blockchain: string;
  readonly walletSetId: string;
  readonly wallets: readonly {
    readonly id: string; readonly address: string; readonly name: string;
    readonly role: 'treasury' | 'payee';
  }[];
  readonly foreign: readonly { readonly address: string; readonly name: string }[];
  readonly tokenIds: { readonly USDC: string; readonly EURC: string };
};
export type EvmConnection = {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly genesisHash: string;
  readonly implementation: 'anvil' | 'model';
};

export type ControlDeps = {
  readonly sandbox: Sandbox;
  readonly token: string;
  /** Asked per request, since the addresses are known only once everything listens. */
  connections(): SandboxConnections;
};

/**
 * The control port: how a person, a test or the engine's Node door steers the stand-ins.
 * Every route but `/health` asks for the bearer token. Errors are `{"detail": …}`, as the
 * providers' own are.
 */
export function createControl(deps: ControlDeps): (request: ProviderRequest) => ProviderResponse {
  return (request) => {
    const place = readPath(request.path);
    const [noun = '', key, ...rest] = place?.segments ?? [];
    if (noun === 'health' && key === undefined) return answer(200, { status: 'ok' });
    if (!sameSecret(header(request, 'authorization') ?? '', `Bearer ${deps.token}`)) {
      return refuse(401, 'The control port needs its bearer token.');
    }
    if (rest.length > 0 || (key !== undefined && !KEYED_NOUNS.has(noun))) return notFound();
    const routes = routesOf(deps, request, key);
    const handlers = Object.hasOwn(routes, noun) ? routes[noun] : undefined;
    if (handlers === undefined) return notFound();
    const handler = Object.hasOwn(handlers, request.method) ? handlers[request.method] : undefined;
    return handler === undefined ? refuse(405, 'This route has no such method.') : handler();
  };
}

/** One fault, one transaction: the nouns that take a key. */
const KEYED_NOUNS: ReadonlySet<string> = new Set(['faults', 'transactions']);

type Handlers = Record<string, () => ProviderResponse>;

function routesOf(
  deps: ControlDeps,
  request: ProviderRequest,
  key: string | undefined,
): Record<string, Handlers> {
  const { sandbox } = deps;
  return {
    faults: key !== undefined ? { DELETE: () => removeFault(sandbox, key) } : {
      GET: () => answer(200, { items: sandbox.faults.list() }),
      POST: () => addFault(sandbox, request.bodyText),
      DELETE: () => {
        sandbox.faults.clear();
        return answer(200, { cleared: true });
      },
    },
    books: { GET: () => answer(200, sandbox.books()) },
    clock: {
      GET: () => answer(200, { now: new Date(sandbox.nowMs()).toISOString() }),
      POST: () => advanceClock(sandbox, request.bodyText),
    },
    rate: { POST: () => setRate(sandbox, request.bodyText) },
    balances: { POST: () => setBalance(sandbox, request.bodyText) },
    contracts: { POST: () => setContract(sandbox, request.bodyText) },
    wallets: { POST: () => openWallet(sandbox, request.bodyText) },
    keys: { POST: () => setKey(sandbox, request.bodyText) },
    payments: { POST: () => payIncoming(sandbox, request.bodyText) },
    transactions: { GET: () => findTransaction(sandbox, key ?? '') },
    limits: { POST: () => setLimits(sandbox, request.bodyText) },
    blocklist: { POST: () => blockAddress(sandbox, request.bodyText) },
    connections: { GET: () => answer(200, deps.connections()) },
  };
}

function addFault(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const given = {
    provider: body.optionalText('provider'),
    operation: body.optionalText('operation'),
    fault: body.text('fault'),
    times: body.whole('times', null),
    delayMs: body.whole('delayMs', null),
  };
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  const rule = readFaultRule(given);
  return typeof rule === 'string' ? refuse(400, rule) : answer(201, sandbox.faults.add(rule));
}

/** Takes one fault off the script; what it left stuck stays so until all are cleared. */
function removeFault(sandbox: Sandbox, key: string): ProviderResponse {
  const fault = sandbox.faults.list().find(({ id }) => String(id) === key);
  if (fault === undefined) return refuse(404, 'No such fault is scripted; it may be used up.');
  sandbox.faults.remove(fault.id);
  return answer(200, { cleared: true });
}

function advanceClock(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const advanceMs = body.whole('advanceMs', null);
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  if (advanceMs === null) return refuse(400, 'advanceMs is missing: whole milliseconds, forward.');
  sandbox.advance(advanceMs);
  return answer(200, { now: new Date(sandbox.nowMs()).toISOString() });
}

function setRate(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const rate = body.decimalText('rate');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  if (!sandbox.setRate(rate)) {
    return refuse(400, 'rate is no decimal above zero: the AITBC for one BTC.');
  }
  return answer(200, { rate });
}

function setBalance(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const address = body.text('address');
  const balance = body.decimalText('balance');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  if (!sandbox.setBalance(address, balance)) {
    return refuse(400, 'balance is no amount of AITBC: a decimal with up to 8 places.');
  }
  return answer(200, { address, balance });
}

function setContract(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const jobId = body.text('job_id');
  const word = body.text('state');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  const state = CONTRACT_STATES.find((known) => known === word);
  if (state === undefined) return refuse(400, `state is one of ${CONTRACT_STATES.join(', ')}.`);
  if (!sandbox.setContractState(jobId, state)) {
    return refuse(404, 'The chain has no contract of this job.');
  }
  return answer(200, { job_id: jobId, state });
}

/** `{name, currency, balance}`: an account at a bank of the sandbox, with two decimal places. */
function openWallet(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const name = body.text('name');
  const asset = { code: body.text('currency'), scale: 2 };
  const balance = body.amount('balance', asset);
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  return sandbox.openWallet({ name, asset, balance }) ? answer(200, { name })
    : refuse(400, 'name is lower-case letters, digits and hyphens; currency is USD, EUR or MXN.');
}

/** `{wallet, kid, x}`: makes the public key of a client known; without `x` it is forgotten. */
function setKey(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const wallet = body.text('wallet');
  const kid = body.text('kid');
  const x = body.optionalText('x');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  return sandbox.setKey(wallet, kid, x) ? answer(200, { wallet, kid })
    : refuse(404, 'No bank of the sandbox has such an account.');
}

/** `{incoming, wallet}`: somebody pays an open request for money from an account. */
function payIncoming(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const incoming = body.text('incoming');
  const wallet = body.text('wallet');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  return sandbox.payIncoming(incoming, wallet) ? answer(200, { incoming, wallet })
    : refuse(409, 'The request is not open, or the account is none or has too little.');
}

/** `{gets, posts}`: how many calls a second Circle answers; a missing one means no limit. */
function setLimits(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const getsPerSecond = body.whole('gets', null);
  const postsPerSecond = body.whole('posts', null);
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  sandbox.circle.setLimits({ getsPerSecond, postsPerSecond });
  return answer(200, { gets: getsPerSecond, posts: postsPerSecond });
}

/** `{address}`: nobody may send USDC to or from it on the sandbox's chain any more. */
function blockAddress(sandbox: Sandbox, bodyText: string): ProviderResponse {
  const body = openBody(bodyText);
  const address = body.text('address').toLowerCase();
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  if (!/^0x[0-9a-f]{40}$/.test(address)) return refuse(400, 'address is 0x and 40 hex digits.');
  sandbox.circle.blockAddress(`0x${address.slice(2)}`);
  return answer(200, { address });
}

function findTransaction(sandbox: Sandbox, hash: string): ProviderResponse {
  const hex = sandbox.transactionHex(hash);
  return hex === null ? refuse(404, 'No such Bitcoin transaction.') : answer(200, { hash, hex });
}

function notFound(): ProviderResponse {
  return refuse(404, 'Not Found');
}

