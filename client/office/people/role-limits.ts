// How far a role goes without an approval, as it is typed: shares in per cent, money in whole units of a currency.
import { formatDecimal } from '#shared/decimal.ts'
import { toDecimal, WHOLE_PPM } from '#shared/money.ts'
import type { RoleLimits } from '#users/contract.ts'
import { PERCENT_PLACES, readPercent, readSum } from '../parts/typed.ts'

export type LimitName = keyof RoleLimits
export type TypedLimits = Readonly<Record<LimitName, string>>

/** The limits in the order in which a form asks for them, with what they are measured in. */
export const limitKinds = [
  ['discountPpm', 'share'],
  ['overridePpm', 'share'],
  ['noReceiptMinor', 'money'],
  ['voidMinor', 'money'],
  ['creditMinor', 'money'],
] as const satisfies readonly (readonly [LimitName, 'share' | 'money'])[]

const MOST_MINOR = 9_000_000_000_000

export function typedLimits(limits: RoleLimits, currency: string): TypedLimits {
  const share = (ppm: number) => formatDecimal(ppm, PERCENT_PLACES, 0)
  const money = (minor: number) => toDecimal(minor, currency)
  return {
    discountPpm: share(limits.discountPpm),
    overridePpm: share(limits.overridePpm),
    noReceiptMinor: money(limits.noReceiptMinor),
    voidMinor: money(limits.voidMinor),
    creditMinor: money(limits.creditMinor),
  }
}

/** One limit as it is sent; undefined where it is unreadable, below nothing, or more than everything. */
export function readLimit(name: LimitName, typed: TypedLimits, currency: string) {
  const kind = limitKinds.find(([each]) => each === name)?.[1]
  const read = kind === 'share' ? readPercent(typed[name]) : readSum(typed[name], currency)
  const most = kind === 'share' ? WHOLE_PPM : MOST_MINOR
  return read === undefined || read < 0 || read > most ? undefined : read
}

/** All limits as they are sent; undefined while one cannot be read. */
export function readLimits(typed: TypedLimits, currency: string): RoleLimits | undefined {
  const read = (name: LimitName) => readLimit(name, typed, currency)
  const [discountPpm, overridePpm] = [read('discountPpm'), read('overridePpm')]
  const [noReceiptMinor, voidMinor] = [read('noReceiptMinor'), read('voidMinor')]
  const creditMinor = read('creditMinor')
  if (discountPpm === undefined || overridePpm === undefined) return undefined
  if (noReceiptMinor === undefined || voidMinor === undefined) return undefined
  if (creditMinor === undefined) return undefined
  return { discountPpm, overridePpm, noReceiptMinor, voidMinor, creditMinor }
}
