export const batches = {
  title: 'Batches',
  none: 'No batches yet',
  noneHint: 'Select payments in the list and release or refund them together.',
  progress: 'Progress',
  ended: 'Ended',
  by: 'By',
  finished: 'Finished',
  retryOf: 'Tries again',
  detail: 'Detail',
  items: 'Items',
  itemsEnded: 'Items ended',
  part: '{{number}} {{state}}',
  noItems: 'No items here',
  noItemsHint: 'Take the filter away to see every payment of this batch.',
  one: {
    release_one: 'Release of {{count}} payment', release_other: 'Release of {{count}} payments',
    refund_one: 'Refund of {{count}} payment', refund_other: 'Refund of {{count}} payments',
    ended: '{{part}} of {{whole}} ended', started: 'started <when/> by <name/>',
    finished: 'finished <when/>', reason: '“{{reason}}”',
  },
  retry: {
    title_one: 'Try {{count}} failed item again', title_other: 'Try {{count}} failed items again',
    finality: 'A new batch, linked to this one, tries what was refused or rejected, each payment '
      + 'once and under a new key. Unclear and stalled payments stay out: they have their own '
      + 'verbs in Attention.',
    of: 'tries again the failed items of <link>this batch</link>',
    by: 'its failed items are tried again by <link>this batch</link>',
  },
  verb: {
    pause: 'Pause', resume: 'Resume',
    isPaused_one: 'Paused: nothing more is started. {{count}} payment is on its way and will end.',
    isPaused_other: `Paused: nothing more is started. \
{{count}} payments are on their way and will end.`,
    goesOn: 'The batch goes on.', pausedAlready: 'The batch is paused already.',
    hasFinished: 'The batch has finished.', running: 'The batch is running.',
    retry: 'Retry the failed', csv: 'Result as CSV', notFinished: 'The batch has not finished.',
    noneFailed: 'No item was refused or rejected.',
    retriedAlready: 'They are tried again already, by the batch linked below.',
  },
} as const;
