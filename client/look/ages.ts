// How long ago, in words short enough for a note: "4 s", "18 min", "منذ" is said by the sentence around it.
// It never rounds up: four minutes means that four whole minutes have passed.
import type { Locale } from './locale.ts'

type Span = 'second' | 'minute' | 'hour' | 'day'

const english: Record<Span, string> = { second: 's', minute: 'min', hour: 'h', day: 'd' }

// In the case that follows منذ and قبل: one, two, three to ten, eleven and more.
const arabic: Record<Span, readonly [string, string, string, string]> = {
  second: ['ثانية', 'ثانيتين', 'ثوانٍ', 'ثانية'],
  minute: ['دقيقة', 'دقيقتين', 'دقائق', 'دقيقة'],
  hour: ['ساعة', 'ساعتين', 'ساعات', 'ساعة'],
  day: ['يوم', 'يومين', 'أيام', 'يومًا'],
}

const arabicRules = new Intl.PluralRules('ar')

/** Writes a span in milliseconds with its largest whole unit. Negative spans (a skewed clock) are written as zero. */
export function writeAge(spanMs: number, locale: Locale, count: (n: number) => string): string {
  const [n, span] = largest(Math.max(0, spanMs))
  if (locale === 'en') return `${count(n)}\u00A0${english[span]}`
  const [one, two, few, many] = arabic[span]
  const category = arabicRules.select(n)
  if (category === 'one') return one
  if (category === 'two') return two
  return `${count(n)}\u00A0${category === 'few' ? few : many}`
}

function largest(spanMs: number): [number, Span] {
  const seconds = Math.floor(spanMs / 1000)
  if (seconds < 60) return [seconds, 'second']
  if (seconds < 3600) return [Math.floor(seconds / 60), 'minute']
  if (seconds < 86_400) return [Math.floor(seconds / 3600), 'hour']
  return [Math.floor(seconds / 86_400), 'day']
}
