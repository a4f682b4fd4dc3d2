/** What every long list has: saved views, columns, live reading, export. */
export const lists = {
  views: {
    label: 'Views', all: 'All', save: 'Save view', saved: 'Saved the view {{name}}.',
    name: 'Name of the view', update: 'Save the changes to this view', rename: 'Rename…',
    remove: 'Delete this view', removed: 'Deleted the view {{name}}.', earlier: 'Move left',
    later: 'Move right', menu: 'About the view {{name}}', changed: 'changed',
    hint: 'It keeps filters, order and columns. The address can be shared.',
    openNamed: 'Open the view {{name}}',
  },
  columns: {
    button: 'Columns', label: 'Columns of the table', shown: 'Show {{column}}',
    earlier: 'Move {{column}} left', later: 'Move {{column}} right', reset: 'As delivered',
  },
  live: {
    on: 'Live', off: 'Paused', lost: 'Not live', pause: 'Pause',
    pauseHint: 'Hold the list still: nothing changes on screen until it goes on',
    read: 'updated <when/>',
  },
  exportCsv: 'Export CSV',
  exportMore: 'The list is longer than {{count}} rows: the file has the first of them.',
  copiedId: 'Copied {{id}}',
  sheetName: 'New view',
} as const;
