import { z } from 'zod';
import type { BookRow } from '../../sandbox/books.ts';
import { hexOf, NATIVE_PER_UNIT, type Balances } from '../../sandbox/evm/chain-port.ts';
import { amountOf, text, whole, type Row } from './facts.ts';
import type { Scene } from './scene.ts';
import { askCircle } from './treasury.ts';

const SCORE_START = 100n;
const SCORE_STEP = 10n;

/**
 * Payouts from the treasury, held against Circle's books and the chain to the smallest unit: what
 * the chain carried out is one settled payout, or a question in front of a person; what is settled
 * was carried out, once; the payee has it; the score moved by it, once.
 */
export function checkTreasury(scene: Scene): void {
  if (scene.plan.treasury === null) return;
  const rows = scene.sandbox.books().filter(({ provider }) => provider === 'circle');
  checkCarriedOut(scene, rows);
  checkSettled(scene, rows);
  checkOnce(scene, rows);
  checkBalances(scene, rows);
  checkFees(scene);
  checkScores(scene);
  checkWallets(scene);
  checkReconciled(scene);
}

function operationOf({ facts }: Scene, { reference }: BookRow): Row | null {
  return facts.one('select operations.id, state, evidence_reference, payment_id, payments.amount, '
    + 'payments.asset, payee_account, payer_account from operations '
    + 'join payments on payments.id = payment_id where key = ?', reference);
}

/** Everything that the chain carried out is known, and known as it was. */
function checkCarriedOut(scene: Scene, rows: readonly BookRow[]): void {
  const { verdict } = scene;
  for (const row of rows) {
    const operation = operationOf(scene, row);
    const id = text(operation, 'id');
    if (operation === null) {
      verdict.fail(`R3: nobody asked for ${row.amount} ${row.asset} to ${row.account}`);
      continue;
    }
    const state = text(operation, 'state');
    if (state !== 'settled' && state !== 'unclear' && state !== 'submitted') {
      verdict.fail(`${id} is ${state}, and ${row.amount} ${row.asset} were paid for it`);
    }
    const isSame = amountOf(row.amount, 6) === whole(operation, 'amount')
      && text(operation, 'asset').startsWith(row.asset)
      && text(operation, 'payee_account').toLowerCase() === row.account.toLowerCase();
    if (!isSame) verdict.fail(`${id} paid ${row.amount} ${row.asset} to ${row.account}`);
  }
}

/** What is settled stands on the chain, and cost the treasury what the chain took for it. */
function checkSettled({ facts, verdict, sandbox }: Scene, rows: readonly BookRow[]): void {
  const settled = facts.all('select operations.*, payments.asset as paid_in from operations '
    + 'join payments on payments.id = payment_id where rail = \'usdc\' and state = \'settled\'');
  for (const operation of settled) {
    const id = text(operation, 'id');
    const row = rows.find(({ reference }) => reference === text(operation, 'key'));
    if (row === undefined || row.hash !== text(operation, 'evidence_reference')) {
      verdict.fail(`the ledger says that ${id} is settled by `
        + `${text(operation, 'evidence_reference')}, the books say ${row?.hash ?? 'nothing'}`);
      continue;
    }
    if (text(operation, 'evidence_kind') !== 'transaction') continue;
    sandbox.chain.receipt(hexOf(row.hash), (receipt) => {
      const fee = receipt === null ? -1n
        : unitsUp(receipt.gasUsed * receipt.effectiveGasPrice);
      if (whole(operation, 'network_fee') !== fee || receipt?.isSuccess !== true) {
        verdict.fail(`${id} is settled with a network fee of `
          + `${whole(operation, 'network_fee')}, the chain took ${fee}`);
      }
    });
  }
}

/** One transfer for each payout, payment, task and identity, however often it was announced. */
function checkOnce(scene: Scene, rows: readonly BookRow[]): void {
  const { verdict, facts } = scene;
  const seen = new Set<string>();
  for (const row of rows) {
    const payment = facts.one('select id, identity, offer_id, marketplace_id from payments '
      + 'where id = ?', text(operationOf(scene, row), 'payment_id'));
    const names = [
      `key ${row.reference}`, `payment ${text(payment, 'id')}`,
      // What goes back is for no task.
      ...row.kind === 'refund' ? [] : [
        `identity ${text(payment, 'identity')}`, `task ${text(payment, 'offer_id')}`,
      ],
    ];
    for (const name of names) {
      if (seen.has(name)) verdict.fail(`the ${name} was paid twice`);
      seen.add(name);
    }
  }
}

/** The most that the network may have taken of a wallet: no payment takes a hundredth of it. */
const GAS_MAX = NATIVE_PER_UNIT * 1_000_000n;

/** What payees have on the chain is what was paid and not taken back, gas aside. */
function checkBalances(scene: Scene, rows: readonly BookRow[]): void {
  const { sandbox, verdict, facts } = scene;
  const got = new Map<string, Balances>();
  const add = (account: string, asset: string, minor: bigint): void => {
    const { native, eurc } = got.get(account) ?? { native: 0n, eurc: 0n };
    got.set(account, asset === 'EURC' ? { native, eurc: eurc + minor }
      : { native: native + minor * NATIVE_PER_UNIT, eurc });
  };
  // A wallet pays for gas also where what it was to pay back was taken back itself, or reverted.
  const payers = new Set(facts.all('select distinct payer_account from payments '
    + 'where rail = \'usdc\' and link_kind = \'refund-of\'')
    .map((payment) => text(payment, 'payer_account').toLowerCase()));
  for (const row of rows) {
    const minor = amountOf(row.amount, 6);
    add(row.account, row.asset, minor);
    if (row.kind !== 'refund') continue;
    add(text(operationOf(scene, row), 'payer_account').toLowerCase(), row.asset, -minor);
  }
  for (const { address, role, name } of sandbox.circle.accounts()) {
    if (role === 'treasury') continue;
    const booked = got.get(address) ?? { native: 0n, eurc: 0n };
    sandbox.chain.balances(hexOf(address), ({ native, eurc }) => {
      const gas = booked.native - native;
      const isGas = payers.has(address) ? gas >= 0n && gas <= GAS_MAX : gas === 0n;
      if (isGas && eurc === booked.eurc) return;
      verdict.fail(`${name} has ${native} and ${eurc}, the books say ${booked.native} and `
        + `${booked.eurc}`);
    });
  }
}

/** What was announced is what was paid and what was taken off, and the ledger has it so. */
function checkFees({ facts, verdict, memory, plan }: Scene): void {
  const tiers = plan.treasury?.payouts.feeTiers.map(({ basisPoints }) => basisPoints) ?? [];
  const points = [plan.treasury?.payouts.feeBasisPoints ?? 0, ...tiers];
  for (const row of facts.all('select id, offer_id, amount, fee from payments '
    + 'where rail = \'usdc\' and link_kind is null')) {
    const net = whole(row, 'amount');
    const fee = whole(row, 'fee');
    const isAnnounced = memory.tasks.some(({ taskId, amountText }) =>
      taskId === text(row, 'offer_id') && amountOf(amountText, 6) === net + fee);
    if (!isAnnounced) verdict.fail(`${text(row, 'id')} pays ${net} and ${fee}: nobody said so`);
    if (!points.some((share) => (net + fee) * BigInt(share) / 10_000n === fee)) {
      verdict.fail(`${text(row, 'id')} takes a fee of ${fee} of ${net + fee}`);
    }
  }
}

/** A score moves by a paid task, once, and by nothing else. */
function checkScores({ facts, verdict }: Scene): void {
  for (const row of facts.all('select payee_wallets.id, score, (select count(*) from payments '
    + 'where wallet_id = payee_wallets.id and status = \'released\') as paid, '
    + '(select count(*) from reputation_events where wallet_id = payee_wallets.id) as told, '
    + '(select coalesce(sum(delta), 0) from reputation_events '
    + 'where wallet_id = payee_wallets.id) as moved from payee_wallets')) {
    const due = SCORE_STEP * whole(row, 'paid');
    if (whole(row, 'score') !== SCORE_START + due || whole(row, 'moved') !== due
      || whole(row, 'told') !== whole(row, 'paid')) {
      verdict.fail(`${text(row, 'id')} has a score of ${whole(row, 'score')} for `
        + `${whole(row, 'paid')} paid tasks, ${whole(row, 'told')} times`);
    }
  }
}

const wallets = z.object({
  data: z.object({ wallets: z.array(z.object({ refId: z.string(), address: z.string() })) }),
});

/** A payee for whom a wallet was asked several times has one, and it is the one that is known. */
function checkWallets({ facts, verdict, sandbox }: Scene): void {
  const { bodyText } = askCircle(sandbox, 'GET', '/v1/w3s/wallets?pageSize=50');
  const seen = new Set<string>();
  for (const { refId, address } of wallets.parse(JSON.parse(bodyText)).data.wallets) {
    if (refId === '') continue;
    if (seen.has(refId)) verdict.fail(`${refId} was given two wallets`);
    seen.add(refId);
    const known = facts.one('select account from payee_wallets where reference = ?', refId);
    // A crash may have come before it was kept; it is met again when it is asked for again.
    if (known !== null && text(known, 'account').toLowerCase() !== address) {
      verdict.fail(`${refId} is known at ${text(known, 'account')}, and was given ${address}`);
    }
  }
}

/** Ledger, Circle and chain differ only where two proofs contradict each other. */
function checkReconciled({ facts, verdict, memory }: Scene): void {
  const { reconciled } = memory;
  if (reconciled === null) return;
  for (const { key, differences } of reconciled.rows) {
    if (differences.length === 0) continue;
    const operation = facts.one('select state, evidence_kind from operations where key = ?', key);
    const isKnown = text(operation, 'state') === 'unclear'
      || text(operation, 'evidence_kind') === 'operator-statement';
    if (!isKnown) verdict.fail(`reconciling tells ${differences.join()} of ${key}`);
  }
}

function unitsUp(native: bigint): bigint {
  return (native + NATIVE_PER_UNIT - 1n) / NATIVE_PER_UNIT;
}
