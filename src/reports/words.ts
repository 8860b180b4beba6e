// The words of reports in both languages. A table made for one reader takes one language; a document
// for everybody shows both.
import type { LocalName } from '#shared/names.ts'

const word = (en: string, ar: string): LocalName => ({ en, ar })

export const words = {
  title: word('Sales of the day', 'مبيعات اليوم'),
  summary: word('Summary', 'ملخص'),
  day: word('Business day', 'يوم العمل'),
  made: word('Made', 'أُعد'),
  store: word('Store', 'الفرع'),
  currency: word('Currency', 'العملة'),
  sales: word('Sales', 'المبيعات'),
  returns: word('Returns', 'المرتجعات'),
  net: word('Net', 'الصافي'),
  tax: word('Tax', 'الضريبة'),
  rounding: word('Cash rounding', 'تقريب النقد'),
  total: word('Total', 'الإجمالي'),
  rate: word('Tax rate', 'فئة الضريبة'),
  base: word('Base', 'الوعاء'),
  tender: word('Payment', 'الدفع'),
  amount: word('Amount', 'المبلغ'),
  hour: word('Hour', 'الساعة'),
  product: word('Product', 'الصنف'),
  products: word('Products', 'الأصناف'),
  sku: word('SKU', 'رمز الصنف'),
  quantity: word('Quantity', 'الكمية'),
  unit: word('Unit', 'الوحدة'),
  time: word('Time', 'الوقت'),
  receipt: word('Receipt', 'الإيصال'),
  invoice: word('Invoice', 'الفاتورة'),
  offline: word('Offline', 'غير متصل'),
  yes: word('yes', 'نعم'),
  no: word('no', 'لا'),
  page: word('Page', 'صفحة'),
  of: word('of', 'من'),
  nothing: word('Nothing was sold on this day', 'لا توجد مبيعات في هذا اليوم'),
} as const
