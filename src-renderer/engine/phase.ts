import { redirect } from '@tanstack/react-router';
import { z } from 'zod';
import type { SessionView } from '../../src-main/contract/session.ts';
import { ensureSession } from './session.ts';

type Phase = SessionView['phase'];

/** Where each phase of the session is at home; null: the console itself. */
export const placeOf = {
  'first-run': '/first-run', 'signed-out': '/sign-in', locked: '/lock',
  'change-password': '/change-password', 'signed-in': null,
} as const satisfies Record<Phase, string | null>;

/** Where to go back to after signing in or unlocking: an address of our own, nothing else. */
export const comeBack = z.object({
  to: z.string().regex(/^\/(?![/\\])/).max(500).optional().catch(undefined),
});

/** Lets the console's screens be entered by a signed-in operator only. */
export async function demandSignedIn(from: string): Promise<void> {
  const place = placeOf[(await ensureSession()).phase];
  if (place !== null) throw redirect({ to: place, search: { to: from } });
}

/** Lets an entry screen be seen in its own phase only; otherwise leads to where the phase is. */
export async function demandPhase(phase: Phase, to: string | undefined): Promise<void> {
  const session = await ensureSession();
  if (session.phase === phase) return;
  const place = placeOf[session.phase];
  if (place === null) throw redirect({ href: to ?? '/overview' });
  throw redirect({ to: place, search: to === undefined ? {} : { to } });
}
