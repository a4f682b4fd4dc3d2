/** Settings: the copies of the store, and a store that was restored from one. */
export const backups = {
  title: 'Backups',
  text: 'Whole copies of the store, made while it works: once a day, before every change of the '
    + 'schema, and when asked for. They lie in <folder></folder>. The key file data.key is in none '
    + 'of them: keep it apart, since without it no connection\'s secret can be read.',
  now: 'Back up now',
  making: 'A copy is being made',
  drilling: 'A copy is being examined',
  none: 'There is no copy yet.',
  noneHint: 'The first daily one is made a minute after the start.',
  made: 'Backed up {{payments}} payments, {{size}}.',
  kind: { daily: 'daily', asked: 'asked for', migration: 'before a migration' },
  columns: {
    made: 'Made', kind: 'Why', size: 'Size', payments: 'Payments', audit: 'Audit entries',
    drill: 'Restore drill', acts: 'Acts',
  },
  drill: {
    act: 'Drill', actOf: 'Drill the copy of {{when}}', none: 'not yet', good: 'Good',
    bad: 'Not good',
    passed: 'The copy holds: file, audit chain and ledger fit ({{entries}} entries, {{took}}).',
    failed: 'The copy cannot be relied on: {{problem}}',
  },
  remove: {
    act: 'Delete', actOf: 'Delete the copy of {{when}}', title: 'Delete the copy of {{when}}?',
    text: 'It cannot be brought back. The other copies stay.', confirm: 'Delete copy',
    done: 'Deleted the copy of {{when}}.',
  },
  rule: {
    text: 'Kept: {{daily}} days, the last day of {{weekly}} weeks, at most {{size}} together.',
    always: 'Also ten that were asked for. The two newest always stay.',
    change: 'Change what is kept', title: 'What is kept', daily: 'Days', weekly: 'Weeks',
    size: 'At most, GiB',
    hint: {
      daily: 'The newest copy of each of the last days.',
      weekly: 'Older than that: the last copy of each of so many weeks.',
      size: 'All copies together; the oldest go first.',
    }, whole: 'A whole number from {{min}} to {{max}} is needed.',
    saved: 'Saved. It takes effect with the next copy.',
  },
  restore: {
    reasonHint: 'Kept in the audit log.',
    act: 'Restore', actOf: 'Restore the copy of {{when}}',
    title: 'Restore the copy of {{when}}',
    copy: 'Copy', holds: 'Holds', lost: 'Lost from sight',
    holdsText: '{{payments}} payments, {{entries}} audit entries',
    lostText: 'everything that happened after it, in this store; the providers keep theirs',
    kept: 'Present store', keptText: 'moved aside inside the data folder, not removed',
    finality: 'Paydesk examines the copy, stops, takes it in the place of the store and starts '
      + 'again. Everyone signs in anew. Nothing is sent before the providers were asked about '
      + 'everything open, and two operators have lifted the hold.',
    type: 'Type the name of the copy', typed: 'The name of the copy is needed, as above.',
    confirm: 'Restore this copy',
    begun: 'The copy is good. Paydesk starts again with it; sign in again in a moment.',
  },
  restored: {
    notice: 'This store was restored from a copy and sends nothing until it agrees with the '
      + 'providers. <link>Look at it</link>',
    title: 'Restored from a copy; nothing is sent',
    sentence: 'Restored {{when}} by {{by}} and {{second}} from the copy of {{copy}}: {{reason}}',
    missing_one: `{{count}} audit entry of the replaced store is not in the copy. Payments made \
after the copy are missing here: compare with your marketplaces before lifting.`,
    missing_other: `{{count}} audit entries of the replaced store are not in the copy. Payments \
made after the copy are missing here: compare with your marketplaces before lifting.`,
    missingUnknown: 'What the replaced store held beyond the copy is not known. Payments made '
      + 'after the copy are missing here: compare with your marketplaces before lifting.',
    asked: 'Asked about', differing: 'For a person to decide', silent: 'Not answered yet',
    unclear: 'Unclear', attention: 'Show them in Attention',
    asking: 'The providers are being asked; this goes on by itself.',
    askedAll: 'Every provider has answered.',
    lift: 'Let it send again', liftTitle: 'Let the restored store send again',
    liftHint: 'What waited goes out: due refunds, releases, webhooks.',
    liftFinality: 'Payments that were left to a person keep waiting for that person. Everything '
      + 'else goes on by itself from now on.',
    lifted: 'The store sends again.',
    blockedSilent: 'Not every provider has answered yet.',
    blockedUnclear_one: '{{count}} payment is still unclear.',
    blockedUnclear_other: '{{count}} payments are still unclear.',
  },
} as const;
