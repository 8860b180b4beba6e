// The forty products of the seed shop: what they are called in both languages, where they stand, how
// they are sold and what they cost in either country. Names, makers and codes are made up.

export type SeedProduct = {
  readonly sku: string
  readonly en: string
  readonly ar: string
  readonly category: 'fresh' | 'dairy' | 'bakery' | 'pantry' | 'drinks' | 'pharmacy' | 'home'
  readonly picture: string
  readonly unit: 'C62' | 'KGM'
  /** Minor units for one unit: pence in London, piastres in Cairo. */
  readonly pence: number
  readonly piastres: number
  readonly tax: 'standard' | 'zero'
  /** Days until the lots on the shelf expire, nearest first; none for what is not kept by lot. */
  readonly lotDays: readonly number[]
  /** Whole units on each shelf. */
  readonly onHand: number
  readonly favourite?: true
}

type Row = readonly [
  sku: string,
  en: string,
  ar: string,
  picture: string,
  pence: number,
  piastres: number,
  onHand: number,
  rest?: Partial<Pick<SeedProduct, 'unit' | 'tax' | 'lotDays' | 'favourite'>>,
]

const fresh: Row[] = [
  [
    'TOM-VINE-KG',
    'Vine tomatoes, loose',
    'طماطم عناقيد',
    'tomatoes',
    320,
    2400,
    26,
    { unit: 'KGM' },
  ],
  ['BAN-KG', 'Bananas, loose', 'موز', 'banana', 115, 3600, 31, { unit: 'KGM' }],
  ['CUC-EA', 'Cucumber, each', 'خيار', 'cucumber', 85, 700, 42],
  ['APL-RED-KG', 'Red apples, loose', 'تفاح أحمر', 'apple', 230, 6500, 24, { unit: 'KGM' }],
  ['POT-KG', 'Potatoes, loose', 'بطاطس', 'potatoes', 95, 1800, 60, { unit: 'KGM' }],
  ['ONI-KG', 'Brown onions, loose', 'بصل', 'onion', 90, 1500, 55, { unit: 'KGM' }],
  [
    'CHK-WH',
    'Whole chicken, chilled',
    'دجاجة كاملة مبردة',
    'chicken',
    545,
    18500,
    14,
    { lotDays: [3, 5] },
  ],
]
const dairy: Row[] = [
  [
    'MLK-FC-2L',
    'Whole milk 2 L',
    'لبن كامل الدسم ٢ لتر',
    'milk',
    185,
    8800,
    64,
    { lotDays: [4, 9], favourite: true },
  ],
  [
    'YOG-PL-105',
    'Plain yoghurt 105 g',
    'زبادي طبيعي ١٠٥ جم',
    'yoghurt',
    45,
    850,
    90,
    { lotDays: [2, 6, 12] },
  ],
  [
    'EGG-FR-12',
    'Free range eggs, 12 large',
    'بيض بلدي، ١٢ كبيرة',
    'eggs',
    345,
    9600,
    21,
    { lotDays: [11], favourite: true },
  ],
  [
    'CHS-HAL-225',
    'Halloumi, full block 225 g',
    'جبن حلوم ٢٢٥ جم',
    'cheese',
    360,
    15500,
    12,
    { lotDays: [40] },
  ],
  [
    'CHS-RM-KG',
    'Roumy cheese, aged',
    'جبن رومي قديم',
    'cheese',
    1490,
    29000,
    18,
    { unit: 'KGM', lotDays: [80] },
  ],
  [
    'BUT-UN-250',
    'Unsalted butter 250 g',
    'زبدة غير مملحة ٢٥٠ جم',
    'butter',
    260,
    13500,
    33,
    { lotDays: [60] },
  ],
]
const bakery: Row[] = [
  [
    'BRD-BAL-5',
    'Baladi flatbread, pack of 5',
    'خبز بلدي، ٥ أرغفة',
    'bread',
    160,
    1000,
    38,
    { favourite: true },
  ],
  ['BRD-WM-800', 'Wholemeal loaf 800 g', 'خبز توست أسمر ٨٠٠ جم', 'loaf', 145, 5200, 19],
  ['BSC-TEA-200', 'Tea biscuits 200 g', 'بسكويت شاي ٢٠٠ جم', 'biscuits', 95, 2500, 70],
  ['CHO-DK-100', 'Dark chocolate 100 g', 'شوكولاتة داكنة ١٠٠ جم', 'chocolate', 220, 7500, 48],
]
const pantry: Row[] = [
  [
    'DAT-MJ-500',
    'Medjool dates 500 g',
    'تمر مجدول ٥٠٠ جم',
    'dates',
    675,
    13500,
    17,
    { lotDays: [110], favourite: true },
  ],
  [
    'OIL-EV-1L',
    'Extra virgin olive oil 1 L',
    'زيت زيتون بكر ١ لتر',
    'oil',
    940,
    41200,
    9,
    { lotDays: [280] },
  ],
  ['HNY-OB-340', 'Orange blossom honey 340 g', 'عسل زهر البرتقال ٣٤٠ جم', 'honey', 790, 16800, 9],
  ['FAV-MD-400', 'Fava beans, medames 400 g', 'فول مدمس ٤٠٠ جم', 'can', 110, 2200, 120],
  ['RCE-EG-1K', 'Egyptian rice 1 kg', 'أرز مصري ١ كجم', 'rice', 210, 3875, 85],
  ['LEN-RD-500', 'Red lentils 500 g', 'عدس أصفر ٥٠٠ جم', 'lentils', 165, 4200, 64],
  ['FLR-PL-1K', 'Plain flour 1 kg', 'دقيق فاخر ١ كجم', 'flour', 95, 3200, 58],
  ['SUG-WH-1K', 'White sugar 1 kg', 'سكر أبيض ١ كجم', 'sugar', 119, 3500, 72],
  ['PAS-PN-500', 'Penne pasta 500 g', 'مكرونة قلم ٥٠٠ جم', 'pasta', 89, 2200, 95],
  ['SPC-CM-80', 'Ground cumin 80 g', 'كمون مطحون ٨٠ جم', 'spice', 150, 4800, 40],
]
const drinks: Row[] = [
  [
    'WTR-ST-15',
    'Still water 1.5 L',
    'مياه معدنية ١٫٥ لتر',
    'water',
    65,
    900,
    140,
    { tax: 'standard' },
  ],
  [
    'JUI-MNG-1L',
    'Mango nectar 1 L',
    'نكتار مانجو ١ لتر',
    'juice',
    185,
    4500,
    44,
    { tax: 'standard' },
  ],
  ['COL-330', 'Cola 330 ml', 'كولا ٣٣٠ مل', 'cola', 80, 1500, 160, { tax: 'standard' }],
  ['TEA-BLK-250', 'Black tea 250 g', 'شاي أسود ٢٥٠ جم', 'tea', 320, 9500, 37],
  ['COF-TR-200', 'Turkish coffee 200 g', 'بن تركي ٢٠٠ جم', 'coffee', 480, 14500, 28],
]
const pharmacy: Row[] = [
  [
    'PAR-500-16',
    'Paracetamol 500 mg, 16 tablets',
    'باراسيتامول ٥٠٠ مجم، ١٦ قرصًا',
    'tablets',
    95,
    3800,
    86,
    { tax: 'standard', lotDays: [640] },
  ],
  [
    'COF-CH-120',
    'Cough syrup, child 120 ml',
    'شراب كحة للأطفال ١٢٠ مل',
    'syrup',
    420,
    6400,
    24,
    { tax: 'standard', lotDays: [5, 190] },
  ],
  [
    'VIT-C-30',
    'Vitamin C 1000 mg, 30 tablets',
    'فيتامين سي ١٠٠٠ مجم، ٣٠ قرصًا',
    'vitamins',
    550,
    12000,
    31,
    { tax: 'standard', lotDays: [320] },
  ],
  [
    'BFM-1-400',
    'Baby formula, stage 1, 400 g',
    'لبن أطفال مرحلة ١، ٤٠٠ جم',
    'formula',
    1190,
    38500,
    16,
    { lotDays: [150] },
  ],
  ['NAP-3-44', 'Nappies, size 3, pack of 44', 'حفاضات مقاس ٣، ٤٤ قطعة', 'nappies', 899, 48900, 13],
]
const home: Row[] = [
  [
    'SOP-OLV-125',
    'Olive oil soap 125 g',
    'صابون زيت الزيتون ١٢٥ جم',
    'soap',
    175,
    3200,
    66,
    { tax: 'standard' },
  ],
  [
    'TPT-MT-100',
    'Mint toothpaste 100 ml',
    'معجون أسنان نعناع ١٠٠ مل',
    'toothpaste',
    240,
    5250,
    52,
    { tax: 'standard' },
  ],
  [
    'DET-LQ-1L',
    'Washing-up liquid 1 L',
    'سائل غسيل أطباق ١ لتر',
    'detergent',
    195,
    5800,
    39,
    { tax: 'standard' },
  ],
]

const rowsOf = { fresh, dairy, bakery, pantry, drinks, pharmacy, home }

export const categoryNames: Readonly<Record<keyof typeof rowsOf, { en: string; ar: string }>> = {
  fresh: { en: 'Fresh', ar: 'طازج' },
  dairy: { en: 'Dairy', ar: 'ألبان' },
  bakery: { en: 'Bakery', ar: 'مخبوزات' },
  pantry: { en: 'Pantry', ar: 'بقالة' },
  drinks: { en: 'Drinks', ar: 'مشروبات' },
  pharmacy: { en: 'Pharmacy', ar: 'صيدلية' },
  home: { en: 'Home', ar: 'منزل' },
}

export const shelf: readonly SeedProduct[] = (
  Object.entries(rowsOf) as [keyof typeof rowsOf, Row[]][]
).flatMap(([category, rows]) =>
  rows.map(([sku, en, ar, picture, pence, piastres, onHand, rest]) => ({
    sku,
    en,
    ar,
    category,
    picture,
    pence,
    piastres,
    onHand,
    unit: 'C62' as const,
    tax: 'zero' as const,
    lotDays: [],
    ...rest,
  })),
)
