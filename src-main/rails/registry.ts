import type { RailName } from '../engine/domain/rails.ts';
import { aitbcRail } from './aitbc/rail.ts';
import { bitcoinRail } from './bitcoin/rail.ts';
import { interledgerRail } from './interledger/rail.ts';
import type { Rail } from './rail.ts';
import { usdcRail } from './usdc/rail.ts';

/** The one list of rails: a new rail is one folder and one line here. */
export const rails: Readonly<Record<RailName, Rail>> = {
  bitcoin: bitcoinRail,
  aitbc: aitbcRail,
  interledger: interledgerRail,
  usdc: usdcRail,
};
