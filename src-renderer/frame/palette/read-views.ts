import { call } from '../../engine/call.ts';
import { viewSearch, type ViewScreen } from '../../lists/use-saved-views.ts';

export type ViewEntry = {
  readonly id: string; readonly name: string; readonly screen: ViewScreen; readonly href: string;
};

const screens: readonly ViewScreen[] = ['payments', 'jobs', 'escrows', 'payees'];

/** Every saved view of the operator; a screen whose views cannot be read now has none here. */
export async function readViews(
  stringify: (search: Record<string, unknown>) => string,
): Promise<readonly ViewEntry[]> {
  const perScreen = await Promise.all(screens.map(async (screen) => {
    const { items } = await call('views.list', { screen }).catch(() => ({ items: [] }));
    return items.map(({ id, name, search }) => ({
      id, name, screen, href: `/${screen}${stringify(searchOf(search))}`,
    }));
  }));
  return perScreen.flat();
}

/** What is kept of a view, as the search of an address; nothing where it is no object. */
function searchOf(text: string): Record<string, unknown> {
  const search = viewSearch(text);
  return typeof search === 'object' && search !== null ? { ...search } : {};
}
