/** What the fields of calls and routes mean here, so that handlers meet what exists. */
import fc from 'fast-check';
import { presentVersion, refer } from './known.ts';
import type { Meanings } from './shapes.ts';

const one = (pool: string): fc.Arbitrary<unknown> => fc.nat().map((pick) => refer(pool, pick));
const always = (value: unknown): fc.Arbitrary<unknown> => fc.constant(value);
const some = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);

const BITCOIN = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
const WALLET = 'https://ilp.interledger-test.dev/edutest';

const amounts = some('0.001', '0.5', '1', '2.25', '3', '12.5', '0.00000001', '100', '1e-2');
const moneyText = some('', '', '0.001', '1', '2.5');
/** A JSON number with the digits as they stand, or a text. */
const exact = fc.oneof(amounts, amounts.map((digits) => JSON.rawJSON(String(digits))));
const offer = fc.nat({ max: 40 }).map((number) => `offer-${number}`);
const timeIn = (min: number, max: number) =>
  fc.integer({ min, max }).map((ago) => Date.now() + ago);
const time = timeIn(-3_600_000, 60_000);
// A period that ends before it begins is refused before any list is read.
const begin = timeIn(-3_600_000, -60_000);
const end = timeIn(-60_000, 60_000);
const isoTime = time.map((at) => new Date(at).toISOString());
const unique = fc.uuid();

const byField: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  paymentId: one('payments'), payment_id: one('payments'), paymentIds: one('payments'),
  payment_ids: one('payments'), pendingId: one('payments'), jobId: one('jobs'),
  job_id: always(undefined), operationId: one('operations'), batchId: one('batches'),
  purchaseId: one('purchases'), connectionId: one('connections'), fileId: one('files'),
  marketplaceId: one('marketplaces'), backupId: one('backups'), deliveryIds: one('webhooks'),
  itemId: one('attention'), webhookId: one('endpoints'), offerId: offer, payee: one('payees'),
  version: fc.oneof(
    { weight: 9, arbitrary: always(presentVersion) }, { weight: 1, arbitrary: some(0, 1, 999) },
  ),
  second: one('second'), name: fc.string({ unit: 'grapheme-ascii', minLength: 3, maxLength: 12 }),
  cursor: some(null, null, null, 'AAAA', ''), limit: fc.integer({ min: 1, max: 50 }),
  amount: exact, payment_amount: exact, btc_amount: exact,
  currency: some('AITBC', 'AITBC', 'BTC', 'USDC', 'XXX'),
  payment_currency: some('AITBC', 'AITBC', 'BTC', 'USDC'),
  refund_address: some(BITCOIN, BITCOIN, null), refundAddress: always(BITCOIN),
  payee_address: some(
    undefined, undefined, undefined, undefined, 'sentinel-refuse', 'sentinel-drop-after',
    'sentinel-error-before',
  ),
  payer_address: always(undefined),
  address: always(BITCOIN), aitbc_address: always('aitbc1qexample'),
  aitbcAddress: always('aitbc1qexample'), user_id: fc.nat(300).map((user) => `u-${user}`),
  userId: fc.nat(300).map((user) => `u-${user}`), external_id: unique,
  escrow_timeout_seconds: some(300, 900, undefined), ttl_seconds: some(60, 900, undefined),
  reason: some('It was done.', 'A person asked.', '=1+1'), reference: unique,
  sellerId: some('default-seller', undefined), sellerReference: always('default-seller'),
  category: always(undefined), privateKeyPath: always(undefined),
  buyerWalletAddressUrl: some(WALLET, WALLET, 'https://ilp.interledger-test.dev/alice'),
  payerAccount: always(WALLET), walletAddressUrl: always(WALLET), walletAddress: always(WALLET),
  keyId: always('paydesk-sandbox'), asset: some('BTC/8', 'AITBC/8', 'USDC/6'),
  createdFromMs: begin, createdToMs: end, updatedFromMs: begin, updatedToMs: end,
  expiresByMs: time, fromMs: always(0), toMs: time, completedAt: time,
  figure: one('figures'), zone: some('UTC', 'Europe/Berlin', null, undefined),
  url: always('http://127.0.0.1:9/hook'), baseUrl: always('http://127.0.0.1:9'),
  interact_ref: always('x'), password: one('passwords'), seq: fc.integer({ min: 1, max: 60 }),
  taskId: unique, externalTaskId: unique, identity: some(null), title: some(null, 'Logo'),
  after: some(null), operatorId: one('operators'), digest: always('0'.repeat(64)),
  // One's own password is never really changed: the windows that the cases rest on would end.
  current: one('passwords'), next: always('short'), recoveryCode: always('AAAA-BBBB-CCCC'),
};

/** Where a field of one call or route means something else than elsewhere. */
const byPlace: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'session.prove.code': always('123456'), 'session.confirmCode.code': always('123 456'),
  'payments.release.amount': moneyText, 'payments.refund.amount': moneyText,
  'payments.migrate.amount': some('1', '20', '100'), 'consents.start.amount': some('1', '2.50'),
  'consents.payBack.amount': moneyText, 'payouts.plan.amount': some('5', '12.5', '0.5', '600'),
  'payouts.preview.amount': some('5', '12.5', '0.5', '20000'),
  'payouts.plan.payee': one('references'), 'payouts.preview.payee': one('references'),
  // Searched, or for one payee, they are listed in one order only: mostly neither.
  'payments.list.search': always(undefined), 'payments.list.payee': always(null),
  'payments.list.needsAttention': always(undefined),
  'payments.list.amount': some(null), 'payments.count.amount': some(null),
  'files.paymentsCsv.amount': some(null),
  'views.save.id': fc.oneof(some(null), one('views')), 'files.tableCsv.name': some('payments'),
  'webhooks.list.by': some(null, { field: 'type', value: 'payment.escrowed' }),
  'payouts.look.account': fc.oneof(one('accounts'), some('0x')),
  'payouts.saveWallet.account': some(
    null, `0x${'12'.repeat(20)}`, `0x${'34'.repeat(20)}`, '0x1111',
  ),
  'payouts.saveWallet.reference': fc.nat(30).map((number) => `payee-${number}`),
  'payouts.saveWallet.version': some(null), 'payouts.saveWallet.enabled': some(null, true),
  'payouts.reconcile.connectionId': one('treasuries'),
  'marketplaces.addWebhook.marketplaceId': one('spares'),
  'marketplaces.removeWebhook.marketplaceId': one('spares'),
  'marketplaces.rotateInboundSecret.marketplaceId': one('spares'),
  'payouts.plan.marketplaceId': one('home'), 'payouts.preview.marketplaceId': one('home'),
  'exchange.purchase.marketplaceId': one('home'), 'consents.start.marketplaceId': one('home'),
  'webhooks.test.marketplaceId': one('home'), 'keys.create.expiresAt': some(null, 4e12, 1),
  'settings.save.name': one('settings'), 'settings.save.value': some('', '8', '4001', 'x'),
  'POST /api/exchange/purchase.aitbc_amount': always(undefined),
  'exchange.purchase.aitbc': some(null), 'exchange.purchase.btc': some('0.0001', '0.001'),
  'POST /webhooks/jobs.job_id': one('jobs'),
  'POST /webhooks/task-completed.completedAt': isoTime,
  'POST /webhooks/task-completed.workerId': one('references'),
  'POST /api/v1/webhooks/task-completed.completedAt': isoTime,
  'POST /api/v1/webhooks/task-completed.workerId': one('references'),
  'POST /v1/jobs.payload': some({ job_type: 'ai_inference' }, {}, { deep: [[[1]]] }),
  'POST /api/payments/incoming.buyerWalletAddressUrl': some(null, null, WALLET),
  'POST /sellers.privateKey': one('pems'), 'sellers.save.privateKey': one('pems'),
  'POST /sellers.id': fc.nat(20).map((number) => `seller-${number}`),
  'sellers.save.reference': fc.nat(20).map((number) => `seller-${number}`),
  'sellers.save.version': some(null), 'inbox.mark.keys': one('inbox'),
  'GET /payments/finish.key': one('finishKeys'),
  'operators.create.name': unique.map((name) => `op ${String(name).slice(0, 8)}`),
};

/** Inputs that are only right as a whole. */
const whole: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'session.signIn': one('credentials'), 'payments.stop': one('stops'),
  'backups.restore': one('restores'), 'rehearsal.setFault': one('faults'),
  'connections.save': one('connectionSaves'),
  'marketplaces.save': one('marketplaceSaves'),
};

/** Verbs that end what waits for a person: half of them are tried on what does. */
const forWaiting: ReadonlySet<string> = new Set([
  'retry', 'giveUp', 'check', 'attachEvidence', 'declareNotDone', 'recordReturn', 'recordRelease',
  'setRefundAddress', 'accelerate', 'takeBack', 'cancel',
].map((verb) => `payments.${verb}`));

/** By the nouns of the contract: what a bare `id` names there. */
export function meaningsOf(target: string): Meanings {
  const noun = target.split('.')[0] ?? target;
  if (forWaiting.has(target)) {
    return (field) => field === 'paymentId' ? fc.oneof(one('waiting'), one('payments'))
      : byField[field] ?? null;
  }
  return (field) => byPlace[`${target}.${field}`] ?? byField[field]
    ?? (field === 'id' && !target.includes(' ') ? one(noun) : null);
}

/** The input of a call as a whole, where only a whole one is right. */
export function wholeOf(target: string): fc.Arbitrary<unknown> | null {
  return whole[target] ?? null;
}

/** What the parameters in a route's path name. */
export function parameterOf(path: string, name: string): fc.Arbitrary<unknown> {
  if (name !== 'id') return byField[name] ?? fc.string();
  if (path.includes('/workers/')) return one('references');
  if (path.includes('/dead-letter-queue/')) return one('letters');
  if (path.includes('/batches/')) return one('batches');
  if (path.includes('/purchases/')) return one('purchases');
  return one(path.includes('/jobs/') ? 'jobs' : 'payments');
}
