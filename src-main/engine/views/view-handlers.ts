import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { savedView, VIEWS_MAX, type SavedView } from '../../contract/views.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';

type ViewHandlers = Pick<Handlers, Extract<keyof Handlers, `views.${string}`>>;

/** Views of one operator on one screen lie in the store as one row: they are read together. */
export function viewHandlers(deps: ViewDeps): ViewHandlers {
  const { views } = deps.engine;
  const keyOf = (operatorId: string, screen: string): string => `views:${operatorId}:${screen}`;
  const listOf = async (key: string): Promise<readonly SavedView[]> =>
    viewsIn(await views.read(key));
  const change = <T>(
    key: string, edit: (now: readonly SavedView[]) => Result<{
      readonly after: readonly SavedView[]; readonly answer: T;
    }>,
  ): Promise<Result<T>> => views.change(key, (text) => {
    const edited = edit(viewsIn(text));
    return edited.ok
      ? accept({ text: JSON.stringify(edited.value.after), answer: edited.value.answer }) : edited;
  });
  return {
    'views.list': reads(deps, async ({ screen }: { screen: string }, { operator }) =>
      accept({ items: [...await listOf(keyOf(operator.id, screen))] })),
    'views.save': acts(deps, (
      { screen, id, name, search }: {
        screen: string; id: string | null; name: string; search: string;
      },
      { operator },
    ) => change(keyOf(operator.id, screen), (now) => {
      if (now.some((view) => view.id !== id && view.name === name)) {
        return refuse('name_taken', { name });
      }
      const view: SavedView = { id: id ?? views.nextId(), name, search };
      if (id !== null && now.every((known) => known.id !== id)) return refuse('not_found', { id });
      if (id === null && now.length >= VIEWS_MAX) {
        return refuse('invalid_request', { views: `There are ${VIEWS_MAX} already.` });
      }
      const after = id === null ? [...now, view]
        : now.map((known) => (known.id === id ? view : known));
      return accept({ after, answer: view });
    })),
    'views.remove': acts(deps, (
      { screen, id }: { screen: string; id: string }, { operator },
    ) => change(keyOf(operator.id, screen), (now) =>
      accept({ after: now.filter((view) => view.id !== id), answer: { id } }))),
    'views.move': acts(deps, (
      { screen, id, place }: { screen: string; id: string; place: number }, { operator },
    ) => change(keyOf(operator.id, screen), (now) => {
      const moved = now.find((view) => view.id === id);
      if (moved === undefined) return refuse('not_found', { id });
      const others = now.filter((view) => view !== moved);
      return accept({ after: others.toSpliced(place, 0, moved), answer: { id } });
    })),
  };
}

function viewsIn(text: string | null): readonly SavedView[] {
  return text === null ? [] : savedView.array().parse(JSON.parse(text));
}
