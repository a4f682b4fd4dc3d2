import { generateKeyPairSync } from 'node:crypto';

import { money, USDC } from '../../engine/domain/money.ts';
import type {
  RailCall, RailConnection, RailOperation, RailReading, RailReply, RailRequest,
} from '../rail.ts';
import { fixture, operationOf, reply } from '../test-rail.ts';
import { inquirePayment } from './inquire.ts';
import { payOut } from './pay.ts';

export const BASE_URL = 'http://127.0.0.1:20000';
export const RPC_URL = 'http://127.0.0.1:20001';
export const API_KEY = 'TEST_API_KEY:ebb3ad72232624921abc4b16:019ef3358ef9cd6d08csfe89a68d';
export const ENTITY_SECRET = 'c0ffee'.padEnd(64, '1');
export const GENESIS = `0x${'9'.repeat(64)}`;
export const KEY = '5f0c9a2b-1111-4222-8333-123456789abc';
export const CIRCLE_ID = '65aa2774-df57-5d8a-a1d0-bc1eaeccaa2f';
export const WALLET_ID = '30cb80df-2f7a-5c7e-9d6a-6f2f8c1d5b11';
export const TREASURY = '0x22e2aa11bb22cc33dd44ee55ff660077889ac449' as const;
export const PAYEE = '0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199';
export const HASH = `0x${'a'.repeat(64)}`;
export const BLOCK = `0x${'b'.repeat(64)}`;
export const HEIGHT = 0x75bcd15n;

/** One pair for all tests: making it takes longer than any of them. */
export const entityKey = generateKeyPairSync('rsa', {
  modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

type Json = Record<string, unknown>;
type Answer = RailReply | ((request: RailRequest) => RailReply);

export function recorded(name: string): string {
  return fixture(import.meta.url, name);
}

/** A transfer as Circle tells it, completed unless told otherwise. */
export function transactionOf(given: Json = {}): Json {
  const told = parsed(recorded('transaction-complete.json'))['data'];
  return { ...inner(told, 'transaction'), ...given };
}

/** The receipt of the ERC-20 route, two logs in it. */
export function receiptOf(given: Json = {}): Json {
  return { ...inner(parsed(recorded('receipt-erc20.json')), 'result'), ...given };
}

export function logsOf(receipt: Json): Json[] {
  const { logs } = receipt;
  return Array.isArray(logs) ? logs.filter(isJson) : [];
}

function inner(value: unknown, name: string): Json {
  const found = isJson(value) ? value[name] : undefined;
  if (!isJson(found)) throw new Error(`No ${name}.`);
  return found;
}

function parsed(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new Error('No object.');
  return value;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a request as an object. */
export function bodyOf(request: RailRequest | undefined): Json {
  return parsed(request?.body ?? '{}');
}

let desks = 0;

/** Circle and a node by script: everything answers well until a test says otherwise. */
export function createDesk(config: RailConnection['config'] = {}) {
  desks += 1;
  // A connection of its own, so that nothing that is kept between calls is shared.
  const connection: RailConnection = {
    id: `con_${desks}`, baseUrl: BASE_URL, expiryOwner: 'unknown', mode: 'sandbox',
    config: {
      walletId: WALLET_ID, rpcUrl: `${RPC_URL}/${desks}`, genesisHash: GENESIS, ...config,
    },
    secrets: { apiKey: API_KEY, entitySecret: ENTITY_SECRET },
  };
  const requests: RailRequest[] = [];
  const answers = new Map<string, Answer>(Object.entries(usual));
  const clock = { nowMs: 1_000_000 };
  const send = async (request: RailRequest): Promise<RailReply> => {
    requests.push(request);
    const answer = answers.get(lineOf(request));
    if (answer === undefined) throw new Error(`Nobody expected ${lineOf(request)}`);
    return typeof answer === 'function' ? answer(request) : answer;
  };
  const call = (): RailCall => ({ connection, seller: null, send, nowMs: clock.nowMs });
  return {
    connection, requests, clock, call,
    /** What a line is answered with from now on: `METHOD /path`, or a method of JSON-RPC. */
    on: (line: string, answer: Answer): void => { answers.set(line, answer); },
    sent: () => requests.map(lineOf),
    posted: () => requests.filter((request) => lineOf(request) === TRANSFER),
    pay: (given: Partial<RailOperation> = {}) => payOut(call(), payoutOf(given)),
    inquire: (given: Partial<RailOperation> = {}): Promise<RailReading> =>
      inquirePayment(call(), payoutOf({ reference: CIRCLE_ID, ...given })),
  };
}
export type UsdcDesk = ReturnType<typeof createDesk>;

export const TRANSFER = 'POST /v1/w3s/developer/transactions/transfer';
export const TRANSACTION = 'GET /v1/w3s/transactions/:id';
export const TRANSACTIONS = 'GET /v1/w3s/transactions';
export const BALANCES = 'GET /v1/w3s/wallets/:id/balances';
export const WALLET = 'GET /v1/w3s/wallets/:id';
export const ENTITY_KEY = 'GET /v1/w3s/config/entity/publicKey';

export function rpc(result: unknown): RailReply {
  return reply(200, { jsonrpc: '2.0', id: 1, result });
}

export function told(given: Json = {}): RailReply {
  return reply(200, { data: { transaction: transactionOf(given) } });
}

export function listed(...given: Json[]): RailReply {
  return reply(200, { data: { transactions: given } });
}

export function refusal(status: number, code: number, message = 'No.'): RailReply {
  return reply(status, { code, message });
}

/** A block by its height: the first one, the one of the receipt, or any other. */
export function blockAt(request: RailRequest, hash: string = BLOCK): RailReply {
  const [number] = paramsOf(request);
  if (number === '0x0') return rpc({ number, hash: GENESIS, transactions: [] });
  return rpc({ number, hash, transactions: [] });
}

export function paramsOf(request: RailRequest): readonly unknown[] {
  const { params } = bodyOf(request);
  return Array.isArray(params) ? params : [];
}

const usual: Readonly<Record<string, Answer>> = {
  [WALLET]: reply(200, recorded('wallet.json')),
  [BALANCES]: reply(200, recorded('balances.json')),
  [ENTITY_KEY]: reply(200, { data: { publicKey: entityKey.publicKey } }),
  [TRANSFER]: reply(201, recorded('created.json')),
  [TRANSACTION]: reply(200, recorded('transaction-complete.json')),
  [TRANSACTIONS]: listed(),
  eth_chainId: rpc('0x4cef52'),
  eth_blockNumber: rpc(`0x${HEIGHT.toString(16)}`),
  eth_getBlockByNumber: (request) => blockAt(request),
  eth_getTransactionReceipt: reply(200, recorded('receipt-erc20.json')),
  eth_getTransactionByHash: rpc(null),
};

function lineOf(request: RailRequest): string {
  const { method, url } = request;
  if (url.startsWith(RPC_URL)) return String(bodyOf(request)['method']);
  const path = new URL(url).pathname.replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/:id');
  return `${method} ${path}`;
}

/** A payout of 0.1 USDC. */
export function payoutOf(given: Partial<RailOperation> = {}): RailOperation {
  return operationOf({
    kind: 'payout', key: KEY, amount: money(100_000n, USDC), payerAccount: null, account: PAYEE,
    ...given,
  });
}

/** The same operation at the next call: with what the rail asked to keep. */
export function carriedOn(reading: RailReading): Partial<RailOperation> {
  return reading.memory === undefined ? {} : { memory: reading.memory };
}
