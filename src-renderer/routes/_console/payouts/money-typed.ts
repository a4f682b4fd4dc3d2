import { parseAmount, parseAssetRef } from '../../../../src-main/contract/domain.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';

/** An amount as a person types it, in major units; null where it is none of this asset. */
export function moneyTyped(text: string, assetName: string): MoneyWire | null {
  const asset = parseAssetRef(assetName);
  if (asset === null) return null;
  const parsed = parseAmount(text.replace(/[\s\u202f]/g, ''), asset);
  return parsed.ok ? { minor: parsed.money.minor.toString(), asset: assetName } : null;
}
