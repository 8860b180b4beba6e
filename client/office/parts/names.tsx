// A name in the reader's language with the other language under it, and the two fields it is typed in.
import { nameIn, otherName, type Names } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import css from './parts.module.css'

export function TwoNames({ names }: { names: Names }) {
  const { locale } = useLook()
  const other = otherName(locale, names)
  const shown = nameIn(locale, names)
  return (
    <span className={css.names}>
      <bdi className={css.name}>{shown}</bdi>
      {other.text !== shown && (
        <span className={css.otherName} lang={other.locale}>
          {other.text}
        </span>
      )}
    </span>
  )
}

export function NameFields(props: {
  value: Names
  onChange(value: Names): void
  /** What is named, such as "Name of the store". */
  label?: string
}) {
  const say = useSay()
  const { value, onChange } = props
  const words = props.label ?? say('officeParts.name')
  return (
    <>
      <TextField
        label={say('officeParts.inEnglish', { what: words })}
        value={value.en}
        onChange={(en) => onChange({ ...value, en })}
      />
      <TextField
        label={say('officeParts.inArabic', { what: words })}
        value={value.ar}
        onChange={(ar) => onChange({ ...value, ar })}
      />
    </>
  )
}
