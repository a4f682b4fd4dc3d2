import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { mayDo, roleFor } from '../domain/authority.ts';
import { refuse } from '../domain/refusals.ts';
import { accept } from '../domain/result.ts';
import type { Admit } from '../../contract/handlers.ts';
import type { OperatorCommands } from '../operator-api.ts';
import type { Sessions } from '../operators/session-api.ts';

const nothingTaken = { giveBack: () => undefined };

/**
 * Lets a call in: its line says which right it needs, and whether whoever has an authenticator app
 * confirms it with a code. A code confirms one call with one input and nothing else: the refusal
 * names the digest of both, and the same call is let in once that digest was proven.
 */
export function createAdmission(
  sessions: Pick<Sessions, 'requireOperator' | 'takeProof'>,
  { appRequired }: Pick<OperatorCommands, 'appRequired'>,
): Admit {
  return async ({ name, line: { needs, confirmed }, input, caller }) => {
    if (needs === 'anyone') return accept(nothingTaken);
    const operator = await sessions.requireOperator(caller);
    if (!operator.ok) return operator;
    const { role, code } = operator.value;
    if (!mayDo(role, needs)) {
      return refuse('forbidden', { role, needs: roleFor(needs) },
        'Your role may not do that; nothing was done.');
    }
    if (!confirmed) return accept(nothingTaken);
    if (code === null) {
      // Whoever sets the app up needs no more than to see.
      const isDemanded = needs !== 'see' && await appRequired();
      return isDemanded ? refuse('code_setup_needed') : accept(nothingTaken);
    }
    const digest = digestOf(name, input);
    const giveBack = sessions.takeProof(caller, digest);
    return giveBack === null ? refuse('code_needed', { digest }) : accept({ giveBack });
  };
}

function digestOf(name: string, input: unknown): string {
  return createHash('sha256').update(`${name}\n${canonicalize(input) ?? ''}`).digest('hex');
}
