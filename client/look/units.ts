// The UN/ECE Rec 20 units a shop sells by: their short names and how many decimals a till shows.
// A unit it does not know is shown by its code, never hidden.
import type { Locale } from './locale.ts'

type Unit = { en: string; ar: string; decimals: 0 | 3 }

const units: Record<string, Unit> = {
  C62: { en: '', ar: '', decimals: 0 },
  KGM: { en: 'kg', ar: 'كجم', decimals: 3 },
  GRM: { en: 'g', ar: 'جم', decimals: 0 },
  LTR: { en: 'L', ar: 'لتر', decimals: 3 },
  MLT: { en: 'mL', ar: 'مل', decimals: 0 },
  MTR: { en: 'm', ar: 'م', decimals: 3 },
  CMT: { en: 'cm', ar: 'سم', decimals: 0 },
  MTK: { en: 'm²', ar: 'م²', decimals: 3 },
  XBX: { en: 'box', ar: 'علبة', decimals: 0 },
  XPK: { en: 'pack', ar: 'عبوة', decimals: 0 },
  XCT: { en: 'carton', ar: 'كرتونة', decimals: 0 },
}

/** The unit's short name in a language; empty for pieces, the code itself for an unknown unit. */
export function unitName(code: string, locale: Locale): string {
  return units[code]?.[locale] ?? code
}

/** How many decimals a quantity of this unit is written with when it must be exact. */
export function unitDecimals(code: string): 0 | 3 {
  return units[code]?.decimals ?? 3
}
