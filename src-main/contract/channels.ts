/**
 * The names of the contract without its schemas, so that the sandboxed preload stays under a
 * kilobyte. The type annotations make a missing or surplus name a compile error.
 */
import type { CallName, EventName } from './contract.ts';

const calls: Readonly<Record<CallName, true>> = {
  'session.get': true, 'session.createFirst': true, 'session.signIn': true,
  'session.signOut': true, 'session.touch': true, 'session.lock': true, 'session.unlock': true,
  'session.speak': true, 'session.changePassword': true, 'session.prove': true,
  'session.beginCode': true, 'session.confirmCode': true, 'session.makeRecoveryCode': true,
  'session.recover': true, 'session.newWindow': true,
  'operators.list': true, 'operators.create': true, 'operators.change': true,
  'operators.resetPassword': true, 'operators.removeCode': true, 'operators.requireApp': true,
  'overview.get': true, 'overview.providers': true, 'overview.badges': true,
  'attention.list': true, 'attention.counts': true, 'attention.claim': true,
  'attention.replay': true,
  'inbox.list': true, 'inbox.unread': true, 'inbox.mark': true, 'inbox.markAll': true,
  'payments.list': true, 'payments.count': true, 'payments.counts': true, 'payments.get': true,
  'payments.release': true, 'payments.refund': true, 'payments.stop': true,
  'payments.cancel': true, 'payments.retry': true, 'payments.giveUp': true,
  'payments.check': true, 'payments.attachEvidence': true, 'payments.declareNotDone': true,
  'payments.recordReturn': true, 'payments.recordRelease': true,
  'payments.setRefundAddress': true, 'payments.migrate': true,
  'payments.accelerate': true, 'payments.takeBack': true,
  'consents.start': true, 'consents.askPayer': true, 'consents.refundable': true,
  'consents.payBack': true,
  'sellers.list': true, 'sellers.save': true, 'sellers.test': true, 'sellers.account': true,
  'payouts.treasury': true, 'payouts.wallets': true, 'payouts.wallet': true,
  'payouts.look': true, 'payouts.saveWallet': true, 'payouts.preview': true,
  'payouts.plan': true, 'payouts.review': true, 'payouts.reconcile': true,
  'jobs.list': true, 'jobs.get': true,
  'escrows.list': true, 'escrows.counts': true,
  'payees.list': true, 'payees.get': true, 'payees.statement': true,
  'payees.statementFile': true,
  'explain.get': true, 'explain.list': true, 'explain.csv': true,
  'views.list': true, 'views.save': true, 'views.remove': true, 'views.move': true,
  'batches.list': true, 'batches.get': true, 'batches.items': true, 'batches.preview': true,
  'batches.create': true, 'batches.retryFailed': true, 'batches.csv': true,
  'batches.pause': true, 'batches.resume': true,
  'files.receipt': true, 'files.paymentsCsv': true, 'files.tableCsv': true,
  'files.deliver': true, 'files.evidence': true,
  'webhooks.list': true, 'webhooks.get': true, 'webhooks.replay': true, 'webhooks.test': true,
  'purchases.list': true, 'purchases.get': true,
  'exchange.rate': true, 'exchange.allowance': true, 'exchange.purchase': true,
  'messages.list': true, 'messages.get': true,
  'audit.list': true, 'audit.get': true, 'audit.verify': true, 'audit.recount': true,
  'connections.list': true, 'connections.save': true, 'connections.test': true,
  'keys.list': true, 'keys.create': true, 'keys.revoke': true,
  'marketplaces.list': true, 'marketplaces.save': true, 'marketplaces.addWebhook': true,
  'marketplaces.removeWebhook': true, 'marketplaces.rotateInboundSecret': true,
  'settings.get': true, 'settings.save': true,
  'backups.list': true, 'backups.restored': true, 'backups.make': true, 'backups.drill': true,
  'backups.remove': true, 'backups.saveRule': true, 'backups.restore': true,
  'backups.lift': true,
  'sending.get': true, 'sending.stop': true, 'sending.lift': true,
  'rehearsal.get': true, 'rehearsal.setFault': true, 'rehearsal.clearFault': true,
  'rehearsal.clearFaults': true, 'rehearsal.books': true, 'rehearsal.start': true,
  'rehearsal.stop': true,
};

const told: Readonly<Record<EventName, true>> = {
  changed: true, session: true, open: true, halted: true,
};

export const callNames: readonly string[] = Object.keys(calls);
export const eventNames: readonly string[] = Object.keys(told);

/** The channel of a call or event between processes. */
export function channelOf(name: string): string {
  return `paydesk:${name}`;
}
