/** The acts of an operator on a payment, and the sheets on which they are reviewed. */
export const verbs = {
  label: 'What you can do',
  more_one: '{{count}} more act',
  more_other: '{{count}} more acts',
  moreNone: '{{count}} more acts, none possible now',
  fewer: 'Fewer acts',
  word: {
    check: 'Check',
    release: 'Release',
    refund: 'Refund',
    stop: 'Stop',
    retry: 'Retry',
    attachEvidence: 'Attach evidence',
    declareNotDone: 'Declare not done',
    recordReturn: 'Record return',
    recordRelease: 'Record release',
    setRefundAddress: 'Set refund address',
    migrate: 'Migrate',
    cancel: 'Cancel',
    giveUp: 'Give up',
    askPayer: 'New link',
    payBack: 'Pay back…',
    accelerate: 'Speed up',
    takeBack: 'Take back',
  },
  /** A verb with what it moves, on its button. */
  withAmount: { release: 'Release {{amount}}', refund: 'Refund {{amount}}' },
  done: {
    stopped: 'Stopped. Nothing has left.',
    asked: 'The provider was asked.',
    became: '{{what}}: {{state}}.',
  },
  undo: {
    hold: 'Hold of {{amount}} to {{whom}}', release: 'Release of {{amount}} to {{whom}}',
    refund: 'Refund of {{amount}} to {{whom}}', payout: 'Payout of {{amount}} to {{whom}}',
    purchase: 'Purchase of {{amount}} to {{whom}}', leavesIn: 'leaves in {{seconds}} s',
    leaving: 'is leaving', stop: 'Stop',
  },
  sheet: {
    amount: 'Amount', allHeld: 'Empty means all that is held, {{amount}}.',
    allPaid: 'Empty means all that can be paid back, {{amount}}.',
    reading: 'What can be paid back is being read.',
    tokens: 'Amount of AITBC', tokensFor: 'What the new payment is for.',
    evidence: 'Evidence',
    evidenceHint: 'The transaction id, address or escrow id that proves it.',
    address: 'Refund address', addressHint: 'Checked by the rail before it is kept.',
    reason: 'Reason', reasonHint: 'Kept in the payment\'s history and the audit log.',
    reasonNeeded: 'A reason is needed.',
    second: 'A second operator confirms, with their own name and password',
    secondCode: 'Code of their app, if they have one',
    secondNeeded: 'The second operator has to confirm.',
  },
  wrong: {
    amount: 'Write an amount, or leave it empty for all of it.',
    tokens: 'Write the amount of AITBC that the new payment is for.',
    reference: 'Write the transaction id, address or escrow id that proves it.',
    address: 'Write the address that refunds go to.',
  },
  review: {
    rail: 'Rail', over: '{{rail}}, over {{connection}}', noConnection: 'no connection yet',
    from: 'From', escrow: 'Escrow', heldBy: 'held by {{connection}}', nobody: 'nobody yet',
    without: '{{owner}}, {{why}}', amount: 'Amount', fee: 'Fee', noFee: 'none', net: 'Net',
    to: 'To', refundTo: 'Refund to',
    providerKnows: 'at the account that the provider has on record',
    atProvider: 'back to the account that the provider has on record',
    leaves: 'Leaves', leavesAfter: '10 seconds after you confirm; until then Stop takes it back',
    noRefundAddress: 'no refund address is known', noAddress: 'no address is known',
    payee: 'Payee', presentAddress: 'Present address', noneRecorded: 'none is recorded',
    lastAnswer: 'Last answer', noAnswer: 'none',
    releaseTo: 'Release {{amount}} to {{payee}}', refundToPayer: 'Refund {{amount}} to {{payer}}',
    migrate: 'Refund {{amount}} and migrate', migrateTitle: 'Migrate {{amount}} to AITBC',
    retry: 'Retry the {{kind}} of {{amount}}',
    askPayer: 'Ask for a new link', askPayerTitle: 'Ask {{payer}} again to pay {{amount}}',
    payBack: 'Pay back {{amount}}', payBackTo: 'Pay {{amount}} back to {{payer}}',
    feesOnTop: 'on top, paid by {{payee}}; the quote names them before anything is agreed',
    feesOfWallet: 'named by the payer\'s wallet with the new quote',
    consent: 'Consent', byPayee: '{{payee}} agrees at the own wallet, by a link of its own',
    byPayer: '{{payer}} agrees at the own wallet, by the new link',
    atMost: 'At most',
    ofPayment: '{{verb}}: payment of {{amount}} to {{payee}}',
    ofOperation: '{{verb}}: {{kind}} of {{amount}}',
  },
  /** What cannot be undone, or what follows. */
  finality: {
    migrate: `The Bitcoin payment is refunded whole and a new AITBC payment to {{payee}} is linked \
to it. The refund cannot be taken back once sent.`,
    retryDead: 'It was proven not received. It is sent again under its own key.',
    retryRefused: 'The provider refused it, proven. A new operation with a new key is made.',
    cancel: 'No money has moved. The payment ends and never changes again.',
    giveUp: 'The payment ends as failed and never changes again. It is proven that no money is '
      + 'out.',
    attachEvidence: 'The unclear operation is settled on this evidence. Two operators stand for '
      + 'it, and it cannot be taken back.',
    declareNotDone: 'The unclear operation counts as not done on the word of two operators. If '
      + 'the money moved after all, it may be paid twice.',
    recordReturn: 'Nothing is sent: the payment ends as refunded, because the provider returned '
      + 'the money itself. Two operators stand for the transaction, and it cannot be taken back.',
    recordRelease: 'Nothing is sent: the payment ends as released, because the provider paid it '
      + 'out itself. Two operators stand for the transaction, and it cannot be taken back.',
    askPayer: 'Nothing is paid by this. The wallet is asked for a new quote and a new link, and '
      + 'the present link stops working.',
    payBack: 'Nothing is paid by this yet: a linked payment the other way is made, and its own '
      + 'link waits for consent. Once paid, it cannot be taken back.',
    accelerate: 'The provider is asked to offer the network more for it. Nothing is paid twice: it '
      + 'stays the same payout.',
    takeBack: 'The provider is asked to take it back. It may have arrived all the same: what '
      + 'became of it is found out before anything else.',
    setRefundAddress: 'Refunds of this payment go to the new address. Two operators stand for it.',
  },
} as const;
