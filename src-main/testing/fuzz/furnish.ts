/** What the world of a run holds before the first request, and how it is put right again. */
import { generateKeyPairSync } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { invariant } from '../../engine/domain/result.ts';
import { apiScopes } from '../../engine/domain/records.ts';
import type { SandboxCredentials } from '../../world/sandbox-link.ts';
import { memberOf, type Known } from './known.ts';
import type { World } from './world.ts';

type Asking = Pick<World, 'ask' | 'known'>;
type Ask = World['ask'];

/** Makes a second and a third marketplace, keys of several scopes, and learns what there is. */
export async function furnish({ ask, known, credentials, hook }: Asking & {
  readonly credentials: SandboxCredentials; readonly hook: string;
}): Promise<World['keys']> {
  const [home] = await itemsOf(ask, 'marketplaces.list');
  const homeId = textOf(home, 'id');
  const policy = memberOf(home, 'policy');
  const second = secondOf(credentials);
  const fresh = { id: null, version: null, refundAddresses: {}, policy, second };
  const other = await must(ask, 'marketplaces.save', { ...fresh, name: 'Another market' });
  const spare = await must(ask, 'marketplaces.save', { ...fresh, name: 'A quiet market' });
  await must(ask, 'marketplaces.addWebhook', { marketplaceId: homeId, url: hook });
  await must(ask, 'backups.make', {});
  const keyOf = async (marketplaceId: string, scopes: readonly string[]): Promise<string> => {
    const made = await must(ask, 'keys.create', {
      marketplaceId, name: `fuzz ${scopes.length}`, scopes, expiresAt: null,
    });
    known.protect(textOf(memberOf(made, 'view'), 'id'));
    return textOf(made, 'key');
  };
  for (const key of await itemsOf(ask, 'keys.list')) known.protect(textOf(key, 'id'));
  const own = credentials.apiKey;
  const keys = {
    own, 'own-again': own, other: await keyOf(textOf(other, 'id'), apiScopes),
    reader: await keyOf(homeId, ['payments:read']), none: null,
    unknown: `pck_live_${'A'.repeat(8)}_${'B'.repeat(43)}_00000000`,
  };
  setFixed(known, { credentials, homeId, spareId: textOf(spare, 'id') });
  await learnLists({ ask, known });
  known.set('faults', faultsOf(await must(ask, 'rehearsal.get', {})));
  const { connections, marketplaces } = await readConfiguration(ask);
  known.set('connectionSaves', connections);
  known.set('marketplaceSaves', marketplaces.flatMap((save) =>
    [{ ...save, second }, { ...save, id: null, version: null, second }]));
  // Only the account that no other case rests on may be changed.
  const [, , cleo] = credentials.operators;
  known.set('operators', (await itemsOf(ask, 'operators.list'))
    .filter((account) => textOf(account, 'name') === cleo?.name)
    .map((account) => textOf(account, 'id')));
  return keys;
}

/** Who confirms what takes two. */
export function secondOf({ operators: [, ben] }: SandboxCredentials) {
  return { name: ben?.name ?? '', password: ben?.password ?? '' };
}

function setFixed(known: Known, { credentials, homeId, spareId }: {
  readonly credentials: SandboxCredentials; readonly homeId: string; readonly spareId: string;
}): void {
  const [ana, , cleo] = credentials.operators;
  const wrong = 'a password that nobody has';
  const right = secondOf(credentials);
  // The third pays for wrong passwords with a lockout, so that the second can go on.
  known.set('second', [
    ...Array.from({ length: 16 }, () => right), { name: cleo?.name, password: wrong },
    { name: ana?.name, password: ana?.password }, { name: 'nobody', password: wrong },
  ]);
  known.set('credentials', [
    ...Array.from({ length: 4 }, () => ({ name: ana?.name, password: ana?.password })),
    { name: cleo?.name, password: wrong }, { name: 'nobody', password: wrong },
  ]);
  known.set('passwords', [ana?.password, 'a long enough new password 7']);
  known.set('home', [homeId]);
  known.set('spares', [spareId]);
  known.set('references', ['maya-okafor', 'tomas-rivera', 'lin-wei', 'priya-nair', 'nobody']);
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  known.set('pems', [
    String(pem), String(pem), String(pem), null, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END',
  ]);
  known.set('figures', [
    'money:bitcoin:BTC/8:held', 'money:aitbc:AITBC/8:held', 'status:aitbc:AITBC/8:released',
    `day:${new Date().toISOString().slice(0, 10)}:aitbc:AITBC/8:created`,
    'payee:AITBC/8:released:Kofi Mensah',
  ]);
}

/** What waits for a person now, for the verbs that end it. */
export async function learnWaiting({ ask, known }: Asking): Promise<void> {
  const page = { cursor: null, limit: 100 };
  for (const name of ['attention.list', 'backups.list']) {
    learnSpecial(known, name, await must(ask, name, name === 'attention.list' ? page : {}));
  }
}

/** Reads every list, as windows do, so that what the sandbox began with can be referred to. */
async function learnLists({ ask, known }: Asking): Promise<void> {
  const page = { cursor: null, limit: 100 };
  const lists: readonly (readonly [string, unknown])[] = [
    ['payments.list', { ...page, filter: {} }], ['jobs.list', { ...page, state: null }],
    ['attention.list', page], ['batches.list', page], ['connections.list', {}],
    ['marketplaces.list', {}], ['sellers.list', {}],
    ['payouts.wallets', { ...page, search: '' }], ['payouts.treasury', {}],
    ['webhooks.list', { ...page, state: null }], ['messages.list', { ...page, state: null }],
    ['backups.list', {}], ['settings.get', {}],
    ['inbox.list', { ...page, audience: 'for-information' }],
  ];
  for (const [name, input] of lists) {
    const answer = await must(ask, name, input);
    known.learn(name.split('.')[0] ?? name, answer);
    learnSpecial(known, name, answer);
  }
}

/** What has no id of its own kind: names, accounts, whole settings. */
export function learnSpecial(known: Known, name: string, answer: unknown): void {
  const found = memberOf(answer, 'items');
  const items: readonly unknown[] = Array.isArray(found) ? found : [];
  const all = (field: string): unknown[] =>
    items.map((item) => memberOf(item, field));
  if (/^payments\.(release|refund)$/.test(name)) {
    known.set('stops', [picked(answer, ['paymentId', 'operationId'])]);
  }
  if (items.length === 0) return;
  if (name === 'backups.list') {
    known.set('restores', all('id').map((id) => ({
      backupId: id, confirmation: id, reason: 'It was lost.', second: known.pool('second')[0],
    })));
  }
  if (name === 'attention.list') {
    known.set('waiting', all('payment').flatMap((one) => memberOf(one, 'id') ?? []));
  }
  if (name === 'payouts.treasury') known.set('treasuries', all('connectionId'));
  if (name === 'payouts.wallets') known.set('accounts', all('account'));
  if (name === 'settings.get') known.set('settings', all('name'));
  if (name === 'inbox.list') known.set('inbox', all('key'));
  if (name === 'messages.list') known.set('letters', all('id'));
}

/** Each fault that means something for an operation of a stand-in, striking once. */
function faultsOf(rehearsal: unknown): readonly unknown[] {
  const list = (value: unknown, name: string): readonly unknown[] => {
    const found = memberOf(value, name);
    return Array.isArray(found) ? found : [];
  };
  return list(rehearsal, 'choices').flatMap((choice) =>
    list(choice, 'operations').flatMap((one) => list(one, 'faults').map((fault) => ({
      provider: memberOf(choice, 'provider'), operation: memberOf(one, 'operation'), fault,
      times: 1, delayMs: null,
    }))));
}

const CONNECTION_FIELDS = [
  'id', 'version', 'rail', 'name', 'mode', 'enabled', 'priority', 'baseUrl', 'config',
  'expiryOwner', 'concurrencyMax', 'callsPerSecondMax', 'deadlineMs',
] as const;

/** What an operator has set up, as it would be saved again. */
export type Configuration = {
  readonly connections: readonly Saved[]; readonly marketplaces: readonly Saved[];
};
type Saved = Readonly<Record<string, unknown>>;

export async function readConfiguration(ask: Ask): Promise<Configuration> {
  return {
    connections: (await itemsOf(ask, 'connections.list')).map((view) =>
      ({ ...picked(view, CONNECTION_FIELDS), secrets: {} })),
    marketplaces: (await itemsOf(ask, 'marketplaces.list')).slice(0, 6).map((view) =>
      picked(view, ['id', 'version', 'name', 'refundAddresses', 'policy'])),
  };
}

/** Ends rehearsed faults, and saves again what a request that was right has changed. */
export async function mendConfiguration(
  ask: Ask, originals: Configuration, credentials: SandboxCredentials,
): Promise<void> {
  const second = secondOf(credentials);
  await ask('sending.lift', { reason: 'The fuzzer goes on.', second });
  await ask('rehearsal.stop', {});
  await ask('rehearsal.clearFaults', {});
  const present = await readConfiguration(ask);
  for (const noun of ['connections', 'marketplaces'] as const) {
    for (const original of originals[noun]) {
      const now = present[noun].find((one) => one['id'] === original['id']);
      const { version } = now ?? original;
      const wanted = { ...original, version };
      if (isDeepStrictEqual(now, wanted)) continue;
      await ask(`${noun}.save`, noun === 'marketplaces' ? { ...wanted, second } : wanted);
    }
  }
}

function picked(view: unknown, fields: readonly string[]): Saved {
  return Object.fromEntries(fields.map((field): [string, unknown] =>
    [field, memberOf(view, field)]));
}

async function must(ask: Ask, name: string, input: unknown): Promise<unknown> {
  const answer: unknown = await ask(name, input);
  invariant(memberOf(answer, 'ok') === true,
    `${name} was refused to the fuzzer: ${JSON.stringify(answer)}`);
  return memberOf(answer, 'value');
}

async function itemsOf(ask: Ask, name: string): Promise<readonly unknown[]> {
  const items = memberOf(await must(ask, name, {}), 'items');
  const listed: readonly unknown[] = Array.isArray(items) ? items : [];
  return listed;
}

function textOf(value: unknown, field: string): string {
  return String(memberOf(value, field));
}
