/**
 * Compares what the store says of payouts with what the chain and Circle's books say. Every payout
 * of a run has a payee of its own, so that an account names its payment.
 */
import { USDC } from '../../engine/domain/money.ts';
import { isTerminal, type PaymentAggregate } from '../../engine/domain/payment.ts';
import { unclearOf, type Evidence } from '../kill/judge.ts';
import type { Task } from './announcer.ts';
import type { Payee } from './payees.ts';
import type { Moved } from './witness.ts';

export type PayoutJudgement = {
  readonly payments: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Payments that wait for a person. */
  readonly inAttention: number;
  /** Millionths of a USDC, and how many transfers. */
  readonly chain: Total;
  readonly circle: Total;
  /** `open`: what is unclear here and has left the treasury all the same. */
  readonly ledger: Total & { readonly open: bigint };
  /** UTC milliseconds; 0 where nothing was paid. */
  readonly lastPaidAt: number;
  readonly findings: readonly string[];
};
export type Total = { readonly minor: bigint; readonly count: number };

export type Witnesses = {
  readonly chain: readonly Moved[];
  readonly circle: readonly Moved[];
  /** What a marketplace was promised would be paid, and to whom. */
  readonly promised: readonly { readonly task: Task; readonly payee: Payee }[];
};

/** Judges a store at rest. */
export async function judgePayouts(
  evidence: Evidence, { chain, circle, promised }: Witnesses,
): Promise<PayoutJudgement> {
  const { read, lists } = evidence;
  const aggregates = await evidence.aggregates();
  const balances = await read.balances();
  const payee = balances.filter(({ account, balance }) =>
    account === 'payee' && balance.asset.code === USDC.code)
    .reduce((sum, { balance }) => sum + balance.minor, 0n);
  const open = aggregates.filter((one) => unclearOf(one) !== null
    && chain.some(({ account }) => account === accountOf(one)));
  const openMinor = open.reduce((sum, { payment }) => sum + payment.amount.minor, 0n);
  const settled = aggregates.filter(({ payment }) => payment.status === 'released').length;
  const ledger = { minor: payee, count: settled, open: openMinor };
  const waiting = await attentionOf(evidence, aggregates);
  const audit = lists.verifyAudit();
  const byStatus: Record<string, number> = {};
  for (const { payment } of aggregates) {
    byStatus[payment.status] = (byStatus[payment.status] ?? 0) + 1;
  }
  return {
    payments: aggregates.length, byStatus, inAttention: waiting.size, ledger,
    chain: totalOf(chain), circle: totalOf(circle),
    lastPaidAt: Math.max(0, ...aggregates.map(({ payment }) => payment.releasedAt ?? 0)),
    findings: [
      ...totalFindings({ chain, circle, ledger }),
      ...accountFindings(aggregates, { chain, circle }),
      ...promiseFindings(aggregates, promised),
      ...aggregates.filter(({ payment }) =>
        !isTerminal(payment.status) && !waiting.has(payment.id)).map(({ payment }) =>
        `Payment ${payment.id} (${payment.status}) neither ended nor waits for a person.`),
      ...(audit.ok ? [] : [`The audit chain is broken at ${audit.brokenSeq}: ${audit.problem}.`]),
      ...lists.verifyIntegrity().problems,
    ],
  };
}

/** Payments that did not end and stand in front of a person. */
async function attentionOf(
  { read }: Evidence, aggregates: readonly PaymentAggregate[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { payment: { id, status } } of aggregates) {
    if (isTerminal(status)) continue;
    if ((await read.openAttention(id)).length > 0) found.add(id);
  }
  return found;
}

function totalOf(moved: readonly Moved[]): Total {
  return { minor: moved.reduce((sum, { minor }) => sum + minor, 0n), count: moved.length };
}

/** Chain total = Circle's total = what the ledger says was paid, and what it does not know yet. */
export function totalFindings({ chain, circle, ledger }: {
  readonly chain: readonly Moved[]; readonly circle: readonly Moved[];
  readonly ledger: Pick<PayoutJudgement['ledger'], 'minor' | 'open'>;
}): readonly string[] {
  const [onChain, atCircle] = [totalOf(chain).minor, totalOf(circle).minor];
  const here = ledger.minor + ledger.open;
  return onChain === atCircle && onChain === here ? [] : [
    `The chain moved ${onChain}, Circle booked ${atCircle}, and the ledger says ${ledger.minor} `
    + `and ${ledger.open} that are unclear.`,
  ];
}

/** Each payee once: the same amount and transaction on the chain, at Circle and here. */
export function accountFindings(
  aggregates: readonly PaymentAggregate[],
  witnesses: Pick<Witnesses, 'chain' | 'circle'>,
): readonly string[] {
  const findings: string[] = [];
  const chain = byAccount(witnesses.chain);
  const circle = byAccount(witnesses.circle);
  const known = new Set<string>();
  for (const one of aggregates) {
    const account = accountOf(one);
    if (known.has(account)) findings.push(`${account} has two payments.`);
    known.add(account);
    const told = { chain: chain.get(account) ?? [], circle: circle.get(account) ?? [] };
    findings.push(...paymentFindings(one, told));
  }
  for (const account of new Set([...chain.keys(), ...circle.keys()])) {
    if (!known.has(account)) findings.push(`${account} was paid, and nobody here knows of it.`);
  }
  return findings;
}

function paymentFindings(
  one: PaymentAggregate, { chain, circle }: Pick<Witnesses, 'chain' | 'circle'>,
): readonly string[] {
  const { payment: { id, status, amount }, operations } = one;
  const name = `Payment ${id} (${status})`;
  if (chain.length > 1) return [`${name} was paid ${chain.length} times on the chain.`];
  if (circle.length > 1) return [`${name} was paid ${circle.length} times by Circle.`];
  const [onChain] = chain;
  const [atCircle] = circle;
  const settled = operations.filter(({ state }) => state === 'settled');
  if (settled.length > 1) return [`${name} has ${settled.length} settled operations.`];
  const hash = settled[0]?.evidence?.reference.toLowerCase() ?? null;
  if (onChain === undefined) {
    return hash === null && atCircle === undefined ? []
      : [`${name} is not on the chain; here it is ${hash}, at Circle ${atCircle?.hash}.`];
  }
  if (onChain.minor !== amount.minor || atCircle?.minor !== amount.minor) {
    return [`${name} is ${amount.minor}; the chain says ${onChain.minor}, Circle `
      + `${atCircle?.minor ?? 'nothing'}.`];
  }
  if (onChain.hash !== atCircle.hash) return [`${name} has another transaction at Circle.`];
  if (hash === null) {
    return unclearOf(one) === null ? [`${name} was paid and that is not recorded.`] : [];
  }
  return hash === onChain.hash ? [] : [`${name} was settled on another transaction, ${hash}.`];
}

/** What was acknowledged is there, with its payee and its amount. */
function promiseFindings(
  aggregates: readonly PaymentAggregate[], promised: Witnesses['promised'],
): readonly string[] {
  const here = new Map(aggregates.map((one) => [one.payment.offerId, one]));
  return promised.flatMap(({ task, payee }) => {
    const found = here.get(task.taskId);
    return found !== undefined && accountOf(found) === payee.account
      && found.payment.amount.minor === task.amountMinor
      ? [] : [`The acknowledged task ${task.taskId} is lost, or is another payment.`];
  });
}

function byAccount(moved: readonly Moved[]): ReadonlyMap<string, readonly Moved[]> {
  return Map.groupBy(moved, ({ account }) => account);
}

function accountOf({ payment }: PaymentAggregate): string {
  return (payment.payeeAccount ?? '').toLowerCase();
}
