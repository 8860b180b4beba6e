// The arithmetic of selling, the same on the till and on the hub: what a sale comes to, how one is
// completed, and what is wrong with one. This is its door; it looks nothing up but taxes.
export {
  changeOf,
  compute,
  discountOf,
  dueInCash,
  fullAmount,
  lineAmount,
  listAmount,
  paidOf,
  ratesOf,
  totalsOf,
  type Computed,
  type SaleSettings,
  type Taxes,
} from './amounts.ts'
export { buildLine, buildSale, type NewLine, type NewSale } from './build.ts'
export { checkSale, shapeFault, sumFaults } from './faults.ts'
export {
  askHash,
  discountAsk,
  noReceiptAsk,
  overrideAsk,
  subjectOf,
  voidAsk,
  type Ask,
  type ListPrice,
} from './asks.ts'
export { takenAsk, takenHash, takenSubject } from './taken-rules.ts'
export {
  isReversal,
  returnLine,
  turnedTenders,
  voidOf,
  type Back,
  type VoidOccasion,
} from './reversal.ts'
export { basketDiscounts, taxUnder, type Taxing } from './terms-rules.ts'
export { explainLine, type Explainable } from './explain-rules.ts'
