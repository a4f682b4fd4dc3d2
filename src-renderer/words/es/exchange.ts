import type { Translated } from '../keys.ts';
import type { exchange as english } from '../en/exchange.ts';

export const exchange: Translated<typeof english> = {};
