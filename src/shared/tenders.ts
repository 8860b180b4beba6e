// What ways of paying are called on paper, by the codes that sales and invoices carry.
import type { LocalName } from './names.ts'

const names: Record<string, LocalName> = {
  cash: { en: 'Cash', ar: 'نقدًا' },
  card: { en: 'Card', ar: 'بطاقة' },
  voucher: { en: 'Voucher', ar: 'قسيمة' },
  'gift-card': { en: 'Gift card', ar: 'بطاقة هدية' },
  'store-credit': { en: 'Store credit', ar: 'رصيد المتجر' },
  'on-account': { en: 'On account', ar: 'على الحساب' },
}

/** The name of a way of paying; one that this version does not know is called by its code. */
export function tenderName(kind: string): LocalName {
  return names[kind] ?? { en: kind, ar: kind }
}
