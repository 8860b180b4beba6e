// ما تقوله الإدارة عن حدود الأدوار والأرقام السرية وسياسات الفرع بالعربية. The keys are those of ../en/office-policies.ts.
import type { officePolicies as english } from '../en/office-policies.ts'
import type { InArabic } from '../plurals.ts'

export const officePolicies: InArabic<typeof english> = {
  policiesOffice: {
    unreadable: 'اكتب رقمًا، صفرًا أو أكثر',
    tolerance: 'قد يختلف العدّ بمقدار، {{currency}}',
    toleranceHint: 'فوق ذلك يُعدّ الدرج مرة ثانية قبل أن يُقال الفرق',
    holdBelow: 'احجز السلعة حين لا يبقى أكثر من',
    holdBelowHint: 'تُحجز الأخيرة للسلة التي أخذتها أولًا؛ وصفر لا يحجز شيئًا',
    noReceipt: 'السلع التي تعود بلا إيصال',
    noReceiptHint: 'فوق حد الدور تُطلب موافقة',
    noReceipts: {
      refuse: 'لا تُقبل',
      'store-credit': 'تُردّ رصيدًا في المتجر',
      any: 'تُردّ كما يريد العميل',
    },
    lockAfter: 'أقفل الكاشير الذي لا يلمسه أحد بعد، دقيقة',
    lockAfterHint: 'تنتظر السلة رقمًا سريًا؛ وصفر لا يقفل أبدًا. ولا يُقفل أثناء أخذ النقود.',
    minutesUnreadable: 'اكتب دقائق صحيحة من 0 إلى 480',
    fourEyes: 'من يطلب الموافقة لا يمنحها',
  },
  limitsOffice: {
    title: 'إلى أي حد يعمل الدور وحده',
    detail: 'فوق الحد يطلب الكاشير موافقة. وصفر يطلبها دائمًا.',
    unreadable: 'اكتب رقمًا، صفرًا أو أكثر',
    discountPpm: 'خصم على البيع، {{unit}}',
    overridePpm: 'خفض السعر، {{unit}}',
    noReceiptMinor: 'مرتجع بلا إيصال، {{unit}}',
    voidMinor: 'حذف من السلة أو إلغاء بيع، {{unit}}',
    creditMinor: 'فوق حد العميل، {{unit}}',
  },
  pinOffice: {
    set: 'تعيين رقم سري',
    of: 'الرقم السري لـ {{name}}',
    detail: 'من أربعة أرقام إلى ثمانية لا يعرفها إلا {{name}}. يوافق به على الكاشير ولا يظهر ثانية.',
    pin: 'الرقم السري',
    again: 'الرقم السري مرة أخرى',
    present: 'كلمة مرورك',
    differs: 'الرقمان مختلفان',
    short: 'من أربعة أرقام إلى ثمانية',
    done: 'صار لـ {{name}} رقم سري جديد',
  },
}
