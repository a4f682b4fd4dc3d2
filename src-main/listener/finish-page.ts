import { createHash } from 'node:crypto';
import type { PaymentAggregate } from './engine-types.ts';
import { payoutOf } from './payout-views.ts';
import { interledgerWord } from './vocabulary.ts';

/** What a payer who comes back from the own wallet is told. */
export type Telling =
  | 'paid' | 'sending' | 'checking' | 'asked-again' | 'refused' | 'expired' | 'failed'
  | 'forged' | 'unknown' | 'unavailable';

/** Every telling: its heading, its sentence, and the colour of its mark. */
const tellings = {
  paid: { title: 'Paid', tone: 'good', text: 'The payment arrived. You can close this page.' },
  sending: {
    title: 'On its way', tone: 'good',
    text: 'You agreed to the payment and it is on its way. You can close this page.',
  },
  checking: {
    title: 'Being checked', tone: 'plain',
    text: 'It is being checked whether the payment arrived. Please do not pay again; the '
      + 'marketplace tells you how it ended.',
  },
  'asked-again': {
    title: 'Once more, please', tone: 'plain',
    text: 'Your agreement was lost on the way and nothing was paid. The marketplace gives you a '
      + 'new payment link.',
  },
  refused: {
    title: 'Not paid', tone: 'plain',
    text: 'Your wallet says that you did not agree. Nothing was paid. You can close this page.',
  },
  expired: {
    title: 'Link expired', tone: 'plain',
    text: 'This payment link does not work any more. Ask the marketplace for a new one.',
  },
  failed: {
    title: 'Not paid', tone: 'bad',
    text: 'The payment did not go through. The marketplace tells you what to do next.',
  },
  forged: {
    title: 'Not accepted', tone: 'bad',
    text: 'This address does not prove that it comes from your wallet. Nothing was changed.',
  },
  unknown: {
    title: 'Not ours', tone: 'bad',
    text: 'No payment belongs to this address. Nothing was changed.',
  },
  unavailable: {
    title: 'One moment', tone: 'plain',
    text: 'This cannot be answered right now. Nothing is lost: open this address again in a '
      + 'while.',
  },
} as const satisfies Record<
  Telling, { title: string; tone: 'good' | 'plain' | 'bad'; text: string }
>;

/** Who gets what, in words; shown only to somebody who came back with a proof. */
export type Paid = { readonly amount: string; readonly payee: string };

/** How the payment stands, for its payer. What is not proven is called neither paid nor failed. */
export function tellingOf(aggregate: PaymentAggregate): Telling {
  const { payment, consent } = aggregate;
  switch (interledgerWord(payment)) {
    case 'paid': return 'paid';
    case 'failed':
      if (consent?.endedAs === 'declined') return 'refused';
      return consent?.endedAs === 'lapsed' ? 'expired' : 'failed';
    case 'pending': break;
  }
  if (payment.status === 'unclear' || payment.status === 'stalled') return 'checking';
  switch (consent?.state) {
    case 'declined': return 'refused';
    case 'preparing': case 'asked': return 'asked-again';
    case 'returned': case 'granted': return 'sending';
    case 'ended': case undefined:
      return payoutOf(aggregate)?.state === 'submitted' ? 'sending' : 'checking';
  }
}

/** Whether the payment's payer once came back with the proof of its wallet. */
export function isProven({ consent }: PaymentAggregate): boolean {
  return consent?.state === 'returned' || consent?.state === 'granted'
    || consent?.endedAs === 'used';
}

const STYLE = `
:root{color-scheme:light dark;--back:#f6f7f9;--sheet:#fff;--ink:#1a1d21;--soft:#5b626b;\
--line:#dfe3e8;--good:#1b7f4b;--bad:#b3362b;--plain:#66707c}
@media(prefers-color-scheme:dark){:root{--back:#15181c;--sheet:#1d2126;--ink:#e8eaed;\
--soft:#a3abb5;--line:#31373f;--good:#4fbf85;--bad:#ef7b70;--plain:#98a2ad}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;\
background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{width:100%;max-width:440px;padding:32px;background:var(--sheet);\
border:1px solid var(--line);border-radius:8px;border-top:4px solid var(--tone)}
.good{--tone:var(--good)}.bad{--tone:var(--bad)}.plain{--tone:var(--plain)}
h1{margin:0 0 8px;font-size:22px;line-height:1.3;font-weight:600}
p{margin:0;color:var(--soft)}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:20px 0 0;padding:16px 0 0;\
border-top:1px solid var(--line)}
dt{color:var(--soft)}
dd{margin:0;text-align:right;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
`;

/** Nothing runs, nothing is loaded, nothing leaves: only this very style is let in. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'loopback-network=(), local-network=()',
};

/** The page: our own words, and of the payment only what is proven to its payer. */
export function finishPage(telling: Telling, paid: Paid | null): string {
  const { title, tone, text } = tellings[telling];
  const facts = paid === null ? '' : '<dl>'
    + `<dt>Amount</dt><dd>${escaped(paid.amount)}</dd>`
    + `<dt>To</dt><dd>${escaped(paid.payee)}</dd></dl>`;
  return '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    + '<meta name="viewport" content="width=device-width,initial-scale=1">'
    + `<meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>`
    + `<body><main class="${tone}"><h1>${title}</h1><p>${text}</p>${facts}</main></body></html>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;',
};

/** Text as text (R16). */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
}
