import { account } from './en/account.ts';
import { acts } from './en/acts.ts';
import { attention } from './en/attention.ts';
import { audit } from './en/audit.ts';
import { backups } from './en/backups.ts';
import { batches } from './en/batches.ts';
import { common } from './en/common.ts';
import { consents } from './en/consents.ts';
import { escrows } from './en/escrows.ts';
import { exchange } from './en/exchange.ts';
import { explain } from './en/explain.ts';
import { filters } from './en/filters.ts';
import { frame } from './en/frame.ts';
import { inbox } from './en/inbox.ts';
import { jobs } from './en/jobs.ts';
import { lists } from './en/lists.ts';
import { overview } from './en/overview.ts';
import { palette } from './en/palette.ts';
import { payees } from './en/payees.ts';
import { payment } from './en/payment.ts';
import { payments } from './en/payments.ts';
import { payoutImport } from './en/payout-import.ts';
import { payoutPolicy } from './en/payout-policy.ts';
import { payouts } from './en/payouts.ts';
import { preferences } from './en/preferences.ts';
import { reconciliation } from './en/reconciliation.ts';
import { rehearsal } from './en/rehearsal.ts';
import { sentences } from '../../src-main/contract/sentences.ts';
import { sellers } from './en/sellers.ts';
import { settings } from './en/settings.ts';
import { status } from './en/status.ts';
import { time } from './en/time.ts';
import { verbs } from './en/verbs.ts';
import { wallets } from './en/wallets.ts';
import { webhooks } from './en/webhooks.ts';

/** The English texts, one file per screen. */
export const en = {
  account, acts, explain, filters, lists, attention, audit, backups, batches, common, consents,
  escrows, exchange, frame, inbox, jobs, overview, palette, payees, payment, payments, payoutImport,
  payoutPolicy, payouts, preferences, reconciliation, rehearsal, sellers, sentences, settings,
  status, time, verbs, wallets, webhooks,
} as const;
