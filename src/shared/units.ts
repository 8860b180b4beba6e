// The units goods are counted and measured in, by UN/ECE Recommendation 20 code, with their signs in
// both languages. It converts nothing: a quantity stays in the unit it was written in.

export type Unit = {
  /** How many decimals a screen offers, 0 to 3; the stored quantity always has three. */
  readonly decimals: number
  readonly symbol: { readonly en: string; readonly ar: string }
}

const table = {
  C62: { decimals: 0, symbol: { en: 'pc', ar: 'قطعة' } },
  PR: { decimals: 0, symbol: { en: 'pair', ar: 'زوج' } },
  SET: { decimals: 0, symbol: { en: 'set', ar: 'طقم' } },
  DZN: { decimals: 0, symbol: { en: 'dozen', ar: 'دستة' } },
  PK: { decimals: 0, symbol: { en: 'pack', ar: 'عبوة' } },
  BX: { decimals: 0, symbol: { en: 'box', ar: 'علبة' } },
  CT: { decimals: 0, symbol: { en: 'carton', ar: 'كرتونة' } },
  CS: { decimals: 0, symbol: { en: 'case', ar: 'صندوق' } },
  BO: { decimals: 0, symbol: { en: 'bottle', ar: 'زجاجة' } },
  BG: { decimals: 0, symbol: { en: 'bag', ar: 'كيس' } },
  RO: { decimals: 0, symbol: { en: 'roll', ar: 'لفة' } },
  XPX: { decimals: 0, symbol: { en: 'pallet', ar: 'طبلية' } },
  KGM: { decimals: 3, symbol: { en: 'kg', ar: 'كجم' } },
  GRM: { decimals: 1, symbol: { en: 'g', ar: 'جم' } },
  TNE: { decimals: 3, symbol: { en: 't', ar: 'طن' } },
  LBR: { decimals: 3, symbol: { en: 'lb', ar: 'رطل' } },
  ONZ: { decimals: 2, symbol: { en: 'oz', ar: 'أونصة' } },
  LTR: { decimals: 3, symbol: { en: 'l', ar: 'لتر' } },
  MLT: { decimals: 1, symbol: { en: 'ml', ar: 'مل' } },
  MTQ: { decimals: 3, symbol: { en: 'm³', ar: 'م³' } },
  MTR: { decimals: 3, symbol: { en: 'm', ar: 'م' } },
  CMT: { decimals: 1, symbol: { en: 'cm', ar: 'سم' } },
  MMT: { decimals: 1, symbol: { en: 'mm', ar: 'مم' } },
  MTK: { decimals: 3, symbol: { en: 'm²', ar: 'م²' } },
  CMK: { decimals: 1, symbol: { en: 'cm²', ar: 'سم²' } },
  HUR: { decimals: 2, symbol: { en: 'h', ar: 'ساعة' } },
} as const satisfies Record<string, Unit>

export type UnitCode = keyof typeof table

/** What a screen needs to know of each unit, by code. */
export const units: Readonly<Record<UnitCode, Unit>> = table

/** Whether the text is a unit code of the table. */
export function isUnit(code: string): code is UnitCode {
  return Object.hasOwn(table, code)
}
