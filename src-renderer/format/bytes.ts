import { locale } from '../words/t.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size as it is read: `812 B`, `12.4 MiB`. */
export function bytesText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1_024 && unit < UNITS.length - 1) {
    size /= 1_024;
    unit += 1;
  }
  const digits = new Intl.NumberFormat(locale(), {
    maximumFractionDigits: unit === 0 || size >= 100 ? 0 : 1,
  }).format(size);
  return `${digits} ${UNITS[unit]}`;
}
