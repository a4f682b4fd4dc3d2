/** What stands around every screen, and the screens before the console. */
export const frame = {
  screens: {
    overview: 'Overview', attention: 'Attention', payments: 'Payments', jobs: 'Jobs',
    escrows: 'Escrows', batches: 'Batches', payouts: 'Payouts', payees: 'Payees',
    sellers: 'Sellers', exchange: 'Exchange',
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
    reconnecting: `Live updates stopped at {{time}}; connecting again. What you see may be out \
of date.`,
    offline: `Paydesk does not answer since {{time}}. What you see is from before; \
nothing can be done from here until it runs again.`,
    retryIn: 'Next try in {{seconds}} s.', retrying: 'Trying now.', tryNow: 'Try now',
    verbsAway: 'Paydesk does not answer, so nothing can be done from this window.',
    verbsHalted: 'The engine has stopped and sends nothing. Restart Paydesk to recover.',
    verbsNotYours: 'You are signed in as {{role}}; this needs the role {{needs}}.',
    paused_one: 'Paused: {{count}} change is held back.',
    paused_other: 'Paused: {{count}} changes are held back.',
    pausedNone: 'Paused: nothing is held back yet.',
    goOn: 'Go on',
    version: `Paydesk {{now}} was started; this window still is {{before}}. Reload it before \
anything else is done.`,
    reload: 'Reload',
  },
  operator: {
    nobody: 'nobody', lock: 'Lock', signOut: 'Sign out', showAmounts: 'Show amounts',
    hideAmounts: 'Hide amounts', preferences: 'Preferences', account: 'Your account',
    switch: 'Switch operator', newWindow: 'Open for another person',
    newWindowText: 'Open it in another browser on this machine, within ten minutes. It works once '
      + 'and leads to the sign-in screen.',
  },
  keys: {
    all: 'All keys', title: 'Keys', space: 'Space',
    group: {
      everywhere: 'Everywhere', goTo: 'Go to', screen: 'This screen', list: 'This list',
      verbs: 'What can be done here',
    },
    hideAmounts: 'Hide or show amounts', showKeys: 'Show these keys', leave: 'Back',
    pause: 'Hold the screen still, or let it go on',
    enterList: 'Go into the list', next: 'Next row', previous: 'Previous row',
    nextItem: 'Next item', previousItem: 'Previous item',
    pageDown: 'Ten rows down', pageUp: 'Ten rows up', first: 'First row', last: 'Last loaded row',
    select: 'Select the row', selectTo: 'Select up to this row', open: 'Open the row',
    copyId: 'Copy the id of the row', end: 'End the selection',
    note: `Letters do nothing while a field has the focus or a sheet is open. Enter alone never \
confirms what moves money: a sheet opens on Cancel. Esc closes a sheet.`,
  },
  noSession: {
    title: 'This tab has no console session.',
    text: 'Open Paydesk from the address that it printed when it started. It works once; start '
      + 'Paydesk again, or ask it for a new one, when it was used already.',
    anewTitle: 'Paydesk was started anew.',
    anewText: 'It does not know this window any more. Open the address that it printed at its '
      + 'start in this tab: after signing in, you are back where you were.',
  },
  signIn: {
    title: 'Sign in', text: 'With the name and password of your operator account.',
    lost: 'Lost your password?',
  },
  password: {
    title: 'A password of your own',
    text: `Signed in as {{name}}, with a password that somebody else has set. Make one that only \
you know, then go on.`,
    given: 'The password you were given', next: 'New password', again: 'New password again',
    save: 'Set the password and go on',
  },
  recover: {
    title: 'Lost your password?',
    text: 'An admin can set a new one for you, under Settings, Operators. An admin who has a '
      + 'printed recovery code comes back with it: the code ends, and so does the authenticator '
      + 'app.',
    code: 'Recovery code', codeNeeded: 'The printed code is needed.',
    save: 'Set the password and sign in', back: 'Back to sign in',
  },
  code: {
    title: 'Confirm with a code',
    text: 'The six digits that your authenticator app shows for Paydesk now. Each code confirms '
      + 'one act.',
    label: 'Code of the app', confirm: 'Confirm',
  },
  stopped: {
    stop: 'Stop all sending', stops: 'Stops', goesOn: 'Goes on',
    stopsText: 'Every hold, release, refund, payout and purchase that has not left yet, on every '
      + 'rail, whoever asked for it.',
    goesOnText: 'Asking what became of what is on its way, and taking what marketplaces ask for.',
    stopFinality: 'It is in force at once, for everybody and over every restart, and takes two '
      + 'operators to lift. Escrows that run out meanwhile may be returned by their providers.',
    reasonHint: 'Kept in the audit log, and shown on every screen.',
    notice: 'All sending is stopped, by {{by}}, {{at}}: {{reason}}',
    lift: 'Let it go on', lifted: 'Everything that waited leaves within seconds.',
    liftTitle: 'Let everything leave again', since: 'Stopped', by: 'By', why: 'Because',
    liftFinality: 'Everything that waited leaves within seconds, and what has left cannot be '
      + 'called back.',
  },
  endedElsewhere: `The session of this window ended without it: signed out or locked elsewhere, \
idle for too long, or Paydesk was started anew. Nothing was lost.`,
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
