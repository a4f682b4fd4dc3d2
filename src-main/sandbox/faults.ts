import { OPERATION_NAMES, PROVIDER_NAMES } from './provider.ts';
import type { OperationName, ProviderName } from './provider.ts';

/**
 * Everything that can be scripted to go wrong, with what happens: the vocabulary of DESIGN
 * section 12. `before` and `after` mean before or after the provider acted.
 */
export const FAULTS = {
  refuse: 'a clean 400; nothing happened',
  'error-before': '500; nothing happened',
  'error-after': 'it happened, and the answer is 500',
  'drop-before': 'the connection closes without an answer; nothing happened',
  'drop-after': 'it happened, and the connection closes without an answer',
  'timeout-before': 'no answer ever comes; nothing happened',
  'timeout-after': 'it happened, and no answer ever comes',
  nonsense: 'it happened, and a 200 comes back that is no JSON',
  slow: 'the answer comes after delayMs (3,000 by default)',
  down: 'connection refused; nothing happened',
  stuck: 'accepted but pending, until faults are cleared or delayMs passed',
  'no-status': 'status routes answer 404',
  'no-hash': 'the chain claims success without a transaction; no money moved',
  'rate-limit': '429 with Retry-After (delayMs, 2,000 by default); nothing happened',
  'truncate-amount': 'the chain stores whole tokens only (source row T-07)',
  'stale-rate': 'the rate is delayMs old (300,000 by default)',
  'sent-zero': 'the outgoing payment is over, nothing was sent, and no failure is told',
  'sent-part': 'half of the outgoing payment arrives, and it failed',
  'quote-expired': 'the quote has run out as soon as it is made',
  'token-revoked': 'the token that is issued is dead',
  denied: 'Circle\'s screening denies the transaction',
  reverted: 'the transfer reverts on the chain',
  reorg: 'the mined block is replaced; the transfer is back after delayMs (3,000 by default)',
  'delayed-complete': 'mined, and Circle says so only after delayMs (30,000 by default)',
  'complete-before-chain':
    'Circle says COMPLETE, and the chain mines it only after delayMs (10,000 by default)',
  'failed-but-mined': 'Circle says FAILED, and the chain mined it',
  'bad-signature': 'the webhooks of this transaction are signed wrongly',
  'duplicate-webhook': 'the webhooks of this transaction come twice',
  'reorder-webhooks': 'the webhooks of this transaction come in the wrong order',
  'key-rotation': 'webhooks are signed with a new key from this transaction on',
} as const;
export type FaultWord = keyof typeof FAULTS;

/** A scripted fault. Without `times` it lasts until it is cleared. */
export type FaultRule = {
  readonly provider: ProviderName | 'any';
  readonly operation: OperationName | 'any';
  readonly fault: FaultWord;
  readonly times?: number;
  readonly delayMs?: number;
};

export type ListedFault = FaultRule & { readonly id: number };

/** The fault that meets one request. */
export type MetFault = { readonly fault: FaultWord; readonly delayMs: number | null };

export type Faults = {
  /** Scripts a fault; of several that match a request the oldest wins. */
  add(rule: FaultRule): ListedFault;
  remove(id: number): void;
  clear(): void;
  list(): readonly ListedFault[];
  /** The fault for this request, counted as used; else the one its sentinel names; else null. */
  take(request: FaultQuestion): MetFault | null;
  isDown(provider: ProviderName): boolean;
  /** Calls back after every change of the script; the HTTP ports open and close by it. */
  onChange(listener: () => void): void;
};

export type FaultQuestion = {
  readonly provider: ProviderName;
  readonly operation: OperationName;
  sentinelText(): string;
};

/** An empty script. Faults live in memory only: a restarted stand-in is a healthy one. */
export function createFaults(): Faults {
  let rules: { listed: ListedFault; timesLeft: number }[] = [];
  let lastId = 0;
  const listeners: (() => void)[] = [];
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  function take(request: FaultQuestion): MetFault | null {
    if (rules.length > 0) {
      const rule = rules.find(({ listed }) => matches(listed, request));
      if (rule !== undefined) {
        rule.timesLeft -= 1;
        if (rule.timesLeft === 0) rules = rules.filter((other) => other !== rule);
        return { fault: rule.listed.fault, delayMs: rule.listed.delayMs ?? null };
      }
    }
    const sentinel = sentinelIn(request.sentinelText());
    return sentinel !== null && reaches(sentinel, request)
      ? { fault: sentinel, delayMs: null } : null;
  }
  return {
    add: (rule) => {
      lastId += 1;
      const listed = { ...rule, id: lastId };
      rules.push({ listed, timesLeft: rule.times ?? Number.POSITIVE_INFINITY });
      changed();
      return listed;
    },
    remove: (id) => {
      rules = rules.filter(({ listed }) => listed.id !== id);
      changed();
    },
    clear: () => {
      rules = [];
      changed();
    },
    list: () => rules.map(({ listed, timesLeft }) =>
      Number.isFinite(timesLeft) ? { ...listed, times: timesLeft } : listed,
    ),
    take,
    isDown: (provider) =>
      rules.some(({ listed }) =>
        listed.fault === 'down' && (listed.provider === 'any' || listed.provider === provider),
      ),
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

const WORDS = Object.keys(FAULTS).filter(isFaultWord);

type Reach = Partial<Record<ProviderName, readonly OperationName[]>>;

/**
 * Which odd behaviour belongs to which operation of which stand-in; elsewhere it means nothing, and
 * stays unspent for the request that it is meant for. (The wallet daemon's hold is an address that
 * it derives by itself: nothing there can be stuck.)
 */
const ONLY_FOR: Partial<Record<FaultWord, Reach>> = {
  stuck: {
    walletDaemon: ['release', 'refund'],
    exchange: ['hold', 'release', 'refund', 'purchase'],
    chain: ['hold', 'release', 'refund'],
    openPayments: ['payout'],
    circle: ['payout'],
  },
  'no-status': { walletDaemon: ['inquire'], exchange: ['inquire'], chain: ['inquire'] },
  'no-hash': { chain: ['release', 'refund'] },
  'truncate-amount': { chain: ['hold'] },
  'stale-rate': { exchange: ['rate'] },
  'sent-zero': { openPayments: ['payout'] },
  'sent-part': { openPayments: ['payout'] },
  'quote-expired': { openPayments: ['quote'] },
  'token-revoked': { openPayments: ['grant', 'continue', 'token'] },
  denied: { circle: ['payout'] },
  reverted: { circle: ['payout'] },
  reorg: { circle: ['payout'] },
  'delayed-complete': { circle: ['payout'] },
  'complete-before-chain': { circle: ['payout'] },
  'failed-but-mined': { circle: ['payout'] },
  'bad-signature': { circle: ['payout'] },
  'duplicate-webhook': { circle: ['payout'] },
  'reorder-webhooks': { circle: ['payout'] },
  'key-rotation': { circle: ['payout'] },
};

function matches(rule: FaultRule, request: FaultQuestion): boolean {
  if (rule.provider !== 'any' && rule.provider !== request.provider) return false;
  if (rule.fault === 'down' && rule.operation === 'any') return true;
  if (rule.operation !== 'any' && rule.operation !== request.operation) return false;
  // Health stays truthful unless it is named: `any` means what a marketplace would ask.
  if (rule.operation === 'any' && request.operation === 'health') return false;
  return reaches(rule.fault, request);
}

function reaches(
  fault: FaultWord,
  { provider, operation }: Pick<FaultQuestion, 'provider' | 'operation'>,
): boolean {
  const reach = ONLY_FOR[fault];
  return reach === undefined || (reach[provider]?.includes(operation) ?? false);
}

/**
 * What may be scripted for an operation of a stand-in, in the vocabulary's order. For `any` only
 * what means something everywhere; `down` only there, because it closes the whole stand-in.
 */
export function faultsFor(
  provider: ProviderName,
  operation: OperationName | 'any',
): readonly FaultWord[] {
  return WORDS.filter((fault) => operation === 'any' ? ONLY_FOR[fault] === undefined
    : fault !== 'down' && reaches(fault, { provider, operation }));
}

/** The fault word that follows `sentinel-` in the text; null where there is none. */
function sentinelIn(text: string): FaultWord | null {
  const mark = text.indexOf('sentinel-');
  if (mark < 0) return null;
  const named = text.slice(mark + 'sentinel-'.length);
  return WORDS.find((word) => named.startsWith(word)) ?? null;
}

/** Whether a word is one of the vocabulary. */
export function isFaultWord(word: string): word is FaultWord {
  return Object.hasOwn(FAULTS, word);
}

/** A rule from a script over HTTP; a sentence where it names nothing that exists. */
export function readFaultRule(given: {
  readonly provider: string | null;
  readonly operation: string | null;
  readonly fault: string;
  readonly times: number | null;
  readonly delayMs: number | null;
}): FaultRule | string {
  const provider = nameAmong(PROVIDER_NAMES, given.provider ?? 'any');
  const operation = nameAmong(OPERATION_NAMES, given.operation ?? 'any');
  if (provider === null) {
    return noneCalled('stand-in', given.provider, [...PROVIDER_NAMES, 'any']);
  }
  if (operation === null) {
    return noneCalled('operation', given.operation, [...OPERATION_NAMES, 'any']);
  }
  if (!isFaultWord(given.fault)) return noneCalled('fault', given.fault, WORDS);
  if (given.times === 0) return 'times is at least 1; leave it out for always.';
  return {
    provider,
    operation,
    fault: given.fault,
    ...(given.times === null ? {} : { times: given.times }),
    ...(given.delayMs === null ? {} : { delayMs: given.delayMs }),
  };
}

function noneCalled(noun: string, name: string | null, known: readonly string[]): string {
  return `No ${noun} is called ${name}. Known are ${known.join(', ')}.`;
}

/** Finds a name whatever its case and hyphens: `wallet-daemon` is `walletDaemon`. */
function nameAmong<T extends string>(names: readonly T[], given: string): T | 'any' | null {
  const plain = given.toLowerCase().replace(/[-_ ]/g, '');
  if (plain === 'any') return 'any';
  return names.find((name) => name.toLowerCase() === plain) ?? null;
}
