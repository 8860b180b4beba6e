// ما تقوله لوحة المتابعة عن طلبات الموافقة. The keys are those of ../en/board-asks.ts.
import type { asks as english } from '../en/board-asks.ts'
import type { InArabic } from '../plurals.ts'

export const asks: InArabic<typeof english> = {
  title: 'طلبات الموافقة',
  place: '{{store}}، {{till}}',
  discount: '{{name}} يطلب خصم {{percent}}',
  discountRule: 'الخصم، وحدّه {{limit}}',
  override: '{{name}} يطلب خفض سعر بنسبة {{percent}}',
  overrideRule: 'الخفض، وحدّه {{limit}}',
  void: '{{name}} يطلب إخراج أصناف من السلة',
  voidSale: '{{name}} يطلب عكس بيع مدفوع',
  voidRule: 'القيمة، وحدّه {{limit}}',
  noReceipt: '{{name}} يطلب إرجاع أصناف بلا إيصال',
  returnRule: 'المبلغ المعاد، وحدّه {{limit}}',
  credit: '{{name}} يطلب {{amount}} فوق حدّ الائتمان',
  creditRule: 'فوق الحدّ، وله أن يسمح بـ {{limit}}',
  dangerOff: 'سيُخصم {{amount}}. هل أنت متأكد؟',
  dangerVoid: 'سيُعكس بيع مدفوع قدره {{amount}}. هل أنت متأكد؟',
  dangerBack: 'سيخرج {{amount}} من الدرج. هل أنت متأكد؟',
  cancelled: 'سحب الكاشير الطلب.',
  expired: 'انتهى وقت الطلب.',
  needsLink: 'الرد يحتاج إلى اتصال بالخادم. أعد المحاولة حين يعود.',
  tooLate: 'سبقك ردّ آخر أو سُحب الطلب قبل لحظة.',
  cannot: {
    permission: 'دورك لا يوافق على هذا، ولك أن ترفضه.',
    limit: 'هذا فوق حدّك، ولك أن ترفضه.',
    'four-eyes': 'أنت من طلبه، فلا بد أن يوافق غيرك.',
  },
}
