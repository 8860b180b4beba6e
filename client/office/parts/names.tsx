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
  // The everyday labels are whole sentences of their own, so that they can be found by them.
  const labels = props.label
    ? [
        say('officeParts.inEnglish', { what: props.label }),
        say('officeParts.inArabic', { what: props.label }),
      ]
    : [say('officeParts.nameInEnglish'), say('officeParts.nameInArabic')]
  const [english = '', arabic = ''] = labels
  return (
    <>
      <TextField label={english} value={value.en} onChange={(en) => onChange({ ...value, en })} />
      <TextField label={arabic} value={value.ar} onChange={(ar) => onChange({ ...value, ar })} />
    </>
  )
}
