// Text as those write it who mean no good or try what breaks: the list of naughty strings beside the
// repository where it is there, and in any case those that are known to have hurt somebody.
import { existsSync, readFileSync } from 'node:fs'

const list = new URL('../../../shared/data/hostile/blns.json', import.meta.url)

const known = [
  '<script>window.hurt=1</script>',
  '"><img src=x onerror=window.hurt=1>',
  "'-alert(1)-'",
  '{{constructor.constructor("window.hurt=1")()}}',
  '${7*7}',
  '#image("http://127.0.0.1/x")',
  "'; drop table product; --",
  '=HYPERLINK("http://127.0.0.1/x","y")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '＝1+1',
  '\t=1',
  '\u202etxt.exe',
  '\u2066a\u2069\u2069\u202eb',
  'a\u200bb\u2060c\ufeff',
  `Z${'\u0300\u0489'.repeat(60)}`,
  `\u0915${'\u094d\u0915'.repeat(90)}`,
  '\u001bp\u0000\u0019\u00fa',
  '\u009b31m',
  'a\r\nSet-Cookie: x=1',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%s%n%x',
  'NULL',
  'undefined',
  '100.00',
  '١٢٣',
]

/** All of them; those of the list come last. `isWhole` says whether the list was there. */
export function hostileTexts(): { readonly texts: readonly string[]; readonly isWhole: boolean } {
  if (!existsSync(list)) return { texts: known, isWhole: false }
  const naughty = JSON.parse(readFileSync(list, 'utf8')) as string[]
  return { texts: [...new Set([...known, ...naughty])], isWhole: true }
}
