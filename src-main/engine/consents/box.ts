import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Consent } from '../domain/consent.ts';
import type { Sealed } from '../domain/records.ts';
import type { Random, Secrets } from '../ports.ts';

/** 128 bits, which nobody guesses; the address is the only thing that proves where it came from. */
const SECRET_BYTES = 16;

const shape = z.strictObject({
  finishKey: z.string(), nonce: z.string(), rail: z.string().nullable(),
});

/**
 * What a consent keeps to itself: `finishKey` is the unguessable part of its finish address,
 * `nonce` goes into the hash with which the payer comes back, `rail` is the rail's own state.
 */
export type ConsentBox = z.infer<typeof shape>;

/** Fresh secrets of a consent; `rail` goes on from the consent that this one follows. */
export function newBox(random: Random, rail: string | null): ConsentBox {
  return { finishKey: secret(random), nonce: secret(random), rail };
}

export function sealBox(secrets: Secrets, consentId: string, box: ConsentBox): Sealed {
  return secrets.seal(JSON.stringify(box), contextOf(consentId));
}

/** Throws where the box was made for another consent or by another key. */
export function openBox(secrets: Secrets, { id, box }: Pick<Consent, 'id' | 'box'>): ConsentBox {
  return shape.parse(JSON.parse(secrets.open(box, contextOf(id))));
}

/** By which a finish address is found again without being kept. */
export function finishHashOf(finishKey: string): string {
  return hash('sha256', finishKey, 'hex');
}

function secret(random: Random): string {
  return Buffer.from(random.bytes(SECRET_BYTES)).toString('hex');
}

function contextOf(consentId: string): string {
  return `consent/${consentId}`;
}
