// What the basket says in Arabic: its terms, why a price is what it is, and voids.
import type { basketWords as english } from '../en/basket.ts'
import type { InArabic } from '../plurals.ts'

type Words = InArabic<typeof english>

const basket = {
  off: 'موضع الخصم',
  offLine: 'السطر',
  offBasket: 'السلة',
  offRow: 'خصم على السلة',
  terms: 'البائع',
  soldBy: 'البائع',
  soldByName: 'البائع: {{name}}',
  cashier: 'على الكاشير',
  channel: 'طريقة الطلب',
  counter: 'في الفرع',
  phone: 'بالهاتف',
  soldAs: 'وحدة البيع',
  piece: 'قطعة',
  termsApply: 'تسري أسعار وضرائب {{name}}',
  termsGone: 'عادت الأسعار والضرائب إلى أسعار الرف',
}

const price = {
  title: 'لماذا هذا السعر',
  version: 'إصدار الأسعار {{number}}',
  versionSince: 'إصدار الأسعار {{number}}، ساري منذ {{date}}',
  comesTo: 'قيمة السطر',
  from: 'من {{quantity}}',
  included: 'متضمنة',
  same: 'يسري',
  change: 'تحديد سعر آخر',
  list: 'العودة إلى سعر القائمة',
  listIs: 'حسب القائمة',
  set: 'اعتماد هذا السعر',
  step: {
    list: 'سعر القائمة',
    group: 'مجموعة العملاء',
    break: 'سعر الكمية',
    pack: 'سعر العبوة',
    override: 'محدد يدويًا',
    sold: 'كما بيع',
    discount: 'خصم',
    basket: 'نصيب السطر من خصم السلة',
    'tax-position': 'ضريبة العميل',
    tax: 'ضريبة',
  },
}

const why = {
  own: 'بكلماتك',
  courtesy: 'مجاملة',
  damaged: 'تالف',
  shelfPrice: 'السعر على الرف',
  regular: 'عميل دائم',
  match: 'أرخص في مكان آخر',
  agreed: 'اتفاق سابق',
  mistake: 'مسح بالخطأ',
  changedMind: 'غيّر العميل رأيه',
  price: 'السعر مرتفع',
  noMoney: 'المال لا يكفي',
  fewer: 'كمية أقل',
}

const leave = {
  title: 'إخراج من السلة',
  line: 'إخراج السطر',
  whole: 'إخراج كل شيء',
  fewer: 'أُخرج {{quantity}}',
  wholeDone: 'أُفرغت السلة',
  nothing: 'السلة فارغة',
}

export const basketWords: Words = { basket, price, why, void: leave }
