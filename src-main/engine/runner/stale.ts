import type { Work } from '../domain/work.ts';
import type { EngineContext } from '../context.ts';

/** Takes out work that has nothing to do any more: what it was for has moved on without it. */
export async function dropWork(
  { store }: Pick<EngineContext, 'store'>,
  { id }: Pick<Work, 'id'>,
): Promise<void> {
  await store.commit({ writes: [{ write: 'work-done', id }], audit: null });
}
