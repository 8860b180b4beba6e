// ما تقوله قوائم الإدارة عن البحث والأعمدة وطرق العرض والملفات بالعربية. The keys are those of ../en/lists.ts.
import type { lists as english } from '../en/lists.ts'
import type { InArabic } from '../plurals.ts'

export const lists: InArabic<typeof english> = {
  lists: {
    tools: 'أدوات القائمة: {{list}}',
    find: 'بحث في هذه القائمة',
    noneFit: 'لا صف يطابق ما كُتب.',
    columns: 'الأعمدة',
    views: 'طرق العرض',
    whole: 'القائمة كاملة',
    saveView: 'حفظ طريقة العرض',
    viewName: 'اسم طريقة العرض',
    viewHint: 'يعود بهذا الاسم البحث والأعمدة والترتيب على هذا الجهاز.',
    dropView: 'حذف طريقة العرض {{name}}',
    export: 'حفظ في ملف',
    csv: 'جدول CSV',
    xlsx: 'مصنف Excel',
    exported_zero: 'لم يُحفظ صف',
    exported_one: 'حُفظ صف واحد',
    exported_two: 'حُفظ صفان',
    exported_few: 'حُفظت {{count}} صفوف',
    exported_many: 'حُفظ {{count}} صفًا',
    exported_other: 'حُفظ {{count}} صف',
    notExported: 'تعذّر إنشاء الملف',
    notExportedDetail: 'يحتاج مصنف Excel إلى الاتصال أول مرة. أما CSV فيعمل دونه.',
  },
}
