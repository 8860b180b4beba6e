// What came back, forgotten or made up by somebody with the owner's rights.
import type { Corruption } from './corruption.ts'

export const returnCorruptions: readonly Corruption[] = [
  {
    what: 'more came back than was sold',
    invariant: 16,
    check: 'no more came back of a line than was sold and paid',
    plant: (sql) =>
      sql(`update returned_line set returned_milli = sold_milli + 1
           returning sale_id || '|' || line_id as key`),
  },
  {
    what: 'what came back forgotten',
    invariant: 16,
    check: 'what a line remembers to have come back is what sales took back',
    plant: (sql) =>
      sql(`update returned_line set returned_milli = returned_milli - 500
           returning sale_id || '|' || line_id as key`),
  },
  {
    what: 'more remembered than came back',
    invariant: 16,
    check: 'what a line remembers to have come back is what sales took back',
    plant: (sql) =>
      sql(`update returned_line set returned_milli = returned_milli + 500 where returned_milli < sold_milli
           returning sale_id || '|' || line_id as key`),
  },
  {
    what: 'a line that came back not remembered at all',
    invariant: 16,
    check: 'what a line remembers to have come back is what sales took back',
    plant: (sql) => sql(`delete from returned_line returning sale_id || '|' || line_id as key`),
  },
  {
    what: 'more remembered beyond what was sold',
    invariant: 16,
    check: 'what a line remembers to have come back is what sales took back',
    plant: (sql) =>
      sql(`update returned_line set beyond_milli = beyond_milli + 500, beyond_minor = beyond_minor + 1
           returning sale_id || '|' || line_id as key`),
  },
  {
    what: 'a refund forgotten',
    invariant: 16,
    check: 'what a line remembers to have come back is what sales took back',
    plant: (sql) =>
      sql(`update returned_line set refunded_minor = 0 returning sale_id || '|' || line_id as key`),
  },
  {
    what: 'more remembered as sold than was sold',
    invariant: 16,
    check: 'what a line remembers to have been sold is what was sold',
    plant: (sql) =>
      sql(`update returned_line set sold_milli = sold_milli + 1000, paid_minor = paid_minor + 100
           returning sale_id || '|' || line_id as key`),
  },
]
