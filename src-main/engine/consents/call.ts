import type { Consent } from '../domain/consent.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import type { Connection, Seller } from '../domain/records.ts';
import { replaceOperation } from '../domain/plan.ts';
import { invariant } from '../domain/result.ts';
import type { EngineContext } from '../context.ts';
import { askingCall } from '../operations/provider-call.ts';
import type {
  ConsentRequest, RailCall, RailConsent, RailOutcome, RailReading, RailSeller,
} from '../../rails/rail.ts';
import { openBox, sealBox, type ConsentBox } from './box.ts';

/** What a rail may keep of an operation; a longer text is cut, and the rail has to bear that. */
const MEMORY_MAX = 4_000;

/** Everything that a question about a consent needs. */
export type ConsentCall = {
  readonly rail: RailConsent;
  readonly call: RailCall;
  readonly request: ConsentRequest;
  readonly box: ConsentBox;
  readonly connection: Connection;
};

/** The context under which a seller's private key is sealed: it opens nowhere else. */
export function sellerKeyContext(sellerId: string): string {
  return `seller/${sellerId}/privateKey`;
}

/** A seller with its key opened, for the length of one call. */
export function openSeller(
  { secrets }: Pick<EngineContext, 'secrets'>,
  { id, walletAddress, keyId, privateKey }: Seller,
): RailSeller {
  return { walletAddress, keyId, privateKey: secrets.open(privateKey, sellerKeyContext(id)) };
}

/** The seller that signs for a payment; null on rails without. */
export async function sellerOf(
  context: Pick<EngineContext, 'directory' | 'secrets'>,
  { sellerId }: Pick<PaymentAggregate['payment'], 'sellerId'>,
): Promise<RailSeller | null> {
  if (sellerId === null) return null;
  const seller = await context.directory.seller(sellerId);
  invariant(seller !== null, `The seller ${sellerId} of a payment is unknown.`);
  return openSeller(context, seller);
}

/** The rail's own state of a payment's consent; null where there is none yet. */
export function railConsent(
  { secrets }: Pick<EngineContext, 'secrets'>,
  { consent }: Pick<PaymentAggregate, 'consent'>,
): string | null {
  return consent === null ? null : openBox(secrets, consent).rail;
}

/** What a call changed of the consent it was made under (a rotated token, a fresh quote). */
export function keepRailState(
  { secrets }: Pick<EngineContext, 'secrets'>,
  aggregate: PaymentAggregate,
  { operationId, answer }: {
    readonly operationId: string; readonly answer: RailOutcome | RailReading;
  },
): PaymentAggregate {
  const kept = answer.memory === undefined ? aggregate
    : remember(aggregate, operationId, answer.memory);
  const { consent } = kept;
  if (consent === null || answer.consent === undefined) return kept;
  const box = sealBox(secrets, consent.id, { ...openBox(secrets, consent), rail: answer.consent });
  return { ...kept, consent: { ...consent, box } };
}

function remember(
  aggregate: PaymentAggregate,
  operationId: string,
  memory: string,
): PaymentAggregate {
  const operation = aggregate.operations.find(({ id }) => id === operationId);
  if (operation === undefined || operation.memory === memory) return aggregate;
  return replaceOperation(aggregate, { ...operation, memory: memory.slice(0, MEMORY_MAX) });
}

/** Opens what a question about `consent` needs. */
export async function consentCall(
  context: EngineContext,
  { payment, operations }: PaymentAggregate,
  consent: Consent,
): Promise<ConsentCall> {
  const { directory, rails, options, secrets } = context;
  const connection = await directory.connection(payment.connectionId ?? '');
  const operation = operations.find(({ id }) => id === consent.operationId);
  const rail = rails[payment.rail].consent;
  invariant(
    connection !== null && operation !== undefined && rail !== null
    && payment.payerAccount !== null && operation.account !== null,
    `The consent ${consent.id} belongs to nothing that can be asked for.`,
  );
  const box = openBox(secrets, consent);
  const call = askingCall(context, connection, { seller: await sellerOf(context, payment) });
  return {
    rail, call, box, connection,
    request: {
      key: operation.key, paymentId: payment.id, payerAccount: payment.payerAccount,
      payeeAccount: operation.account, amount: operation.amount,
      description: operation.reason.slice(0, DESCRIPTION_MAX),
      finishUrl: options.finishUrl(payment.id, box.finishKey) ?? '', nonce: box.nonce,
      previous: box.rail, isRepeated: consent.tries > 0,
    },
  };
}

const DESCRIPTION_MAX = 200;
