// The tables the kernel keeps for itself: the log and its heads, remembered replies, the journals of
// terminals, tickets for jobs and the files that jobs make.
import { defineEntity, p } from '@mikro-orm/postgresql'

/** The head of each stream; its row is the only lock a store's writers share, and is taken last. */
export const StreamHead = defineEntity({
  name: 'StreamHead',
  tableName: 'stream_head',
  properties: {
    storeId: p.uuid().primary(),
    epoch: p.uuid(),
    seq: p.bigint('number'),
    /** Hash of the last fact; chains the log. */
    hash: p.text(),
  },
})

/** The log: one row for each fact, dense by store. The body is kept as it is sent. */
export const EventRow = defineEntity({
  name: 'EventRow',
  tableName: 'event',
  indexes: [
    {
      name: 'event_store_id_person_id_seq_index',
      properties: ['storeId', 'personId', 'seq'],
      where: { personId: { $ne: null } },
    },
    {
      name: 'event_store_id_about_id_seq_index',
      properties: ['storeId', 'aboutId', 'seq'],
      where: { aboutId: { $ne: null } },
    },
  ],
  properties: {
    storeId: p.uuid().primary(),
    seq: p.bigint('number').primary(),
    kind: p.text(),
    body: p.text(),
    at: p.datetime(3),
    personId: p.uuid().nullable(),
    terminalId: p.uuid().nullable(),
    callId: p.uuid().nullable(),
    /** The person it is about, unless that is who caused it. */
    aboutId: p.uuid().nullable(),
    hash: p.text(),
  },
})

/** What a call answered, so that asking again answers the same. Pruned after thirty days. */
const ReplyRow = defineEntity({
  name: 'ReplyRow',
  tableName: 'reply',
  properties: {
    callId: p.uuid().primary(),
    operation: p.text(),
    inputHash: p.text(),
    output: p.text().nullable(),
    at: p.datetime(3),
  },
})

/** The end of each terminal's journal under each fence. */
export const JournalHead = defineEntity({
  name: 'JournalHead',
  tableName: 'journal_head',
  properties: {
    terminalId: p.uuid().primary(),
    fence: p.integer().primary(),
    lastN: p.bigint('number'),
    lastHash: p.text(),
    /** When the last entry happened, by the terminal's clock; null if it did not say. */
    lastAt: p.datetime(3).nullable(),
    /** The last number the terminal said it holds, and where the hub's head stood; null if never ahead. */
    reportedN: p.bigint('number').nullable(),
    reportedLastN: p.bigint('number').nullable(),
  },
})

/** Every entry a terminal journaled, with its verdict: the reply, kept for ever. */
export const JournalRow = defineEntity({
  name: 'JournalRow',
  tableName: 'journal',
  properties: {
    terminalId: p.uuid().primary(),
    fence: p.integer().primary(),
    n: p.bigint('number').primary(),
    storeId: p.uuid(),
    documentId: p.uuid().unique('journal_document_id_unique'),
    kind: p.text(),
    hash: p.text(),
    body: p.text(),
    outcome: p.text(),
    verdict: p.text(),
    at: p.datetime(3),
  },
})

/** Entries whose identity or chain is broken, kept as they came for a person to look at. */
export const QuarantineRow = defineEntity({
  name: 'QuarantineRow',
  tableName: 'quarantine',
  properties: {
    id: p.uuid().primary(),
    terminalId: p.uuid(),
    fence: p.integer(),
    n: p.bigint('number'),
    documentId: p.uuid(),
    kind: p.text(),
    previousHash: p.text(),
    body: p.text(),
    reason: p.text(),
    at: p.datetime(3),
  },
})

/** A job that was promised in a transaction; the relay hands it to the queue. */
export const Ticket = defineEntity({
  name: 'Ticket',
  tableName: 'ticket',
  indexes: [{ name: 'ticket_state_run_at_index', properties: ['state', 'runAt'] }],
  properties: {
    id: p.uuid().primary(),
    job: p.text(),
    /** A second ticket of the same job and key is the same ticket. */
    key: p.text(),
    payload: p.json<Record<string, unknown>>(),
    state: p.text(),
    /** Raised at each start; only the holder of the newest may finish. */
    fence: p.integer(),
    attempts: p.integer(),
    runAt: p.datetime(3),
    error: p.text().nullable(),
    at: p.datetime(3),
  },
  uniques: [{ name: 'ticket_job_key_unique', properties: ['job', 'key'] }],
})

/** A file that a worker made for a document, such as the PDF of an invoice: one for each format. */
const FileRow = defineEntity({
  name: 'FileRow',
  tableName: 'file',
  properties: {
    documentId: p.uuid().primary(),
    format: p.text().primary(),
    /** SHA-256 of the bytes, 64 hex digits. */
    hash: p.text(),
    size: p.integer(),
    bytes: p.blob(),
    at: p.datetime(3),
  },
})

export const kernelEntities = [
  StreamHead,
  EventRow,
  ReplyRow,
  JournalHead,
  JournalRow,
  QuarantineRow,
  Ticket,
  FileRow,
]
/** Rows here are written once: the hub's role may insert and read them only. */
export const kernelLedgers = ['event', 'journal', 'quarantine']
/** Those whose rows are pruned; see `cleared` of a room. */
export const kernelCleared = ['reply', 'ticket', 'file']
