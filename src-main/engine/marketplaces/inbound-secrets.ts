import type { InboundSecret } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept } from '../domain/result.ts';
import type { SettingsCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit } from '../decide.ts';
import { checkMayConfigure } from '../operators/authority.ts';
import { claimWrites } from '../payments/transact.ts';
import { makeWebhookSecret } from '../webhooks/signature.ts';

export type InboundSecretDeps = Pick<
  EngineContext, 'store' | 'clock' | 'ids' | 'random' | 'secrets'
>;

/** How long the secret before goes on, so that the marketplace can change it without a gap. */
export const OVERLAP_MS = 24 * 3_600_000;
/** Living secrets of one marketplace; a further rotation ends the oldest. */
export const LIVING_MAX = 3;

/** The context under which an inbound secret is sealed: it opens nowhere else. */
export function inboundSecretContext(secretId: string): string {
  return `inbound/${secretId}/secret`;
}

export function isLiving({ endsAt }: InboundSecret, nowMs: number): boolean {
  return endsAt === null || nowMs < endsAt;
}

type Rotate = SettingsCommands['rotateInboundSecret'];

/** What a marketplace signs its messages to us with. The plain secret is in the answer only. */
export function createInboundSecretCommands(
  deps: InboundSecretDeps,
): { readonly rotateInboundSecret: Rotate } {
  const { store, clock, ids, random, secrets } = deps;
  return {
    rotateInboundSecret: async (ask, { marketplaceId, endPrevious }) => {
      const allowed = checkMayConfigure(ask.actor);
      if (!allowed.ok) return allowed;
      const secret = makeWebhookSecret(random);
      const id = ids.next('ibs');
      return decideAndCommit(store, async () => {
        const before = (await store.read.marketplaces())
          .find((marketplace) => marketplace.id === marketplaceId);
        if (before === undefined) return refuse('not_found', { marketplace: marketplaceId });
        const nowMs = clock.nowMs();
        const previous = endPrevious ? [] : goingOn(before.inboundSecrets, nowMs);
        const fresh: InboundSecret = {
          id, secret: secrets.seal(secret, inboundSecretContext(id)), createdAt: nowMs,
          endsAt: null,
        };
        const marketplace = {
          ...before, inboundSecrets: [fresh, ...previous], version: before.version + 1,
        };
        const previousEndsAt = previous[0]?.endsAt ?? null;
        return accept({
          value: { secret, previousEndsAt, marketplace },
          writes: [
            {
              write: 'update', noun: 'marketplaces', row: marketplace,
              expectedVersion: before.version,
            } as const,
            ...claimWrites(ask.idempotency, id, nowMs),
          ],
          audit: {
            at: nowMs, actor: ask.actor, act: 'inbound-secret.rotated', subject: 'marketplace',
            subjectId: marketplaceId, reason: '',
            data: { secret: id, previousEnds: endPrevious ? 'now' : `${previousEndsAt ?? 'none'}` },
          },
        });
      });
    },
  };
}

/** The living ones before, each with its end; an end that was set earlier is not put off. */
function goingOn(secrets: readonly InboundSecret[], nowMs: number): readonly InboundSecret[] {
  return secrets.filter((secret) => isLiving(secret, nowMs)).slice(0, LIVING_MAX - 1)
    .map((secret) => ({ ...secret, endsAt: secret.endsAt ?? nowMs + OVERLAP_MS }));
}
