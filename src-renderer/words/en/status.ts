/** Words of states, one list per machine, and of the nouns that the engine names by id. */
export const status = {
  payment: {
    requested: 'Requested', holding: 'Holding', escrowed: 'Escrowed', releasing: 'Releasing',
    refunding: 'Refunding', unclear: 'Unclear', stalled: 'Stalled', released: 'Released',
    refunded: 'Refunded', cancelled: 'Cancelled', failed: 'Failed',
  },
  /** The same where nothing is held: money is paid, not released. */
  payout: { releasing: 'Paying', released: 'Paid' },
  operation: {
    planned: 'Planned', scheduled: 'Scheduled', dispatching: 'Being sent',
    submitted: 'Submitted', unclear: 'Unclear', settled: 'Settled', rejected: 'Rejected',
    cancelled: 'Cancelled',
  },
  job: {
    queued: 'Queued', running: 'Running', completed: 'Completed', failed: 'Failed',
    cancelled: 'Cancelled', expired: 'Expired',
  },
  consent: {
    preparing: 'being asked for', asked: 'link ready', declined: 'refusal reported',
    returned: 'payer came back', granted: 'agreed', ended: 'ended',
  },
  batch: { running: 'Running', paused: 'Paused', finished: 'Finished' },
  item: {
    waiting: 'Waiting', started: 'Moving', done: 'Done', refused: 'Refused',
    rejected: 'Rejected', unclear: 'Unclear', stalled: 'Stalled',
  },
  delivery: { waiting: 'Waiting', delivered: 'Delivered', dead: 'Dead' },
  message: { waiting: 'Waiting', processed: 'Processed', refused: 'Refused' },
  health: { ok: 'Answers', degraded: 'Degraded', down: 'Down', unknown: 'Not asked yet' },
  key: { revoked: 'Revoked', ended: 'Ended', valid: 'Valid' },
  role: { viewer: 'viewer', operator: 'operator', approver: 'approver', admin: 'admin' },
  mode: { sandbox: 'sandbox', live: 'live', off: 'off' },
  /** Operations by kind, inside a sentence and at its beginning. */
  kind: {
    hold: 'hold', release: 'release', refund: 'refund', payout: 'payout', purchase: 'purchase',
    operation: 'operation',
  },
  account: {
    payer: 'payer', escrow: 'escrow', treasury: 'treasury', payee: 'payee', fees: 'fees',
    'network-fees': 'network-fees', 'exchange-clearing': 'exchange-clearing',
    suspense: 'suspense', together: 'together',
  },
  evidence: {
    transaction: 'transaction', 'escrow-state': 'escrow-state',
    'escrow-address': 'escrow-address', 'balance-credit': 'balance-credit',
    'incoming-payment': 'incoming payment', 'operator-statement': 'operator-statement',
  },
  noun: {
    payment: 'payment', job: 'job', operation: 'operation', batch: 'batch', delivery: 'delivery',
    purchase: 'purchase', marketplace: 'marketplace', connection: 'connection',
    operator: 'operator', 'api-key': 'api-key', setting: 'setting', backup: 'backup',
    inbox: 'inbox', work: 'work', seller: 'seller',
    hint: 'message', wallet: 'wallet',
  },
} as const;
