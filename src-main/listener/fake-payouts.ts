/** The half of the engine of a few maps that asks payers for their consent, and keeps sellers. */
import { DEFAULT_PAYOUTS } from '../contract/domain.ts';
import type { Lists, PaymentRow } from '../engine/lists.ts';
import type { ListenerEngine } from './deps.ts';
import type { PaymentAggregate, Seller } from './engine-types.ts';
import { addPayout, begin, keepClaim, START_MS, usd, type World } from './fake-world.ts';

/** The hash that the fake takes for the right one. */
export const RIGHT_HASH = 'right';
export const OUTGOING = 'https://wallet.example/outgoing/1';

export function consentCommands(world: World): ListenerEngine['consents'] {
  return {
    start: async (ask, input) => {
      const refusal = await begin(world, 'start', input);
      if (refusal !== null) return { ok: false, refusal };
      const value = addPayout(world, `pay_${world.payments.size + 1}`, {
        payment: {
          marketplaceId: input.marketplaceId, offerId: input.offerId,
          payerAccount: input.payerAccount, amount: usd(BigInt(input.amountText) * 100n),
        },
        ...(world.settles ? {} : {
          consent: { state: 'preparing', link: null, quoteReference: null },
        }),
      });
      keepClaim(world, ask.idempotency, value.payment.id);
      return world.settles ? { ok: true, value } : { ok: false, refusal: {
        code: 'provider_unavailable', message: 'Not yet.',
        details: { pendingId: value.payment.id },
      } };
    },
    returned: async (input) => {
      const refusal = await begin(world, 'returned', input);
      if (refusal !== null) return { ok: false, refusal };
      const found = world.payments.get(world.finishKeys.get(input.finishKey) ?? '');
      if (found === undefined) {
        return { ok: false, refusal: { code: 'not_found', message: 'None.', details: {} } };
      }
      if (found.consent?.state !== 'asked') return { ok: true, value: found };
      if (input.parameters['result'] !== undefined) return { ok: true, value: refused(found) };
      if (input.parameters['hash'] !== RIGHT_HASH) {
        return { ok: false, refusal: { code: 'invalid_request', message: 'No.', details: {} } };
      }
      const value = world.settles ? sent(found) : agreed(found);
      world.payments.set(value.payment.id, value);
      return { ok: true, value };
    },
  };
}

function refused(aggregate: PaymentAggregate): PaymentAggregate {
  const { payment, consent } = aggregate;
  return {
    ...aggregate, payment: { ...payment, status: 'cancelled' },
    consent: consent && { ...consent, state: 'ended', endedAs: 'declined' },
  };
}

function agreed(aggregate: PaymentAggregate): PaymentAggregate {
  const { consent } = aggregate;
  return { ...aggregate, consent: consent && { ...consent, state: 'returned' } };
}

function sent(aggregate: PaymentAggregate): PaymentAggregate {
  const { payment, consent, operations } = aggregate;
  return {
    ...aggregate, payment: { ...payment, status: 'releasing' },
    consent: consent && { ...consent, state: 'granted' },
    operations: operations.map((one) => ({ ...one, state: 'submitted', reference: OUTGOING })),
  };
}

export function sellerCommands(world: World): ListenerEngine['sellers'] {
  return {
    save: async (ask, input) => {
      const refusal = await begin(world, 'seller', input);
      if (refusal !== null) return { ok: false, refusal };
      const seller = sellerOf(input.reference, {
        marketplaceId: input.marketplaceId, walletAddress: input.walletAddress,
        keyId: input.keyId,
      });
      world.sellers.set(input.reference, seller);
      keepClaim(world, ask.idempotency, seller.id);
      return { ok: true, value: seller };
    },
    account: async (walletAddress) => {
      const refusal = await begin(world, 'account', walletAddress);
      return refusal === null ? { ok: true, value: world.account } : { ok: false, refusal };
    },
  };
}

export function sellerOf(reference: string, changes: Partial<Seller>): Seller {
  return {
    id: `slr_${reference}`, marketplaceId: 'mkt_a', reference, name: reference, categories: [],
    walletAddress: 'https://wallet.example/seller', asset: usd(0n).asset, keyId: 'kid',
    privateKey: { keyId: '', box: 'sealed' }, enabled: true, createdAt: START_MS,
    updatedAt: START_MS, version: 1, ...changes,
  };
}

/** Newest first; the cursor is the place of the next one. */
export function payoutPage(
  world: World, { filter, cursor, limit }: Parameters<Lists['payments']>[0],
): { readonly items: readonly PaymentRow[]; readonly next: string | null } {
  const { marketplaceId, rails, statuses } = filter;
  const items = [...world.payments.values()].toReversed().map(({ payment }) => payment)
    .filter((payment) => payment.marketplaceId === marketplaceId
      && rails.includes(payment.rail)
      && (statuses.length === 0 || statuses.includes(payment.status)))
    .map((payment): PaymentRow => ({ payment, next: null, attention: false }));
  const from = Number.parseInt(cursor ?? '0', 10);
  const end = from + limit;
  return { items: items.slice(from, end), next: end < items.length ? String(end) : null };
}

type Marketplace = Awaited<ReturnType<ListenerEngine['read']['marketplaces']>>[number];

export function marketplaceOf(id: string): Marketplace {
  return {
    id, name: id, refundAddresses: {}, webhooks: [], inboundSecrets: [], createdAt: START_MS,
    version: 1,
    policy: {
      bitcoinPhase: 1, releaseOnCompletion: { aitbc: true, bitcoin: false }, onExpiry: 'refund',
      escrowTimeoutMs: 3_600_000, payouts: DEFAULT_PAYOUTS, expiryWarningMs: 900_000,
    },
  };
}
