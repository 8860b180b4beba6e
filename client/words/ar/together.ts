// ما يقوله الكاشير عن غيره في المتجر: موافقات وبضاعة محجوزة وبيعات معلقة. The keys are those of ../en/together.ts.
import type { together as english } from '../en/together.ts'
import type { InArabic } from '../plurals.ts'

const of = {
  discount: 'خصم {{amount}}، أي {{percent}} من البيعة',
  'price-override': 'أسعار أقل بمقدار {{amount}}، وسطر بنسبة {{percent}}',
  void: 'التراجع عن بيعة قدرها {{amount}}',
  'no-receipt-return': 'رد {{amount}} بلا إيصال أو بغير طريقة الدفع',
  credit: '{{amount}} فوق حد ائتمان العميل',
  'hand-over': 'استلام الدرج',
}

const ask = {
  title: 'موافقة',
  of,
  alonePercent: 'لك وحدك حتى {{percent}}.',
  aloneAmount: 'لك وحدك حتى {{amount}}.',
  aloneNone: 'دورك لا يفعل هذا وحده.',
  needed: 'هذا يحتاج موافقة',
  none: 'لم تعد السلة تحتاج موافقة.',
  reason: 'السبب',
  reasonHint: 'يقرؤه من يوافق',
  because: {
    regular: 'عميل دائم',
    damaged: 'بضاعة تالفة',
    promised: 'وُعد به',
    elsewhere: 'أرخص في مكان آخر',
  },
  request: 'اطلب من مدير',
  again: 'اطلب مرة أخرى',
  here: 'برقم سري هنا',
  afar: 'اطلب عن بُعد بدلًا من ذلك',
  asking: 'جارٍ الطلب',
  waiting: 'في انتظار الرد',
  waitingFor: 'الطلب على شاشة {{names}}.',
  timeLeft: 'بقي {{left}}',
  nobody: 'لا أحد في هذا المتجر يملك الموافقة على هذا القدر.',
  cancel: 'اسحب الطلب',
  parkHint: 'علّق البيعة في هذه الأثناء؛ الطلب يبقى معها.',
  pinOf: 'من يوافق',
  pin: 'الرقم السري',
  pinGrant: 'وافق بهذا الرقم السري',
  pinLeft_zero: 'لم تبق محاولة، والرقم السري موقوف مؤقتًا.',
  pinLeft_one: 'بقيت محاولة واحدة على الأكثر قبل إيقاف الرقم السري مؤقتًا.',
  pinLeft_two: 'بقيت محاولتان على الأكثر قبل إيقاف الرقم السري مؤقتًا.',
  pinLeft_few: 'بقيت {{count}} محاولات على الأكثر قبل إيقاف الرقم السري مؤقتًا.',
  pinLeft_many: 'بقيت {{count}} محاولة على الأكثر قبل إيقاف الرقم السري مؤقتًا.',
  pinLeft_other: 'بقيت {{count}} محاولة على الأكثر قبل إيقاف الرقم السري مؤقتًا.',
  granted: 'وافق {{name}}',
  grantedUntil: 'تسري على هذه السلة، وبقي {{left}}.',
  denied: 'رفض {{name}}',
  void: 'تغيّرت السلة بعد الطلب',
  voidDetail: 'كانت الموافقة على السلة كما كانت. أعدها كما كانت، أو اطلب مرة أخرى.',
  expired: 'لم يرد أحد في الوقت',
  goOn: 'تابع',
  needsLink: 'الطلب يحتاج الاتصال بالخادم.',
  needsLinkDetail: 'السلة محفوظة. بلا موافقة تُباع في حدودك أنت.',
  pay: 'اطلب موافقة',
  payWaiting: 'في انتظار موافقة',
  payDetail: 'يأتي الدفع بعدها.',
}

const hold = {
  elsewhere: '<b>{{till}} يحجزها.</b> مُسحت هناك أولًا؛ الدفع موقوف.',
}

export const together: InArabic<typeof english> = { ask, hold }
