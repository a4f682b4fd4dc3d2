/** Payouts from a treasury: what waits to be sent, what lies there, what a payment page adds. */
export const payouts = {
  title: 'Payouts',
  tabs: {
    label: 'Payouts', ready: 'Ready to send', wallets: 'Payee wallets', import: 'Import CSV',
    reconciliation: 'Reconciliation',
  },
  ready: {
    search: 'Search what waits', prompt: 'Payee, task, account or id',
    columns: {
      fee: 'Fee', account: 'Account', age: 'Waits since', why: 'Why it waits',
    },
    byPolicy: 'A person lets each payout go',
    none: 'Nothing waits to be sent',
    noneText: 'A completed task stands here when a person has to let its payout go, or has to '
      + 'look at it first. Payouts of a file wait here as well.',
    filtered: 'Nothing that waits matches', filteredText: 'Search by another word.',
    importFile: 'Import a file', payOut: 'Pay out…', selectedNet: 'pays <amount/>',
  },
  treasury: {
    title: 'Treasury', besides: 'And beside it', available: 'Available for payouts',
    reserve: 'Kept for network fees', asked: 'Asked <when/>', again: 'Ask again',
    none: 'No treasury is set up',
    noneText: 'Payouts need a connection to Circle with a wallet that pays. Add one in the '
      + 'settings.',
    open: 'Open connections', silent: 'The balance is not known', asking: 'Asking the provider…',
  },
  review: {
    title_one: 'Pay out {{count}} payment', title_other: 'Pay out {{count}} payments',
    finality: 'Each payout leaves on its own, is final within a second of being sent, and cannot '
      + 'be called back. A pause holds back what has not been started.',
    none: 'None of these can be paid out.',
    payments: 'Payments', totals: 'Paid to payees', fees: 'Fees charged', largest: 'Largest',
    payees: 'Payees', newPayees: 'Never paid before', looks: 'Waited for a look',
    looksNone: 'none', looked: '{{number}}: {{why}}', leftOut: 'Left out',
    before: '{{name}}, before', after: '{{name}}, after', unknown: 'not known now',
    short: 'This is less than what is kept for network fees. Some payouts will be refused.',
    typed: 'Type the total in {{asset}}',
    typedHint: 'It is above the limit of one payout: {{total}}',
    typedMissing: 'Type the total first.',
    alikeTitle: 'Accounts that look alike',
    alike: '<who/> is paid to <account/>, which looks like <other/> of <name/>.',
  },
  reason: {
    future: 'it is said to be completed in the future', old: 'it was completed too long ago',
    pace: '{{count}} tasks of this payee were announced within a day',
    thrice: 'it is above three times the usual amount',
    twice: 'it is above twice the usual amount',
    week: 'the payee is known for less than a week',
    duration: 'its duration is not within a minute and eight hours',
    success: 'less than four of five tasks of this payee were paid',
    alike: 'the account looks like the account of somebody else',
    rating: 'the work was rated with the lowest mark', above: 'it is above {{amount}}',
    first: 'it is the first payout to this account, and above {{amount}}',
    changed: 'the account of the payee was changed within a day',
  },
  verb: {
    payOut: 'Pay out', payOutAmount: 'Pay out {{amount}}',
    payOutTo: 'Pay out {{amount}} to {{payee}}', from: 'the treasury',
    networkFee: 'Network fee', networkFeeFrom: 'a fraction of a cent, out of the treasury',
    charged: 'Charged to {{marketplace}}',
    backTitle: 'Pay {{amount}} back out of the wallet of {{payee}}',
    networkFeePayee: 'a fraction of a cent, out of the payee\'s wallet',
    backWallet: 'kept for us by {{connection}}; the payee is not asked',
    backFinality: 'A linked payment the other way is made. Once it has left, it is as final as the '
      + 'payout was.',
  },
  facts: {
    gross: 'Charged to the marketplace', fee: 'Fee', net: 'Paid to the payee',
    noFee: 'none', networkFee: 'Network fee', networkFeeNone: 'known once it is paid',
    wallet: 'Payee wallet', score: 'Score {{score}}', identity: 'Identity of the payment',
    added: 'Added by <who/> <when/>', changed: 'This account since <when/>',
    task: 'Task',
  },
  look: {
    title: 'Look before it is paid', stuck: 'The payout is stuck',
    stuckText: 'The network was given it and does not take it (seen <when/>). Speeding it up '
      + 'offers a higher network fee for the same payment; taking it back may come too late.',
    newTitle: 'This payee was never paid before',
    newText: 'The account is <account/>. Compare it with what the payee told you by another way '
      + 'before you let it go.',
    alikeTitle: 'The account looks like another payee\'s',
    alike: 'It looks like <other/> of <name/>. Compare them character by character.',
  },
  proof: {
    title: 'Both proofs', provider: 'Circle\'s record', chain: 'Receipt on the chain',
    state: 'State', amount: 'Amount', account: 'To', hash: 'Transaction', block: 'Block',
    fee: 'Network fee', id: 'Transfer', at: 'Made', chainId: 'Chain', genesis: 'Genesis block',
    blockHash: 'Block hash', log: 'Log', logOf: '{{number}} of <emitter/>', payer: 'Fee paid by',
    agree: 'Both name the same transaction.',
    differ: 'The two name different transactions. Check before anything else is paid.',
    explorer: 'Open in the explorer',
    sandbox: 'The sandbox\'s chain is its own, so no public explorer shows it.',
  },
} as const;
