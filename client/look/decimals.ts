// From integers of small units to the exact decimal text that Intl formats. It never goes through a float.
import { exponentOf as isoExponentOf, isCurrency } from '#shared/currencies.ts'

/** `2422` with 2 decimals is `24.22`; the text is what Intl.NumberFormat takes without loss. */
export function decimalText(integer: number | bigint, decimals: number): `${number}` {
  const value = BigInt(integer)
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const cut = digits.length - decimals
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`
  return (value < 0n ? `-${text}` : text) as `${number}`
}

/**
 * The number of decimals of an ISO 4217 currency: 2 for EGP, 0 for JPY, 3 for KWD; 2 for a code nobody knows. It is
 * the hub's own table: a browser gives some currencies the decimals they are usually written with, such as none to IQD.
 */
export function exponentOf(currency: string): number {
  return isCurrency(currency) ? isoExponentOf(currency) : 2
}
