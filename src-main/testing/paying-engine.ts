/** A test engine with a seller, and payers who consent at the stand-in's banks. */
import { generateKeyPairSync } from 'node:crypto';
import { createUnauthenticatedClient } from '@interledger/open-payments';
import type { NewPayout } from '../engine/api.ts';
import type { PaymentAggregate } from '../engine/domain/payment.ts';
import type { Result } from '../engine/domain/result.ts';
import { sandboxUrls } from './sandbox-http.ts';
import { connectionRow, MARKETPLACE_ID } from './seed-rows.ts';
import {
  accepted, createTestEngine, keyAsk, type TestEngine, type TestEngineOptions,
} from './test-engine.ts';

/** The SDK loads parts of itself at its first use, which takes time that no clock here turns. */
const sdkIsLoaded = createUnauthenticatedClient({ validateResponses: false });

export const BUYER = `${sandboxUrls.openPayments}/buyer`;

/** What a browser brings back, as the finish address is called with it. */
export type Brought = Readonly<Record<string, string>>;

export type PayingEngine = TestEngine & {
  /** Asks for a link as a marketplace does, and lets it come. */
  readonly start: (given?: Partial<NewPayout>) => Promise<Result<PaymentAggregate>>;
  /** The same where the link has to come. */
  readonly link: (given?: Partial<NewPayout>) => Promise<PaymentAggregate>;
  /** A person at the bank's page, with the browser that the bank knows. */
  readonly browse: (payment: PaymentAggregate, choice: 'accept' | 'reject' | 'leave') => Brought;
  /** The browser calls the finish address; the answer once time has gone by. */
  readonly comeBack: (brought: Brought, turnMs?: number) => Promise<Result<PaymentAggregate>>;
  /** Asked, agreed, paid and evidenced. */
  readonly paid: (given?: Partial<NewPayout>) => Promise<PaymentAggregate>;
};

/** `seller` and `seller-mxn` sign for themselves; what a payer is sent to is the stand-in. */
export async function createPayingEngine(options: TestEngineOptions = {}): Promise<PayingEngine> {
  await sdkIsLoaded;
  const test = await createTestEngine({
    ...options,
    more: [...options.more ?? [], connectionRow({
      id: 'con_interledger', rail: 'interledger', name: 'Interledger', config: { local: true },
      baseUrl: sandboxUrls.openPayments, expiryOwner: 'unknown', deadlineMs: 20_000,
      ...options.connections?.['con_interledger'],
    })],
  });
  for (const name of ['seller', 'seller-mxn']) await addSeller(test, name);
  const start: PayingEngine['start'] = async (given = {}) =>
    afterwards(test, test.engine().consents.start(keyAsk, { ...somePayout, ...given }), 30_000);
  const link: PayingEngine['link'] = async (given) => accepted(await start(given));
  const browse: PayingEngine['browse'] = (payment, choice) => visitBank(test, payment, choice);
  const comeBack: PayingEngine['comeBack'] = async ({ key = '', ...parameters }, turnMs = 20_000) =>
    afterwards(test, test.engine().consents.returned({
      finishKey: key, parameters, waitMs: 12_000,
    }), turnMs);
  return {
    ...test, start, link, browse, comeBack,
    get database() { return test.database; },
    paid: async (given) => {
      const asked = await link(given);
      accepted(await comeBack(browse(asked, 'accept')));
      await test.turn(10_000);
      return test.payment(asked.payment.id);
    },
  };
}

const somePayout: NewPayout = {
  marketplaceId: MARKETPLACE_ID, sellerReference: 'seller', category: null, offerId: 'offer-1',
  externalId: null, payer: 'Bea', payerAccount: BUYER, amountText: '10', description: 'Logo',
  waitMs: 20_000,
};

async function addSeller(test: TestEngine, name: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  test.sandbox.setKey(name, 'key-1', String(publicKey.export({ format: 'jwk' }).x));
  accepted(await afterwards(test, test.engine().sellers.save(keyAsk, {
    marketplaceId: MARKETPLACE_ID, reference: name, version: null, name, categories: null,
    walletAddress: `${sandboxUrls.openPayments}/${name}`, keyId: 'key-1', enabled: true,
    privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  }), 0));
}

/**
 * Turns the clock in small steps until the answer is there. Calls sign with the platform's own
 * cryptography, which answers beside the event loop and not on the hand-turned clock.
 */
async function afterwards<T>(
  { turn }: Pick<TestEngine, 'turn'>,
  answer: Promise<T>,
  turnMs: number,
): Promise<T> {
  let done = false;
  const told = answer.finally(() => { done = true; });
  for (let ms = 0; ms <= turnMs; ms += STEP_MS) {
    for (let round = 0; round < ROUNDS && !done; round += 1) await turn(0);
    if (done) break;
    await turn(STEP_MS);
  }
  return told;
}

const STEP_MS = 100;
const ROUNDS = 40;

function visitBank(
  { sandbox }: TestEngine,
  { consent }: PaymentAggregate,
  choice: 'accept' | 'reject' | 'leave',
): Brought {
  const link = consent?.link ?? '';
  const { origin, host, pathname } = new URL(link);
  const visit = (method: string, url: string, cookie = '', bodyText = '') =>
    sandbox.handle('openPayments', {
      method, path: url.slice(origin.length), bodyText, headers: { host, cookie },
    }).headers;
  const begun = visit('GET', link);
  const page = begun['location'] ?? '';
  if (!page.startsWith(origin)) return Object.fromEntries(new URL(page).searchParams);
  const cookie = (begun['set-cookie'] ?? '').split(';')[0] ?? '';
  if (choice !== 'leave') visit('POST', page, cookie, `choice=${choice}`);
  const back = visit('GET', `${origin}${pathname}/finish`, cookie);
  return Object.fromEntries(new URL(back['location'] ?? '').searchParams);
}
