import { customType } from 'drizzle-orm/sqlite-core';
import { assetRef, parseAssetRef, type Asset } from '../engine/domain/money.ts';
import { DamagedRowError } from '../engine/ports.ts';

/**
 * The column types of the store. The driver hands every whole number over as a bigint
 * (`defaultSafeIntegers`), so that nothing above 2^53 is ever rounded; a column that meets a
 * JavaScript number was read past that setting and throws.
 */

/** An amount in minor units, 64 bits, exact (R1). */
export const minorUnits = customType<{ data: bigint; driverData: bigint }>({
  dataType: () => 'integer',
  fromDriver: (value) => wholeNumber(value),
});

/** A UTC instant in milliseconds. */
export const instant = customType<{ data: number; driverData: bigint }>({
  dataType: () => 'integer',
  fromDriver: (value) => safeNumber(value),
});

/** A count, an ordinal, a version: a whole number far below 2^53. */
export const smallInt = customType<{ data: number; driverData: bigint }>({
  dataType: () => 'integer',
  fromDriver: (value) => safeNumber(value),
});

/** Yes or no, stored as 1 or 0. */
export const yesNo = customType<{ data: boolean; driverData: bigint }>({
  dataType: () => 'integer',
  fromDriver: (value) => wholeNumber(value) === 1n,
});

/** An asset as `BTC/8`: amounts in the same table are in minor units of it. */
export const assetText = customType<{ data: Asset; driverData: string }>({
  dataType: () => 'text',
  fromDriver: assetOf,
});

/** Plain data as JSON text; the schema names its shape, since only the store writes it. */
export function json<T>() {
  return customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    fromDriver: (value) => JSON.parse(value) as T,
  })();
}

/** Assets are few and rows are many: each text is parsed once. */
const assets = new Map<string, Asset>();

/** The asset that a text of the store names. */
export function assetOf(text: string): Asset {
  const known = assets.get(text);
  if (known !== undefined) return known;
  const asset = parseAssetRef(text);
  if (asset === null) throw new DamagedRowError('assets', text, 'is no asset');
  assets.set(text, asset);
  return asset;
}

const assetTexts = new WeakMap<Asset, string>();

/** The stored form of an asset. */
export function assetCell(asset: Asset): string {
  const known = assetTexts.get(asset);
  if (known !== undefined) return known;
  const text = assetRef(asset);
  assetTexts.set(asset, text);
  return text;
}

function wholeNumber(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  throw new TypeError('The store read a whole number without safe integers.');
}

function safeNumber(value: unknown): number {
  const number = Number(wholeNumber(value));
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`The store read ${number}, which is beyond exact whole numbers.`);
}
