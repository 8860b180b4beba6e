// A change to the books that nothing but their proof would find.
import type { Sql } from '#kernel/database.ts'

export type Corruption = {
  readonly what: string
  readonly invariant: number
  /** The check that must name it. */
  readonly check: string
  /** Changes a row; gives the key that must be named. */
  readonly plant: (sql: Sql) => Promise<{ key: string }[]>
  /** Whether an earlier check sees it as well and is the one named first. */
  readonly alsoBefore?: true
}
