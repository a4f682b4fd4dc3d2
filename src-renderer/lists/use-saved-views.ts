import { useEffect, useState } from 'react';
import type { CallInput } from '../../src-main/contract/contract.ts';
import type { SavedView } from '../../src-main/contract/views.ts';
import { call } from '../engine/call.ts';
import { toastRefusal } from '../ui/toast.ts';

export type ViewScreen = CallInput<'views.list'>['screen'];

/** What stands in an address as the one text by which views are compared. */
export function viewText(search: Readonly<Record<string, unknown>>): string {
  const on = Object.entries(search).filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(on));
}

/** The search of a view's text, for its screen's own schema; nothing where it is bad. */
export function viewSearch(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The views of the signed-in operator on one screen, and what can be done to them. */
export function useSavedViews(screen: ViewScreen) {
  const [views, setViews] = useState<readonly SavedView[]>([]);

  async function read(): Promise<void> {
    setViews((await call('views.list', { screen })).items);
  }
  useEffect(() => {
    let shown = true;
    call('views.list', { screen }).then(
      ({ items }) => { if (shown) setViews(items); },
      // A list is whole without its views: what is wrong is said by the list itself.
      () => undefined,
    );
    return () => { shown = false; };
  }, [screen]);

  /** Runs a change and reads the views again; a refusal is told once, here. */
  async function change(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      await read();
      return true;
    } catch (problem) {
      toastRefusal(problem);
      return false;
    }
  }
  return {
    views,
    save: (view: Omit<SavedView, 'id'> & { readonly id: string | null }) =>
      change(() => call('views.save', { screen, ...view })),
    remove: (id: string) => change(() => call('views.remove', { screen, id })),
    move: (id: string, place: number) => change(() => call('views.move', { screen, id, place })),
  };
}
