// What every list of the back office says of its search, its columns, its views and its files, in English.
export const lists = {
  lists: {
    tools: 'Tools of the list: {{list}}',
    find: 'Find in this list',
    noneFit: 'No row fits what was typed.',
    columns: 'Columns',
    views: 'Views',
    whole: 'Whole list',
    saveView: 'Save this view',
    viewName: 'Name of the view',
    viewHint: 'Search, columns and order come back by this name, on this device.',
    dropView: 'Remove the view {{name}}',
    export: 'Save as file',
    csv: 'CSV table',
    xlsx: 'Excel workbook',
    exported_one: '{{count}} row saved',
    exported_other: '{{count}} rows saved',
    notExported: 'The file could not be made',
    notExportedDetail: 'Excel workbooks need the link the first time. CSV works without it.',
  },
}
