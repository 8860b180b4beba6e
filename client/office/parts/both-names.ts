// Two names as they were typed, made into the two every record carries.
import type { Names } from '../../look/locale.ts'

/** One name stands for both where only one was typed; null where neither was. */
export function bothNames(value: Names): Names | null {
  const en = value.en.trim()
  const ar = value.ar.trim()
  return en === '' && ar === '' ? null : { en: en || ar, ar: ar || en }
}
