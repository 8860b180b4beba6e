// How a line came to its amount, step by step: the same on the till, for a line in the basket, and on the
// hub, for a line that was sold. It looks up names only; every amount is computed.
import type { LocalName } from '#shared/names.ts'
import type { Price, PriceList } from '#prices/contract.ts'
import type { Tax } from '#stores/contract.ts'
import { taxDocument } from '#shared/tax.ts'
import { fullAmount, lineAmount, ratesOf, type SaleSettings, type Taxes } from './amounts.ts'
import type { SaleLine } from './contract.ts'
import type { ExplainStep } from './explain-contract.ts'

/** What the steps of a line are told with. */
export type Explainable = {
  readonly line: Omit<SaleLine, 'amountMinor'>
  /** The price of the decision, or for an override the one in force; null where there is none. */
  readonly price: Price | null
  readonly list: PriceList | undefined
  readonly groupName: LocalName | null
  readonly settings: Pick<SaleSettings, 'pricesIncludeTax' | 'taxRounding'>
  readonly taxes: Taxes & { get(id: string): Tax | undefined }
}

const blank = {
  name: null,
  reason: null,
  unitPriceCentiMinor: null,
  packMilli: null,
  minimumMilli: null,
  origin: null,
  ratePpm: null,
} satisfies Partial<ExplainStep>

class Chain {
  readonly steps: ExplainStep[] = []
  amountMinor = 0

  add(by: ExplainStep['by'], toMinor: number, about: Partial<ExplainStep> = {}): void {
    const changeMinor = toMinor - this.amountMinor
    this.amountMinor = toMinor
    this.steps.push({ ...blank, ...about, by, changeMinor, amountMinor: toMinor })
  }

  /** A step that says why and adds nothing. */
  note(by: ExplainStep['by'], about: Partial<ExplainStep>): void {
    this.add(by, this.amountMinor, about)
  }
}

/**
 * The chain of a line, computed from the price of its decision: `amountMinor` is what it comes to, which
 * a line that was charged otherwise does not have. Taxes are those of the line alone.
 */
export function explainLine(of: Explainable): { steps: ExplainStep[]; amountMinor: number } {
  const { settings, taxes } = of
  const chain = new Chain()
  const line = { ...of.line, ...addPrice(chain, of) }
  let leftMinor = chain.amountMinor
  for (const { by, amountMinor, reason } of line.discounts) {
    leftMinor -= amountMinor
    chain.add('discount', leftMinor, { origin: by, reason })
  }
  const amountMinor = lineAmount(line, settings, taxes)
  if (line.listTaxId !== undefined) {
    const name = taxes.get(line.taxId ?? '')?.name ?? null
    chain.add('tax-position', amountMinor, { name })
  }
  addTaxes(chain, of, amountMinor)
  return { steps: chain.steps, amountMinor }
}

type Pricing = Pick<SaleLine, 'unitPriceCentiMinor' | 'packMilli'>

/** Adds what makes the price; gives the price the rest of the chain is computed from. */
function addPrice(chain: Chain, { line, price, list, groupName }: Explainable): Pricing {
  const { decision, packMilli, unitPriceCentiMinor } = line
  const charged = { unitPriceCentiMinor, packMilli }
  if (line.returnOf?.saleId) {
    chain.add('sold', fullAmount(line), charged)
    return charged
  }
  if (price) {
    const listed = { unitPriceCentiMinor: price.unitPriceCentiMinor, packMilli: price.packMilli }
    chain.add('list', fullAmount({ ...line, ...listed }), { ...listed, name: list?.name ?? null })
    if (list?.customerGroupIds) chain.note('group', { name: groupName })
    if (price.minimumMilli > 0) chain.note('break', { minimumMilli: price.minimumMilli })
    if (price.packMilli !== 1000) chain.note('pack', { packMilli: price.packMilli })
    if (decision.by === 'list') return listed
  }
  const reason = decision.reason ?? null
  chain.add(decision.by === 'list' ? 'list' : 'override', fullAmount(line), { ...charged, reason })
  return charged
}

function addTaxes(chain: Chain, { line, settings, taxes }: Explainable, amountMinor: number): void {
  const tax = line.taxId === null ? undefined : taxes.get(line.taxId)
  const { totals } = taxDocument([{ amountMinor, taxes: ratesOf(line.taxId, taxes) }], {
    pricesInclude: settings.pricesIncludeTax,
    rounding: settings.taxRounding,
  })
  for (const part of tax?.parts ?? []) {
    const found = totals.find(({ category, ratePpm }) => {
      return category === part.category && ratePpm === part.ratePpm
    })
    const { name, ratePpm } = part
    // A tax the price contains changes nothing about what is paid.
    const addedMinor = settings.pricesIncludeTax ? 0 : (found?.taxMinor ?? 0)
    chain.add('tax', chain.amountMinor + addedMinor, { name, ratePpm })
  }
}
