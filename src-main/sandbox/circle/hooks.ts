import { generateKeyPairSync, createPrivateKey, sign } from 'node:crypto';
import { isoTime, type World } from '../world.ts';
import { uuidV4, uuidV5 } from './core.ts';
import type {
  CircleEvent, CircleState, HookKey, Notice, Subscription, Transaction, TxState,
} from './state.ts';
import { transactionView } from './views.ts';

/** States of an outbound transaction that Circle tells of (guide 2). */
const TOLD: ReadonlySet<TxState> =
  new Set(['QUEUED', 'SENT', 'COMPLETE', 'FAILED', 'DENIED', 'CANCELLED']);
/** Not documented for wallets: Circle's payments network waits so, six times (guide 2). */
const RETRY_AFTER_MS = [1_000, 10_000, 30_000, 60_000, 900_000] as const;
/** A notification in the wrong order comes this late, the earlier in life the later. */
const REORDER_MS: Partial<Record<TxState, number>> = { QUEUED: 900, SENT: 600 };

export type Hooks = {
  /** Tells every subscriber what state a transaction is in now. */
  tell(row: Transaction): void;
  /** Sends a test to a fresh subscription. */
  tellTest(subscription: Subscription): void;
  /** Signs with a new key from now on; the old ones stay known. */
  rotateKey(): void;
  /** Notifications whose time has come, and that are not under way. */
  due(): readonly Notice[];
  /** How a delivery ended; one that was not taken is tried again, later and later. */
  ended(deliveryId: string, isTaken: boolean): void;
  nextDueMs(): number | null;
  /** The id of the key that signs now. */
  keyId(): string;
};

/** What Circle tells by itself: signed, at least once, in no order that can be relied on. */
export function createHooks({ world, state, commit, onDue }: {
  readonly world: World;
  readonly state: CircleState;
  commit(event: CircleEvent): void;
  onDue(): void;
}): Hooks {
  const underWay = new Set<string>();
  const key = (): HookKey => [...state.hookKeys.values()].at(-1) ?? addKey();
  const addKey = (): HookKey => {
    const made = freshKey(world);
    commit({ type: 'put', atMs: world.nowMs(), hookKeys: [made] });
    return made;
  };
  const notify = (notices: readonly Notice[]): void => {
    if (notices.length === 0) return;
    commit({ type: 'put', atMs: world.nowMs(), notices });
    onDue();
  };
  return {
    tell: (row) => {
      if (!TOLD.has(row.state)) return;
      const type = `transactions.${row.direction.toLowerCase()}`;
      const told = transactionView(row);
      notify(subscribers(state, type).flatMap((subscription) =>
        noticesOf(world, key(), { subscription, type, told, row })));
    },
    tellTest: (subscription) => notify(noticesOf(world, key(), {
      subscription, type: 'webhooks.test', told: { hello: 'world' }, row: null,
    })),
    rotateKey: () => void addKey(),
    keyId: () => key().id,
    due: () => {
      const due = [...state.notices.values()].filter(({ deliveryId, dueAtMs }) =>
        dueAtMs <= world.nowMs() && !underWay.has(deliveryId));
      for (const { deliveryId } of due) underWay.add(deliveryId);
      return due;
    },
    ended: (deliveryId, isTaken) => {
      underWay.delete(deliveryId);
      const notice = state.notices.get(deliveryId);
      if (notice === undefined) return;
      const waitMs = RETRY_AFTER_MS[notice.tries];
      notify([isTaken ? { ...notice, stage: 'told' }
        : waitMs === undefined ? { ...notice, stage: 'given-up' }
          : { ...notice, tries: notice.tries + 1, dueAtMs: world.nowMs() + waitMs }]);
    },
    nextDueMs: () => [...state.notices.values()]
      .filter(({ deliveryId }) => !underWay.has(deliveryId))
      .reduce<number | null>((least, { dueAtMs }) =>
        least === null ? dueAtMs : Math.min(least, dueAtMs), null),
  };
}

function subscribers(state: CircleState, type: string): Subscription[] {
  const family = `${type.split('.')[0]}.*`;
  return [...state.subscriptions.values()].filter(({ isEnabled, isDeleted, types }) =>
    isEnabled && !isDeleted && [type, family, '*'].some((one) => types.includes(one)));
}

function noticesOf(world: World, key: HookKey, { subscription, type, told, row }: {
  readonly subscription: Subscription; readonly type: string; readonly told: object;
  readonly row: Transaction | null;
}): Notice[] {
  const id = uuidV4(world);
  const body = JSON.stringify({
    subscriptionId: subscription.id, notificationId: id, notificationType: type,
    // Nanoseconds, as Circle writes them.
    notification: told, timestamp: isoTime(world.nowMs()).replace('Z', '000000Z'), version: 2,
  });
  const word = row?.hooks ?? null;
  const lateMs = word === 'reorder-webhooks' && row !== null ? REORDER_MS[row.state] ?? 0 : 0;
  const signed = word === 'bad-signature' ? `${body} ` : body;
  const notice: Notice = {
    id, deliveryId: id, endpoint: subscription.endpoint, body, keyId: key.id,
    signature: signature(key, signed), dueAtMs: world.nowMs() + lateMs, tries: 0,
    stage: 'waiting',
  };
  return word === 'duplicate-webhook' ? [notice, { ...notice, deliveryId: `${id}/2` }] : [notice];
}

/** ECDSA over P-256 with SHA-256, DER in base64: `X-Circle-Signature`. */
function signature({ privateKey }: HookKey, body: string): string {
  const key = createPrivateKey({
    key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8',
  });
  return sign('sha256', Buffer.from(body), key).toString('base64');
}

function freshKey(world: World): HookKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    id: uuidV5(`hook-key/${text}`), publicKey: text, createdAtMs: world.nowMs(),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
}
