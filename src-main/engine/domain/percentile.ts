/** One class of a counted distribution: how many took at most `withinSeconds`; null: longer. */
export type DurationClass = { readonly withinSeconds: number | null; readonly count: number };

/**
 * The bound that `percent` of all stayed within, or null of nothing counted. `seconds: null` means
 * longer than the last bound. A class answers with its upper bound, so the truth is never longer.
 */
export function percentileBound(
  classes: readonly DurationClass[],
  percent: number,
): { readonly seconds: number | null } | null {
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const wanted = Math.ceil((total * percent) / 100);
  const ordered = classes.toSorted((a, b) =>
    (a.withinSeconds ?? Infinity) - (b.withinSeconds ?? Infinity));
  let counted = 0;
  for (const { withinSeconds, count } of ordered) {
    counted += count;
    if (counted >= wanted) return { seconds: withinSeconds };
  }
  return null;
}
