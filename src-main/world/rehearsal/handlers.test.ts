import { afterEach, describe, expect, test } from 'vitest';
import type { CallName, CallOutput } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { faultWords, scenarios, type Run } from '../../contract/rehearsal.ts';
import { accept } from '../../engine/domain/result.ts';
import { createHttpClient } from '../../http-client.ts';
import { dispatching } from '../../testing/dispatching.ts';
import { createSessions } from '../../engine/operators/sessions.ts';
import { createControl } from '../../sandbox/control.ts';
import { FAULTS } from '../../sandbox/faults.ts';
import { createHttpPort } from '../../sandbox/http/http-port.ts';
import { sandboxUrls } from '../../testing/sandbox-http.ts';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk,
} from '../../testing/test-engine.ts';
import type { StandIns } from '../sandbox-link.ts';
import { createStandInControl } from './control.ts';
import { createRehearsal } from './handlers.ts';
import { scenarioTable } from './scenarios.ts';
import { scoreOf } from './score.ts';

const silent = (): void => undefined;
const silentLog = { debug: silent, info: silent, warn: silent, error: silent };
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

type World = Awaited<ReturnType<typeof createTestEngine>>;
const caller = { sessionId: 'window', host: 'browser' } as const;
const move = { amountText: null, delayMs: 0 } as const;
const drop = {
  provider: 'exchange', operation: 'release', fault: 'drop-after', times: 1, delayMs: null,
} as const;

/** The stand-ins of a test world behind a control address, as they are when they run apart. */
async function controlOf({ sandbox }: World) {
  const token = 'the token of this test';
  const none = (): never => { throw new Error('Nobody asks for connections here.'); };
  const control = createControl({ sandbox, token, connections: none });
  const port = createHttpPort({
    port: 0, onBug: (error) => { throw error; },
    answer: (request) => Promise.resolve({
      kind: 'response' as const, response: control(request), delayMs: 0, acted: false,
    }),
  });
  await port.open();
  endings.push(() => port.close());
  const standIns: StandIns = {
    control: { url: port.url(), token }, walletDaemon: { url: sandboxUrls.walletDaemon },
    exchange: { url: sandboxUrls.exchange, apiKey: '' },
    chain: { url: sandboxUrls.chain, token: '' },
    openPayments: { url: sandboxUrls.openPayments, wallets: [] },
    circle: {
      url: sandboxUrls.circle, apiKey: '', entitySecret: '', blockchain: '', walletSetId: '',
      wallets: [], foreign: [],
      tokenIds: { USDC: '', EURC: '' },
    },
    evm: {
      rpcUrl: sandboxUrls.evm, chainId: 5_042_002, genesisHash: '0x', implementation: 'model',
    },
  };
  return { standIns, close: () => port.close() };
}

/** The rehearsal's calls as a signed-in operator makes them; a refusal is thrown. */
async function open(world: World, standIns: StandIns | null) {
  const engine = world.engine();
  const sessions = createSessions({ clock: world.clock, operators: engine.operators });
  accepted(await sessions.createFirst(caller, { name: 'ana', password: 'a long pass phrase' }));
  const handlers: Partial<Handlers> = createRehearsal({
    engine, sessions, standIns, clock: world.clock, log: silentLog,
  }).handlers;
  const dispatch = dispatching(handlers, sessions);
  return async <C extends CallName>(name: C, input: unknown = {}): Promise<CallOutput<C>> => {
    const answer = await dispatch(name, input, caller);
    if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.message}`);
    return answer.value as CallOutput<C>;
  };
}

async function rehearse(world: World) {
  return open(world, (await controlOf(world)).standIns);
}

async function release(world: World, paymentId: string): Promise<void> {
  accepted(await world.engine().payments.release(keyAsk, { ...onPayment(paymentId), ...move }));
  await world.turn(10);
}

test('the contract knows the faults of the stand-ins, and no others', () => {
  expect([...faultWords].toSorted()).toEqual(Object.keys(FAULTS).toSorted());
});

describe('faults', () => {
  test('are set, listed and cleared, one or all', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    const { faultId } = await ask('rehearsal.setFault', drop);
    await ask('rehearsal.setFault', { ...drop, fault: 'slow', times: null, delayMs: 2_000 });
    expect((await ask('rehearsal.get')).faults).toMatchObject([
      { id: faultId, fault: 'drop-after', times: 1, delayMs: null },
      { fault: 'slow', times: null, delayMs: 2_000 },
    ]);
    await ask('rehearsal.clearFault', { faultId });
    expect(world.sandbox.faults.list().map(({ fault }) => fault)).toEqual(['slow']);
    await expect(ask('rehearsal.clearFault', { faultId })).rejects.toThrow(/used up or cleared/);
    await ask('rehearsal.clearFaults');
    expect(world.sandbox.faults.list()).toEqual([]);
  });

  test('that mean nothing for an operation are neither offered nor taken', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    const { choices } = await ask('rehearsal.get');
    const offered = (provider: string, operation: string) =>
      choices.find((one) => one.provider === provider)?.operations
        .find((one) => one.operation === operation)?.faults ?? [];
    expect(offered('exchange', 'rate')).toContain('stale-rate');
    expect(offered('exchange', 'release')).not.toContain('stale-rate');
    expect(offered('chain', 'release')).toContain('no-hash');
    expect(offered('walletDaemon', 'any')).toContain('down');
    expect(offered('walletDaemon', 'hold')).not.toContain('down');
    await expect(ask('rehearsal.setFault', { ...drop, fault: 'stale-rate' }))
      .rejects.toThrow('invalid_request: This fault means nothing for that operation.');
    expect(world.sandbox.faults.list()).toEqual([]);
  });

  test('left stuck go on once all are cleared', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    const id = await world.pay({ currency: 'AITBC' });
    await ask('rehearsal.setFault', { ...drop, fault: 'stuck' });
    await release(world, id);
    expect((await world.newest(id)).state).toBe('submitted');
    await ask('rehearsal.clearFaults');
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
  });
});

describe('the books', () => {
  test('are equal after holds, releases and refunds, row by row', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    await world.pay();
    await release(world, await world.pay());
    await release(world, await world.pay({ currency: 'AITBC', amountText: '7.5' }));
    const back = await world.pay({ currency: 'AITBC' });
    accepted(await world.engine().payments.refund(keyAsk, { ...onPayment(back), ...move }));
    await world.turn(10);
    const books = await ask('rehearsal.books');
    expect(books).toMatchObject({ differences: [], compared: 7 });
    expect(books.totals.map(({ provider, verdict }) => [provider, verdict])).toEqual([
      ['walletDaemon', 'equal'], ['exchange', 'equal'], ['chain', 'equal'],
    ]);
    expect(books.totals[0]?.held.books).toEqual({ minor: '100000', asset: 'BTC/8' });
    expect(books.totals[1]?.paid.ledger).toEqual({ minor: '750000000', asset: 'AITBC/8' });
  });

  test('show what is done there and still open here', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'inquire', fault: 'no-status' });
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-after' });
    await release(world, id);
    const { totals, differences } = await ask('rehearsal.books');
    expect(totals[0]).toMatchObject({ verdict: 'open', inDoubt: { minor: '100000' } });
    expect(differences).toMatchObject([{ side: 'open', kind: 'release', paymentId: id }]);
  });

  test('show what only one side has', async () => {
    const world = await createTestEngine();
    const { standIns } = await controlOf(world);
    const ask = await open(world, standIns);
    world.sandbox.handle('walletDaemon', {
      method: 'POST', path: '/api/v1/escrow/create', headers: {},
      bodyText: '{"amount": "0.5", "currency": "BTC", "timeout_seconds": 3600}',
    });
    const { totals, differences } = await ask('rehearsal.books');
    expect(totals[0]).toMatchObject({
      verdict: 'differs', held: { ledger: { minor: '0' }, books: { minor: '50000000' } },
    });
    expect(differences).toMatchObject([{ side: 'books', kind: 'hold', paymentId: null }]);

    const other = await createTestEngine();
    const empty = await controlOf(await createTestEngine());
    const elsewhere = await open(other, empty.standIns);
    const id = await other.pay();
    expect((await elsewhere('rehearsal.books')).differences)
      .toMatchObject([{ side: 'ledger', kind: 'hold', paymentId: id }]);
  });
});

describe('where nothing can be rehearsed', () => {
  test('live money is left alone, and every call says so', async () => {
    const ask = await open(await createTestEngine(), null);
    await expect(ask('rehearsal.get')).rejects.toThrow('state_forbids: There is no sandbox here');
    await expect(ask('rehearsal.setFault', drop)).rejects.toThrow(/Nothing was done/);
    await expect(ask('rehearsal.books')).rejects.toThrow(/providers are real/);
  });

  test('stand-ins that do not answer are named', async () => {
    const world = await createTestEngine();
    const { standIns, close } = await controlOf(world);
    const ask = await open(world, standIns);
    await close();
    await expect(ask('rehearsal.get')).rejects.toThrow('no_connection: The stand-ins do not');
  });

  test('a wrong token is no way in', async () => {
    const world = await createTestEngine();
    const { standIns } = await controlOf(world);
    const control = { ...standIns.control, token: 'another token' };
    const ask = await open(world, { ...standIns, control });
    await expect(ask('rehearsal.setFault', drop)).rejects.toThrow('no_connection: The control');
    expect(world.sandbox.faults.list()).toEqual([]);
  });
});

type Asking = Awaited<ReturnType<typeof open>>;

/** A world whose marketplace can be told at an endpoint on this computer. */
async function worldWithEndpoints(): Promise<World> {
  const http = createHttpClient();
  endings.push(() => Promise.resolve(http.close()));
  return createTestEngine({ elsewhere: http.send });
}

/** Turns the clock while the run goes on; its calls to the control take real time. */
async function goOn(world: World, ask: Asking, until: (run: Run) => boolean, stepMs = 500) {
  await expect.poll(async () => {
    await world.turn(stepMs);
    const { run } = await ask('rehearsal.get');
    return run !== null && until(run);
  }, { timeout: 20_000, interval: 5 }).toBe(true);
  return (await ask('rehearsal.get')).run;
}

const played = (world: World, ask: Asking, stepMs?: number) =>
  goOn(world, ask, ({ state }) => state !== 'running', stepMs);
const untilTurn = (world: World, ask: Asking) => goOn(world, ask, ({ turn }) => turn !== null);

describe('a scenario', () => {
  test.each(scenarios)('%s ends with nothing paid twice, and equal books', async (scenario) => {
    const world = await worldWithEndpoints();
    const ask = await rehearse(world);
    await ask('rehearsal.start', { scenario });
    const run = await played(world, ask, scenario === 'expiry-rush' ? 5_000 : 500);
    const payments = scenarioTable[scenario].payments;
    expect(run).toMatchObject({ state: 'done', problem: null, score: {
      payments, endedRight: payments, neededPerson: 0, unfinished: 0, paidTwice: 0,
      booksEqual: true,
    } });
    expect(run?.steps.at(0)?.step).toBe(scenario === 'endpoint-down' ? 'listen' : 'hold');
    expect(run?.steps.at(-1)?.step).toBe('judge');
    expect(world.sandbox.faults.list()).toEqual([]);
  }, 30_000);

  test('runs alone, and only over healthy stand-ins', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    await ask('rehearsal.setFault', drop);
    await expect(ask('rehearsal.start', { scenario: 'both-ways' })).rejects.toThrow(/clear them/);
    await ask('rehearsal.clearFaults');
    await ask('rehearsal.start', { scenario: 'both-ways' });
    await expect(ask('rehearsal.start', { scenario: 'both-ways' }))
      .rejects.toThrow('state_forbids: A scenario is already running.');
    expect((await played(world, ask))?.state).toBe('done');
  });

  test('that is stopped clears its faults and is judged as it stands', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    await ask('rehearsal.start', { scenario: 'stuck-provider' });
    await expect.poll(async () => {
      await world.turn(10);
      return (await ask('rehearsal.get')).run?.steps.at(-1)?.step;
    }, { interval: 5 }).toBe('endure');
    expect(world.sandbox.faults.list()).toHaveLength(1);
    await ask('rehearsal.stop');
    const run = await played(world, ask);
    expect(run).toMatchObject({ state: 'stopped', score: { payments: 3, paidTwice: 0 } });
    expect(world.sandbox.faults.list()).toEqual([]);
  });

  test('that is stopped while its payments are being held sends nothing more', async () => {
    const world = await createTestEngine({ latencyMs: () => 2_000 });
    const ask = await rehearse(world);
    await ask('rehearsal.start', { scenario: 'lost-answers' });
    await ask('rehearsal.stop');
    const run = await played(world, ask);
    expect(run).toMatchObject({ state: 'stopped', score: { paidTwice: 0, endedRight: 0 } });
    expect(world.sent.filter((path) => path.includes('release'))).toEqual([]);
  });

  test('counts what stands in front of a person, and what the books hold twice', async () => {
    const world = await createTestEngine();
    const { standIns } = await controlOf(world);
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'inquire', fault: 'no-status' });
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-after' });
    await release(world, id);
    const control = createStandInControl(standIns.control);
    const deps = { engine: world.engine(), control, standIns };
    expect(await scoreOf(deps, [id])).toMatchObject({
      payments: 1, endedRight: 0, neededPerson: 1, paidTwice: 0, booksEqual: false,
    });
    const twice = async () => {
      const rows = accepted(await control.books());
      return accept([...rows, ...rows.filter(({ kind }) => kind === 'release')]);
    };
    expect(await scoreOf({ ...deps, control: { ...control, books: twice } }, [id]))
      .toMatchObject({ paidTwice: 1 });
  });
});

describe('an endpoint that is down', () => {
  const dead = async (world: World) => (await world.engine().lists.deliveries({
    state: 'dead', marketplaceId: null, cursor: null, limit: 50,
  })).items;
  const waiting = async (world: World) => (await world.store().read.counters('attention:'))
    .find(({ name }) => name === 'attention:webhook-undelivered')?.count ?? 0;
  const endpoints = async (world: World) =>
    (await world.engine().read.marketplaces()).flatMap(({ webhooks }) => webhooks);

  test('is heard again once an operator sends its dead letters', async () => {
    const world = await worldWithEndpoints();
    const ask = await rehearse(world);
    await ask('rehearsal.start', { scenario: 'endpoint-down' });
    const turned = await untilTurn(world, ask);
    expect(turned?.turn?.paymentIds).toEqual([]);
    const letters = await dead(world);
    expect(letters).toHaveLength(6);
    expect(await waiting(world)).toBe(6);
    expect(letters.map(({ responseStatus }) => responseStatus)).toContain(410);
    accepted(await world.engine().webhooks.replay(operatorAsk, letters.map(({ id }) => id)));
    const run = await played(world, ask);
    expect(run).toMatchObject({ state: 'done', turn: null, score: { endedRight: 3 } });
    const { messages, of, dead: given } = run?.score?.heard ?? { messages: 0, of: 1, dead: 0 };
    expect([messages, given]).toEqual([of, 6]);
    expect(await endpoints(world)).toEqual([]);
    expect(await waiting(world)).toBe(0);
  }, 30_000);

  test('that nobody tells anything leaves nothing behind', async () => {
    const world = await worldWithEndpoints();
    const ask = await rehearse(world);
    await ask('rehearsal.start', { scenario: 'endpoint-down' });
    await untilTurn(world, ask);
    await ask('rehearsal.stop');
    const run = await played(world, ask);
    const { messages, of } = run?.score?.heard ?? { messages: 0, of: 0 };
    expect([run?.state, of - messages]).toEqual(['stopped', 6]);
    expect(await endpoints(world)).toEqual([]);
    expect(await waiting(world)).toBe(0);
  }, 30_000);
});

describe('a rush of expiries', () => {
  test('counts what was released in time, and what was released by mistake', async () => {
    const world = await createTestEngine();
    const ask = await rehearse(world);
    await ask('rehearsal.start', { scenario: 'expiry-rush' });
    const turned = await untilTurn(world, ask);
    const toRelease = turned?.turn?.paymentIds ?? [];
    expect(toRelease).toHaveLength(6);
    for (const id of toRelease.slice(0, 4)) await release(world, id);
    const others = (await world.engine().lists.escrows({ cursor: null, limit: 50 })).items
      .map(({ paymentId }) => paymentId).filter((id) => !toRelease.includes(id));
    expect(others).toHaveLength(6);
    await release(world, others[0] ?? '');
    const run = await played(world, ask, 5_000);
    expect(run?.score).toMatchObject({
      payments: 12, endedRight: 12, paidTwice: 0, booksEqual: true, heard: null,
      saved: { inTime: 4, of: 6, wrong: 1 },
    });
  }, 30_000);
});
