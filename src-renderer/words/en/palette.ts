/** The command palette: everything by its name. */
export const palette = {
  label: 'Search or run a command', prompt: 'Id, payee, address, hash, or a command',
  nothing: 'Nothing found.', searching: 'Searching…',
  slow: 'The search takes too long. Go on typing, or search in the list.',
  group: {
    clipboard: 'Clipboard', recent: 'Recent', here: 'On this screen', payments: 'Payments',
    payees: 'Payees', jobs: 'Jobs', screens: 'Screens', views: 'Saved views', window: 'Window',
  },
  clipboard: 'Find {{text}} from the clipboard',
  lookAtClipboard: 'Look for an id, address or hash in the clipboard',
  clipboardEmpty: 'The clipboard holds no id, address or hash.',
  choose: {
    release: 'Release a payment…', refund: 'Refund a payment…', from: 'Choose among what is held',
  },
  goTo: 'Go to {{screen}}', inSettings: 'Settings: {{screen}}',
  view: '{{screen}}: {{view}}',
  payment: '{{amount}} to {{payee}}', ofPayee: 'Payee {{payee}}', job: 'Job {{id}}',
  all: 'Search all payments for “{{text}}”',
  lock: 'Lock this window', signOut: 'Sign out',
  notNow: 'Not now: {{reason}}',
} as const;
