import type { Actor } from '../domain/actor.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';

/**
 * Who may change settings, keys and operators: an operator, or the engine itself when a door seeds
 * the sandbox. An API key is a maker only (R9), and a provider is nobody here.
 */
export function checkMayConfigure(actor: Actor): Result<null> {
  return actor.kind === 'operator' || actor.kind === 'engine'
    ? accept(null)
    : refuse('forbidden', { actor: actor.kind });
}
