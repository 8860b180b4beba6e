// The words on invoices and credit notes, in both languages.
import type { LocalName } from '#shared/names.ts'

const word = (en: string, ar: string): LocalName => ({ en, ar })

export const words = {
  taxInvoice: word('Tax invoice', 'فاتورة ضريبية'),
  invoice: word('Invoice', 'فاتورة'),
  creditNote: word('Credit note', 'إشعار دائن'),
  scan: word(
    'Scan to compare this paper with its entry in the series',
    'امسح الرمز لمقارنة هذه الورقة بقيدها في السلسلة',
  ),
  previous: word('Previous in the series', 'السابقة في السلسلة'),
  firstOfSeries: word('none, it is the first', 'لا شيء، هي الأولى'),
  hash: word('Hash', 'البصمة'),
  seller: word('Seller', 'البائع'),
  buyer: word('Buyer', 'المشتري'),
  taxNumber: word('Tax number', 'التسجيل الضريبي'),
  issued: word('Issued', 'الإصدار'),
  currency: word('Currency', 'العملة'),
  receipt: word('Receipt', 'الإيصال'),
  preceding: word('Original invoice', 'الفاتورة الأصلية'),
  no: word('No', 'م'),
  product: word('Product', 'الصنف'),
  lot: word('Lot and expiry', 'التشغيلة والانتهاء'),
  quantity: word('Quantity', 'الكمية'),
  unitPrice: word('Unit price', 'السعر'),
  unitPriceWithTax: word('Price incl. VAT', 'السعر بالضريبة'),
  tax: word('VAT', 'ض.ق.م'),
  amount: word('Net amount', 'الصافي'),
  discount: word('Discount', 'خصم'),
  rate: word('VAT rate', 'فئة الضريبة'),
  base: word('Base', 'الوعاء'),
  payment: word('Payment', 'الدفع'),
  refund: word('Refund', 'رد المبلغ'),
  change: word('Change', 'الباقي'),
  netTotal: word('Net total', 'الصافي'),
  taxTotal: word('VAT', 'ضريبة القيمة المضافة'),
  rounding: word('Cash rounding', 'تقريب النقد'),
  total: word('Total', 'الإجمالي'),
  totalBack: word('Total refunded', 'إجمالي المردود'),
} as const

// EN 16931 BT-151. A rate says more than a category, except where there is none.
const categories: Record<string, LocalName> = {
  E: word('Exempt', 'معفى'),
  AE: word('Reverse charge', 'احتساب عكسي'),
  K: word('Intra-Community', 'توريد داخل الاتحاد'),
  G: word('Export', 'تصدير'),
  O: word('Not subject', 'غير خاضع'),
}

/** What the tax of a line or a summary row is called; `rate` is its figure, `14%`. */
export function taxName(category: string, rate: string): LocalName {
  return categories[category] ?? word(rate, rate)
}
