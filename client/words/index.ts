// Sets up the words of both languages and gives components `say`. Numbers put into a sentence are written with the
// reader's digits, and names, codes and amounts are isolated, so that a sentence never reorders around them.
import { createInstance, type FormatterModule, type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Digits, Locale } from '../look/locale.ts'
import { numerals } from '../look/numerals.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof en }
  }
}

const isolateStart = '\u2068'
const isolateEnd = '\u2069'

let digits: Digits = 'latn'

export const words: i18n = createInstance()

/** Loads both languages; must be awaited before the first render. */
export async function loadWords(locale: Locale, chosen: Digits): Promise<void> {
  digits = chosen
  await words
    .use(writer)
    .use(initReactI18next)
    .init({
      lng: locale,
      fallbackLng: 'en',
      defaultNS: 'words',
      ns: ['words'],
      resources: { en: { words: en }, ar: { words: ar } },
      interpolation: { escapeValue: false, alwaysFormat: true },
    })
}

/** Changes language and digits; every component that says something renders again. */
export async function speak(locale: Locale, chosen: Digits): Promise<void> {
  digits = chosen
  await words.changeLanguage(locale)
}

/** The function that says a sentence: `say('tender.lines', { count: 6 })`. */
export function useSay() {
  return useTranslation('words', { i18n: words }).t
}

// Stands in the place of i18next's own formatter, which would write Western digits everywhere.
const writer: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format(value: unknown, _format, language) {
    if (typeof value === 'number') {
      return numerals(language === 'ar' ? 'ar' : 'en', digits).count(value)
    }
    const text = String(value)
    return text === '' ? text : `${isolateStart}${text}${isolateEnd}`
  },
}
