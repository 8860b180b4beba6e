// Names shown to people, in the two languages every screen speaks.
import Type, { type Static } from 'typebox'
import { cleanName } from './text.ts'

/** A name in English and Arabic, 1-200 characters each; a name given in one language stands for both. */
export const LocalName = Type.Object(
  {
    en: Type.String({ minLength: 1, maxLength: 200 }),
    ar: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)
export type LocalName = Static<typeof LocalName>

type Cleaning = (text: string) => string | undefined

function cleanBoth(name: LocalName, clean: Cleaning): LocalName | undefined {
  const en = clean(name.en)
  const ar = clean(name.ar)
  const either = en ?? ar
  return either === undefined ? undefined : { en: en ?? either, ar: ar ?? either }
}

/** Both names as `cleanName` leaves them, one standing in for the other; undefined if neither is readable. */
export function cleanLocalName(name: LocalName): LocalName | undefined {
  return cleanBoth(name, (text) => cleanName(text))
}

/** The same for a text of several lines, such as the head of a receipt. */
export function cleanLocalText(text: LocalName): LocalName | undefined {
  const cleanLines: Cleaning = (lines) =>
    lines
      .split(/\r?\n/)
      .flatMap((line) => cleanName(line) ?? [])
      .join('\n') || undefined
  return cleanBoth(text, cleanLines)
}
