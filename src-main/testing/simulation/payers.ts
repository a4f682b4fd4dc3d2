import { createPrivateKey, createPublicKey, hash } from 'node:crypto';
import { createUnauthenticatedClient } from '@interledger/open-payments';
import type { Ask, Engine } from '../../engine/api.ts';
import { sellerKeyContext } from '../../engine/consents/call.ts';
import type { Seller } from '../../engine/domain/records.ts';
import { sandboxUrls } from '../sandbox-http.ts';
import { MARKETPLACE_ID } from '../seed-rows.ts';
import { acknowledged, follow, keyAsk, operatorAsk } from './asking.ts';
import { text } from './facts.ts';
import { openSecrets } from './plan.ts';
import type { Scene } from './scene.ts';

/** The SDK loads parts of itself at its first use, which takes time that no clock here turns. */
export const sdkIsLoaded = createUnauthenticatedClient({ validateResponses: false });

const SELLERS = ['seller', 'seller-mxn'] as const;
const PAYERS = ['buyer', 'buyer-eur', 'alice'] as const;
const KEY_ID = 'key-sim';
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Long enough that a link comes, and shorter than it takes to be forgotten. */
const WAIT_MS = 20_000;

/** The sellers of a history, the same in each. */
export function sellerRows(): readonly Seller[] {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, hash('sha256', 'a seller of the simulation', 'buffer')]),
    format: 'der', type: 'pkcs8',
  });
  const pem = String(key.export({ format: 'pem', type: 'pkcs8' }));
  return SELLERS.map((name): Seller => ({
    id: `slr_${name}`, marketplaceId: MARKETPLACE_ID, reference: name, name, categories: [],
    walletAddress: `${sandboxUrls.openPayments}/${name}`,
    asset: { code: name === 'seller' ? 'USD' : 'MXN', scale: 2 }, keyId: KEY_ID,
    privateKey: openSecrets.seal(pem, sellerKeyContext(`slr_${name}`)), enabled: true,
    createdAt: 0, updatedAt: 0, version: 1,
  }));
}

/** Makes the sellers' keys known to their bank. */
export function publishKeys(sandbox: Scene['sandbox']): void {
  for (const { name, privateKey } of sellerRows()) {
    const { x } = createPublicKey(openSecrets.open(privateKey, '')).export({ format: 'jwk' });
    sandbox.setKey(name, KEY_ID, String(x));
  }
}

/** What payers and their marketplace do. */
export const payerActs: readonly (readonly [number, (scene: Scene, engine: Engine) => void])[] = [
  [4, startPayout], [7, visitBank], [2, comeBackAgain], [1, forge], [1, askAgain], [1, payBack],
];

function startPayout(scene: Scene, engine: Engine): void {
  const { seeded, memory } = scene;
  memory.serial += 1;
  const ask: Ask = keyAsk;
  follow(scene, 'payout.start', engine.consents.start(ask, {
    marketplaceId: MARKETPLACE_ID, sellerReference: seeded.pick(SELLERS), category: null,
    offerId: `offer-${memory.serial}`, externalId: null, payer: `payer-${memory.serial}`,
    payerAccount: `${sandboxUrls.openPayments}/${seeded.pick(PAYERS)}`,
    amountText: `${1 + seeded.below(40)}.${String(seeded.below(100)).padStart(2, '0')}`,
    description: null, waitMs: WAIT_MS,
  }), acknowledged(scene));
}

/** A payer follows the link; most agree, some refuse, some close the browser at the bank. */
function visitBank(scene: Scene, engine: Engine): void {
  const { facts, seeded } = scene;
  const rows = facts.all('select link from consents where state = \'asked\' order by id');
  const row = rows[seeded.below(Math.max(1, rows.length))];
  if (row === undefined) return;
  const brought = browse(scene, text(row, 'link'), seeded.pick(['accept', 'accept', 'reject']));
  if (brought === null) return;
  scene.memory.brought.push(brought);
  if (seeded.chance(0.9)) comeBack(scene, engine, brought);
  // Two tabs, or an impatient finger.
  if (seeded.chance(0.2)) comeBack(scene, engine, brought);
}

function comeBackAgain(scene: Scene, engine: Engine): void {
  const { brought } = scene.memory;
  const again = brought[scene.seeded.below(Math.max(1, brought.length))];
  if (again !== undefined) comeBack(scene, engine, again);
}

/** Somebody knows the address and invents the rest. */
function forge(scene: Scene, engine: Engine): void {
  const { brought } = scene.memory;
  const known = brought[scene.seeded.below(Math.max(1, brought.length))];
  if (known !== undefined) comeBack(scene, engine, { ...known, interact_ref: 'invented' });
}

function comeBack(
  scene: Scene,
  engine: Engine,
  { key = '', ...parameters }: Readonly<Record<string, string>>,
): void {
  follow(scene, 'payer.returned', engine.consents.returned({
    finishKey: key, parameters, waitMs: 12_000,
  }), acknowledged(scene));
}

function askAgain(scene: Scene, engine: Engine): void {
  const paymentId = somePayout(scene, 'status in (\'requested\', \'stalled\')');
  if (paymentId === null) return;
  follow(scene, 'payer.asked', engine.consents.askPayer(operatorAsk, {
    paymentId, marketplaceId: null, version: null, reason: 'asked again', waitMs: WAIT_MS,
  }), acknowledged(scene));
}

function payBack(scene: Scene, engine: Engine): void {
  const paymentId = somePayout(scene, 'status = \'released\' and link_kind is null');
  if (paymentId === null) return;
  const amountText = scene.seeded.pick([null, '0.50', '1']);
  follow(scene, 'payout.back', engine.consents.payBack(operatorAsk, {
    paymentId, marketplaceId: null, version: null, reason: 'paid back', amountText,
    waitMs: WAIT_MS, delayMs: 0,
  }), acknowledged(scene));
}

function somePayout({ facts, seeded }: Scene, condition: string): string | null {
  const rows = facts.all(
    `select id from payments where rail = 'interledger' and ${condition} order by seq`,
  );
  return rows.length === 0 ? null : text(rows[seeded.below(rows.length)] ?? null, 'id');
}

/** A person at the bank's page: what the browser brings back, null where the bank has no page. */
function browse(
  { sandbox, trace }: Scene,
  link: string,
  choice: 'accept' | 'reject',
): Readonly<Record<string, string>> | null {
  const { origin, host, pathname } = new URL(link);
  const visit = (method: string, url: string, cookie = '', bodyText = '') =>
    sandbox.handle('openPayments', {
      method, path: url.slice(origin.length), bodyText, headers: { host, cookie },
    }).headers;
  const begun = visit('GET', link);
  const page = begun['location'] ?? '';
  trace.note(`payer ${choice} ${page === '' ? 'finds nothing' : ''}`);
  if (page === '') return null;
  if (!page.startsWith(origin)) return Object.fromEntries(new URL(page).searchParams);
  const cookie = (begun['set-cookie'] ?? '').split(';')[0] ?? '';
  visit('POST', page, cookie, `choice=${choice}`);
  const back = visit('GET', `${origin}${pathname}/finish`, cookie)['location'] ?? '';
  return back === '' ? null : Object.fromEntries(new URL(back).searchParams);
}
