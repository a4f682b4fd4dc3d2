import type { SavedViewCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';

/**
 * What operators keep of their screens, one text per operator and screen. It moves no money, so it
 * is bookkeeping without an audit entry. Changes run one after another: two windows of one operator
 * never lose each other's view.
 */
export function createSavedViewCommands(
  { store, ids }: Pick<EngineContext, 'store' | 'ids'>,
): SavedViewCommands {
  let last: Promise<unknown> = Promise.resolve();
  return {
    nextId: () => ids.next('viw'),
    read: (key) => store.read.setting(key),
    change: (key, edit) => {
      const run = last.then(async () => {
        const edited = edit(await store.read.setting(key));
        if (!edited.ok) return edited;
        const { text, answer } = edited.value;
        await store.commit({ writes: [{ write: 'setting', key, value: text }], audit: null });
        return { ok: true, value: answer } as const;
      });
      last = run.catch(() => undefined);
      return run;
    },
  };
}
