import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';

export type VerbName = keyof PaymentPage['verbs'];

/** What a verb asks for on its sheet, beside the reason that every sheet asks for. */
export type VerbField = 'amount' | 'tokens' | 'reference' | 'address' | 'second';

/** What a rail does: it holds money, asks the payer, or pays from a treasury. */
type RailKind = 'escrow' | 'consent' | 'treasury';

type VerbSpec = {
  /** The letter that opens it on the payment page, shown on its button. */
  readonly hotkey: string;
  /** `sheet` is confirmed on a review sheet; `now` moves no money and is done at once. */
  readonly opens: 'sheet' | 'now';
  readonly fields: readonly VerbField[];
  /** Stands among the first buttons even while it may not be used. */
  readonly always: boolean;
  /** The rails that know it. Absent: all. */
  readonly on?: readonly RailKind[];
};

/** Every verb of a payment, in the order of their buttons. */
export const verbSpecs = {
  check: { hotkey: 'C', opens: 'now', fields: [], always: false },
  release: {
    hotkey: 'R', opens: 'sheet', fields: ['amount'], always: true, on: ['escrow', 'treasury'],
  },
  refund: { hotkey: 'F', opens: 'sheet', fields: ['amount'], always: true, on: ['escrow'] },
  askPayer: { hotkey: 'L', opens: 'sheet', fields: [], always: false, on: ['consent'] },
  payBack: {
    hotkey: 'Y', opens: 'sheet', fields: ['amount'], always: false, on: ['consent', 'treasury'],
  },
  accelerate: { hotkey: 'V', opens: 'sheet', fields: [], always: false, on: ['treasury'] },
  takeBack: { hotkey: 'W', opens: 'sheet', fields: [], always: false, on: ['treasury'] },
  stop: { hotkey: 'S', opens: 'now', fields: [], always: false },
  retry: { hotkey: 'T', opens: 'sheet', fields: [], always: false },
  attachEvidence: {
    hotkey: 'E', opens: 'sheet', fields: ['reference', 'second'],
    always: false,
  },
  declareNotDone: {
    hotkey: 'D', opens: 'sheet', fields: ['second'], always: false,
  },
  recordReturn: {
    hotkey: 'B', opens: 'sheet', fields: ['reference', 'second'],
    always: false, on: ['escrow'],
  },
  recordRelease: {
    hotkey: 'P', opens: 'sheet', fields: ['reference', 'second'],
    always: false, on: ['escrow'],
  },
  setRefundAddress: {
    hotkey: 'A', opens: 'sheet', fields: ['address', 'second'],
    always: false, on: ['escrow'],
  },
  migrate: { hotkey: 'M', opens: 'sheet', fields: ['tokens'], always: false, on: ['escrow'] },
  cancel: { hotkey: 'X', opens: 'sheet', fields: [], always: false },
  giveUp: { hotkey: 'U', opens: 'sheet', fields: [], always: false },
} as const satisfies Record<VerbName, VerbSpec>;

export const verbNames: readonly VerbName[] = [
  'check', 'release', 'refund', 'askPayer', 'payBack', 'accelerate', 'takeBack', 'stop', 'retry',
  'attachEvidence', 'declareNotDone', 'recordReturn', 'recordRelease', 'setRefundAddress',
  'migrate', 'cancel', 'giveUp',
];

export function isVerbName(name: string): name is VerbName {
  return Object.hasOwn(verbSpecs, name);
}

export function specOf(name: VerbName): VerbSpec {
  return verbSpecs[name];
}

function railKind(rail: PaymentPage['payment']['rail']): RailKind {
  const { holds, paysFrom } = railAssets[rail];
  if (holds) return 'escrow';
  return paysFrom === 'treasury' ? 'treasury' : 'consent';
}

/** The verbs that the rail of a payment knows at all: what it never holds is never released. */
export function verbsOn(rail: PaymentPage['payment']['rail']): readonly VerbName[] {
  const kind = railKind(rail);
  return verbNames.filter((name) => specOf(name).on?.includes(kind) ?? true);
}

/**
 * The verbs that stand as buttons and those that stand behind "More": a verb that may not be used
 * is never hidden, only moved back, and still says why (STYLE, "React screens"). While an outcome
 * is unclear, *Check* stands first and *Retry* nowhere among the buttons.
 */
export function arrangeVerbs(page: PaymentPage): {
  readonly front: readonly VerbName[]; readonly back: readonly VerbName[];
} {
  // While something is about to leave, *Stop* stands on the undo bar and nowhere else.
  const shown = verbsOn(page.payment.rail)
    .filter((name) => name !== 'stop' || page.undo === null);
  const needed = (name: VerbName): boolean => {
    if (name === 'setRefundAddress') {
      return page.attention.some(({ reason }) => reason === 'refund-address-missing');
    }
    return name !== 'migrate';
  };
  const front = shown.filter((name) =>
    specOf(name).always || (page.verbs[name].allowed && needed(name)));
  return { front, back: shown.filter((name) => !front.includes(name)) };
}
