/** The page of one payment. */
export const payment = {
  title: 'Payment to {{payee}}',
  back: 'Payments',
  next: 'Next: <what/> <when/>',
  disagree: 'Ledger and provider disagree',
  differs: 'The figures of the payer\'s wallet do not agree: ask there what was debited',
  waits: 'Waits for a person',
  tabs: {
    label: 'About this payment', timeline: 'Timeline', operations: 'Operations', ledger: 'Ledger',
    receipt: 'Receipt',
  },
  picture: {
    label: 'Where the money is', payer: 'Payer', payee: 'Payee', escrow: 'Escrow at {{place}}',
    noConnection: 'no connection yet', held: 'held <amount/>', unclear: 'unclear <amount/>',
    paidIn: 'paid in <amount/>', released: 'released <amount/>', refunded: 'refunded <amount/>',
    moving: 'moving <amount/>', paid: 'paid <amount/>', debited: 'debited <amount/>',
  },
  clocks: {
    label: 'Clocks', job: 'job', escrow: 'escrow', link: 'link', quote: 'quote',
    ended: 'ended <when/>', ends: 'ends <when/>',
  },
  facts: {
    label: 'Accounts and links', escrow: 'Escrow', notMade: 'not made yet',
    payeeAccount: 'Payee\'s account', providerKnows: 'the provider has it on record',
    refundAddress: 'Refund address', noneRecorded: 'none recorded; a refund waits for one',
    atProvider: 'the payer\'s account at the provider', runsOut: 'When the escrow runs out',
    refund: 'refund the payer, <when/>', release: 'release to the payee, <when/>',
    ask: 'wait for a person, <when/>', noExpiry: 'no expiry yet', jobIn: 'Job, {{state}}',
    reference: 'Marketplace\'s reference', migratedFrom: 'Migrated from',
    releaseHash: 'Release transaction', refundHash: 'Refund transaction',
    payerWallet: 'Payer\'s wallet', payeeWallet: 'Payee\'s wallet', offer: 'Offer',
    seller: 'Seller', openSeller: 'open the seller', refundOf: 'Pays back',
    repaidBy: 'Paid back by',
    migratedTo: 'Migrated to',
  },
  operations: {
    none: 'Nothing was asked of a provider yet; the hold will be the first.',
    nonePaid: 'Nothing was asked of a provider yet; the payout will be the first.',
    delivered: 'Delivered', debited: 'Debited',
    label: '{{kind}}, number {{number}}', title: '{{number}}. {{kind}}', at: 'At',
    noConnection: 'no connection chosen yet', to: 'To', reference: 'Reference',
    evidence: 'Evidence', noneYet: 'none yet', evidenceLine: '{{kind}}, {{word}}',
    evidenceRaw: 'Evidence as received', failure: 'Failure', askedBy: 'Asked by',
    key: 'Idempotency key',
    repeats: 'Repeats', stopped: 'Stopped', due: 'Due',
    usedUp: 'its tries are used up; a person decides',
  },
  attempt: {
    sent: 'Attempt {{number}}, sent {{at}} · {{took}} · {{outcome}}',
    asked: 'Attempt {{number}}, asked {{at}} · {{took}} · {{outcome}}',
    noAnswer: 'no answer yet', notKnown: 'outcome not known',
    request: 'Request of attempt {{number}}', answer: 'Answer to attempt {{number}}',
  },
  ledger: {
    none: 'Nothing is posted yet. Postings appear when there is evidence that money moved.',
    postings: 'Postings', accounts: 'Accounts', account: 'Account', operation: 'Operation',
    when: 'When', change: 'Change', standsAt: 'Stands at',
  },
  receipt: {
    title: 'Receipt as of now',
    pdf: 'Save as PDF', json: 'Save as JSON', show: 'Show the receipt',
    zone: 'Time zone of the reader',
    text: 'The file says this, with every step and what proves it. The PDF shows times in UTC and '
      + 'in the reader\'s zone.',
    notSaved: 'The file was not saved',
  },
  evidence: {
    menu: 'Evidence', title: 'Everything known of it', save: 'Save everything as ZIP',
    show: 'Show operations and answers',
    text: 'One file with the payment, every try and answer, postings, history, audit entries, '
      + 'webhooks and the receipt, and a list of checksums. It holds no secrets.',
    written: '{{name}} was written. Its SHA-256, to compare later:', digest: 'checksum',
  },
  codes: {
    label: 'QR code of {{text}}', choose: 'What the code carries', text: 'text of the code',
    kind: {
      escrow: 'Escrow', refund: 'Refund address', transaction: 'Transaction', link: 'This page',
    },
    asks: 'A wallet that reads it offers to pay this amount in. Pay it once.',
    note: {
      escrow: 'To look it up. It names no amount, since nothing is to be paid in.',
      refund: 'To look it up. It names no amount; refunds are sent from here.',
      transaction: 'To look it up in an explorer.',
      link: 'Opens this page on this computer.',
    },
  },
  timeline: {
    became: 'Payment {{status}}',
    none: 'Nothing has happened yet; the first step is written here.',
    label: 'What happened, newest first',
  },
} as const;
