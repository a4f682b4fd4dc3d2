import { EURC, money, USDC, type Asset, type Money } from '../../engine/domain/money.ts';
import { unavailable } from '../provider-answer.ts';
import { providerText } from '../provider-text.ts';
import type { Rail, StatementRow } from '../rail.ts';
import { identityOf, NATIVE_PER_UNIT, outgoing, transfersOf } from './chain.ts';
import { createClient, PAGE_SIZE, type CircleClient } from './client.ts';
import { tokenOf } from './config.ts';
import { createNode, type Node } from './rpc.ts';
import type { Failure } from './translate.ts';
import { sessionOf, type Session } from './transport.ts';
import { floorUnits, isOf, treasuryOf } from './treasury.ts';
import type { TransactionRecord } from './wire.ts';

/** How many receipts are asked for at once; public nodes count requests. */
const RECEIPTS_AT_ONCE = 5;

type Desk = {
  readonly session: Session; readonly client: CircleClient; readonly node: Node;
  readonly treasury: string;
};
type Silence = { readonly message: string };

/**
 * The treasury's transfers as Circle and the chain each tell them, oldest first. Where one of the
 * two cannot be asked the page is unavailable, so that silence never looks like a difference.
 * Transfers of other tokens, and other calls of contracts, are none of Paydesk's and left out.
 */
export const usdcStatement: NonNullable<Rail['statement']> = async (
  call, { fromMs, toMs, cursor },
) => {
  const session = sessionOf(call);
  const client = createClient(session);
  const identity = await identityOf(call, session.settings);
  if (identity.kind === 'unavailable') return unavailable(identity.message);
  if (identity.kind !== 'bound') {
    return unavailable('The node is not of the chain that the connection names.');
  }
  const treasury = await treasuryOf(session, client);
  if (treasury.kind !== 'read') return unavailable(treasury.message);
  const answer = await client.listTransactions({
    walletId: session.settings.walletId, order: 'ASC', pageAfter: cursor, period: { fromMs, toMs },
  });
  if (answer.kind !== 'read') return unavailable(answer.message);
  const desk = {
    session, client, node: createNode(call, session.settings.rpcUrl),
    treasury: treasury.value.address,
  };
  const rows = await rowsOf(desk, answer.value);
  if ('message' in rows) return unavailable(rows.message);
  const last = answer.value.at(-1)?.id ?? null;
  const isEnd = answer.value.length < PAGE_SIZE || last === cursor;
  return { kind: 'page', rows, next: isEnd ? null : last };
};

async function rowsOf(
  desk: Desk, records: readonly TransactionRecord[],
): Promise<readonly StatementRow[] | Silence> {
  const rows: StatementRow[] = [];
  const transfers = records.filter(({ operation }) => (operation ?? 'TRANSFER') === 'TRANSFER');
  for (let at = 0; at < transfers.length; at += RECEIPTS_AT_ONCE) {
    const some = transfers.slice(at, at + RECEIPTS_AT_ONCE);
    for (const row of await Promise.all(some.map((record) => rowOf(desk, record)))) {
      if (row === null) continue;
      if ('message' in row) return row;
      rows.push(row);
    }
  }
  return rows;
}

async function rowOf(
  desk: Desk, record: TransactionRecord,
): Promise<StatementRow | Silence | null> {
  const asset = await assetOf(desk, record);
  if (asset === null || 'message' in asset) return asset;
  const chain = await chainPart(desk, record, asset);
  if (chain !== null && 'message' in chain) return chain;
  return {
    reference: record.id, key: record.refId ?? '', provider: providerPart(record, asset), chain,
  };
}

function providerPart(record: TransactionRecord, asset: Asset): StatementRow['provider'] {
  const [sum = ''] = record.amounts;
  const minor = floorUnits(sum, asset.scale);
  return minor === null ? null : {
    state: providerText(record.state, 40), amount: money(minor, asset),
    account: record.destinationAddress ?? '', at: record.createDate ?? 0,
  };
}

async function chainPart(
  { node, treasury, session: { settings } }: Desk, { txHash }: TransactionRecord, asset: Asset,
): Promise<StatementRow['chain'] | Silence> {
  if (txHash === null) return null;
  const answer = await node.receipt(txHash);
  if (answer.kind !== 'read') return answer;
  const token = tokenOf(settings, asset);
  if (answer.value === null || token === null) return null;
  const { logs, perUnit } = outgoing(await transfersOf(answer.value), { from: treasury, token });
  // What took a cancelled transfer's place succeeds and moves nothing: no transfer of it is there.
  if (answer.value.status === 'success' && logs.length === 0) return null;
  const [only, ...more] = logs;
  const known = only !== undefined && more.length === 0;
  return {
    hash: txHash, status: answer.value.status, block: answer.value.blockNumber.toString(),
    amount: known ? unitsOf(only.value, perUnit, asset) : null,
    account: known ? only.to : null,
  };
}

/** What cannot be told in whole units of the asset is told as nothing: it is no payout of ours. */
function unitsOf(value: bigint, perUnit: bigint, asset: Asset): Money | null {
  const rest = perUnit === NATIVE_PER_UNIT ? value % NATIVE_PER_UNIT : 0n;
  return rest === 0n ? money(value / perUnit, asset) : null;
}

const TOKENS_MAX = 256;
/** Which of our assets a token of Circle's is; its ids never change. Null: none of ours. */
const tokens = new Map<string, Asset | null>();

async function assetOf(
  { session: { settings, call }, client }: Desk, { tokenId }: TransactionRecord,
): Promise<Asset | Silence | null> {
  const ours = [USDC, EURC].flatMap((asset) => {
    const token = tokenOf(settings, asset);
    return token === null ? [] : [{ asset, token }];
  });
  // Without an id it was named by its contract, which only the treasury's own coin can be here.
  if (tokenId === null) return USDC;
  const byId = ours.find(({ token }) => token.tokenId === tokenId);
  if (byId !== undefined) return byId.asset;
  const name = `${call.connection.id}\n${call.connection.baseUrl}\n${tokenId}`;
  const known = tokens.get(name);
  if (known !== undefined) return known;
  const answer = await client.readToken(tokenId);
  if (answer.kind !== 'read' && !isUnknownToken(answer)) return { message: answer.message };
  const token = answer.kind === 'read' ? answer.value : null;
  const found = token === null ? null
    : ours.find((one) => isOf({ token }, one.token))?.asset ?? null;
  tokens.set(name, found);
  const [oldest] = tokens.keys();
  if (tokens.size > TOKENS_MAX && oldest !== undefined) tokens.delete(oldest);
  return found;
}

function isUnknownToken(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === 'token_refused';
}

