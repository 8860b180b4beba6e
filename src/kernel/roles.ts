// The roles of the database, which belong to a whole server: who may do what there is written down in
// src/rights.ts. Nobody signs in as one of these; a login takes one on.

/** The role a hub works as: it may add to ledgers but never change or delete their rows. */
export const APP_ROLE = 'mizan_app'

/** The role of reading verbs: it changes nothing, and finds rows of the stores it was told alone. */
export const READER_ROLE = 'mizan_reader'

/** The role of reports and exports: bound to stores as well, and to fewer tables. */
export const REPORT_ROLE = 'mizan_report'

export const roles = [APP_ROLE, READER_ROLE, REPORT_ROLE] as const

/**
 * The setting that tells the bound roles which stores they read for: ids joined by commas, or `*`. It
 * lasts for a transaction; where it is not set there is no row.
 */
export const STORES_SETTING = 'mizan.store_ids'
