/** What came to an operator: what needs a person, and what happened by itself. */
export const inbox = {
  title: 'Inbox',
  open_one: 'Inbox, {{count}} unread', open_other: 'Inbox, {{count}} unread',
  audience: { 'needs-me': 'Needs me', 'for-information': 'For information' },
  unread_one: '{{count}} unread', unread_other: '{{count}} unread',
  isUnread: ', unread',
  markAll: 'Mark all as read', markRead: 'Mark as read', markUnread: 'Mark as unread',
  sound: 'Sound when something needs me',
  empty: {
    'needs-me': 'Nothing needs you.', 'for-information': 'Nothing has happened by itself yet.',
  },
  fills: {
    'needs-me': 'What needs a person comes here and goes again once it is done.',
    'for-information': 'Escrows that run out, batches that end, providers that stop answering or '
      + 'answer again, and the daily backups are told here, for ninety days.',
  },
  kind: {
    'expired-refunded': 'Escrow ran out, refunded',
    'expired-released': 'Escrow ran out, released',
    'batch-finished': 'Batch ended',
    'provider-down': 'Provider does not answer',
    'provider-up': 'Provider answers again',
    'backup-done': 'Backup or drill',
  },
} as const;
