/** What stands around every screen, and the screens before the console. */
export const frame = {
  screens: {
    overview: 'Overview', attention: 'Attention', payments: 'Payments', jobs: 'Jobs',
    escrows: 'Escrows', batches: 'Batches', payees: 'Payees', exchange: 'Exchange',
    webhooks: 'Webhooks', reports: 'Reports', audit: 'Audit', inbox: 'Inbox',
    rehearsal: 'Rehearsal', settings: 'Settings',
  },
  menu: {
    label: 'Screens', fold: 'Fold the menu', unfold: 'Unfold the menu',
    waiting: ' waiting for a person',
  },
  skip: 'Skip to the page',
  providers: 'Providers',
  connections: 'Connections',
  provider: '{{name}}: {{state}}',
  sandbox: { label: 'Sandbox', stripe: '<mark>SANDBOX</mark> nothing here is real money' },
  notice: {
    halted: 'The engine has stopped and sends nothing: {{reason}} Restart Paydesk to recover.',
    reconnecting: 'Live updates stopped; connecting again. What you see may be out of date.',
    offline: 'Paydesk does not answer. What you see is from before; nothing can be done from '
      + 'here until it runs again. This window keeps trying.',
  },
  search: {
    label: 'Search or run a command', prompt: 'Id, payee, address, hash, or a command',
    nothing: 'Nothing found.', goTo: 'Go to {{screen}}', lock: 'Lock this window',
    all: 'Search all payments for “{{text}}”', commands: 'Commands',
    payment: '{{amount}} to {{payee}}',
  },
  operator: {
    nobody: 'nobody', lock: 'Lock', signOut: 'Sign out', showAmounts: 'Show amounts',
    hideAmounts: 'Hide amounts', compact: 'Compact tables', roomy: 'Roomy tables',
    localTimes: 'Times in my zone', utcTimes: 'Times in UTC', colours: 'Colours',
    light: 'Light', dark: 'Dark', auto: 'As the system', language: 'Language',
  },
  keys: {
    all: 'All keys', title: 'Keys', everywhere: 'Everywhere', lists: 'Lists',
    payment: 'A payment', goTo: 'Go to', hideAmounts: 'Hide or show amounts',
    showKeys: 'Show all keys', next: 'Next row, also ↓', previous: 'Previous row, also ↑',
    select: 'Select the row', open: 'Open the row', end: 'End the selection, close a sheet',
    letter: 'letter', space: 'Space',
    verb: 'Each verb shows its key on its button; it opens the review sheet',
    enter: 'Never confirms by itself: a sheet opens on Cancel',
  },
  noSession: {
    title: 'This tab has no console session.',
    text: 'Open Paydesk from the address that it printed when it started. It works once; start '
      + 'Paydesk again, or ask it for a new one, when it was used already.',
  },
  signIn: {
    title: 'Sign in', text: 'With the name and password of your operator account.',
  },
  lock: {
    title: 'Locked', text: 'Signed in as {{name}}. The engine goes on working.',
    theOperator: 'the operator', unlock: 'Unlock', other: 'Sign in as someone else',
  },
  firstRun: {
    title: 'Welcome to Paydesk',
    sandbox: 'You are in the sandbox: every provider here is a stand-in, and nothing is real '
      + 'money. Create the first operator to look around.',
    live: 'Create the first operator. It will be the admin, who adds the others.',
    name: 'Your name', again: 'Password again', differ: 'The two differ.',
    hint: 'A sentence is better than a word.', showAgain: 'Show the repeated password',
    create: 'Create the admin and begin',
  },
} as const;
