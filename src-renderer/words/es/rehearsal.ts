import type { Translated } from '../keys.ts';
import type { rehearsal as english } from '../en/rehearsal.ts';

export const rehearsal: Translated<typeof english> = {};
