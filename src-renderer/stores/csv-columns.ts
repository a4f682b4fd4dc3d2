import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** Which header stood for which field in a file with these headers. */
type Chosen = Readonly<Record<string, string>>;

const FILES_MAX = 50;

/** How columns were mapped last, by the headers of the file, kept between visits. */
const useCsvColumns = create<{ readonly byHeaders: Readonly<Record<string, Chosen>> }>()(
  persist(() => ({ byHeaders: {} }), { name: 'paydesk.csv-columns', version: 1 }),
);

/** The mapping of a file with just these headers, in whatever order; null where there is none. */
export function rememberedColumns(headers: readonly string[]): Chosen | null {
  return useCsvColumns.getState().byHeaders[nameOf(headers)] ?? null;
}

export function rememberColumns(headers: readonly string[], chosen: Chosen): void {
  useCsvColumns.setState(({ byHeaders }) => {
    const { [nameOf(headers)]: _before, ...others } = byHeaders;
    const kept = Object.entries(others).slice(-(FILES_MAX - 1));
    return { byHeaders: { ...Object.fromEntries(kept), [nameOf(headers)]: chosen } };
  });
}

function nameOf(headers: readonly string[]): string {
  return JSON.stringify(headers.toSorted());
}
