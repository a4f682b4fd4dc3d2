import { account } from './es/account.ts';
import { acts } from './es/acts.ts';
import { attention } from './es/attention.ts';
import { audit } from './es/audit.ts';
import { backups } from './es/backups.ts';
import { batches } from './es/batches.ts';
import { common } from './es/common.ts';
import { consents } from './es/consents.ts';
import { escrows } from './es/escrows.ts';
import { exchange } from './es/exchange.ts';
import { explain } from './es/explain.ts';
import { filters } from './es/filters.ts';
import { frame } from './es/frame.ts';
import { inbox } from './es/inbox.ts';
import { jobs } from './es/jobs.ts';
import { lists } from './es/lists.ts';
import { overview } from './es/overview.ts';
import { palette } from './es/palette.ts';
import { payees } from './es/payees.ts';
import { payment } from './es/payment.ts';
import { payments } from './es/payments.ts';
import { payoutImport } from './es/payout-import.ts';
import { payoutPolicy } from './es/payout-policy.ts';
import { payouts } from './es/payouts.ts';
import { preferences } from './es/preferences.ts';
import { reconciliation } from './es/reconciliation.ts';
import { rehearsal } from './es/rehearsal.ts';
import { sentences } from './es/sentences.ts';
import { sellers } from './es/sellers.ts';
import { settings } from './es/settings.ts';
import { status } from './es/status.ts';
import { time } from './es/time.ts';
import { verbs } from './es/verbs.ts';
import { wallets } from './es/wallets.ts';
import { webhooks } from './es/webhooks.ts';
import type { en } from './en.ts';
import type { Translated } from './keys.ts';

/** The Spanish texts. The glossary stands in `es/glossary.md`. */
export const es: Translated<typeof en> = {
  account, acts, explain, filters, lists, attention, audit, backups, batches, common, consents,
  escrows, exchange, frame, inbox, jobs, overview, palette, payees, payment, payments, payoutImport,
  payoutPolicy, payouts, preferences, reconciliation, rehearsal, sellers, sentences, settings,
  status, time, verbs, wallets, webhooks,
};
