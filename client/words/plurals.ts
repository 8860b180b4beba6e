// The shape the Arabic words must have: exactly the English keys, with all six plurals where English has two.
// A missing or a stray Arabic key is a type error, so no screen can be half in one language.

type Six = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

// Only the `_one` key of a counted phrase is looked at; its fellows are replaced by the six.
type Counted<Keys> = Keys extends `${infer Phrase}_one` ? Phrase : never
type Fellow<Phrases extends string> = `${Phrases}_${Six}`

export type InArabic<Words> = {
  [Key in Exclude<keyof Words, Fellow<Counted<keyof Words>>>]: Words[Key] extends string
    ? string
    : InArabic<Words[Key]>
} & { [Key in Fellow<Counted<keyof Words>>]: string }
