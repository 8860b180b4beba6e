// The two languages and the two sets of digits, and how a record's two names are chosen between.
// It knows no words: those are in client/words.

export type Locale = 'en' | 'ar'
export type Digits = 'latn' | 'arab'
export type Names = { en: string; ar: string }

/** The BCP 47 tag whose Intl data writes this language with these digits; English has one set only. */
export function tagOf(locale: Locale, digits: Digits): string {
  return locale === 'en' ? 'en-GB' : `ar-EG-u-nu-${digits}-ca-gregory`
}

/** The name in the reader's language; a record without it shows the other one rather than nothing. */
export function nameIn(locale: Locale, names: Names): string {
  return names[locale] || names.ar || names.en
}

/** The second line of a row: the name in the language the reader did not choose, if it has one. */
export function otherName(locale: Locale, names: Names): { text: string; locale: Locale } {
  const other = locale === 'en' ? 'ar' : 'en'
  return { text: names[other], locale: other }
}
