// Names shown to people, in the two languages every screen speaks.
import Type, { type Static } from 'typebox'

/** A name in English and Arabic, 1-200 characters each; a name given in one language stands for both. */
export const LocalName = Type.Object(
  {
    en: Type.String({ minLength: 1, maxLength: 200 }),
    ar: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)
export type LocalName = Static<typeof LocalName>
