/** A place that was looked at: its address and what its heading said. */
export type Place = { readonly path: string; readonly href: string; readonly title: string };

const RECENT_MAX = 12;

/** Kept in memory alone: whoever sits here next must not read whom was looked at. */
let places: readonly Place[] = [];

/** Notes the present address under its heading; the same path again moves to the front. */
export function noteVisit(title: string): void {
  const { pathname: path, search } = location;
  places = [{ path, href: path + search, title }, ...places.filter((each) => each.path !== path)]
    .slice(0, RECENT_MAX);
}

/** The places before the present one, the last one first. */
export function recentPlaces(): readonly Place[] {
  return places.filter(({ path }) => path !== location.pathname);
}

/** For a session that ends: the next operator starts with none. */
export function forgetPlaces(): void {
  places = [];
}
