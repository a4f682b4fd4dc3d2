const PLACE_KEY = 'paydesk.place';

/** Remembers, for this tab, where the operator was when the door forgot the window. */
export function keepPlace(): void {
  if (location.pathname === '/' || location.pathname === '/sign-in') return;
  sessionStorage.setItem(PLACE_KEY, location.pathname + location.search);
}

/** The place that was kept, once; null where there is none. An address of our own, always. */
export function takePlace(): string | null {
  const place = sessionStorage.getItem(PLACE_KEY);
  sessionStorage.removeItem(PLACE_KEY);
  return place !== null && /^\/(?![/\\])/.test(place) ? place : null;
}
