// A choice of a few, all in sight: real radio buttons, so that arrows and readers know them. Names are never cut; a
// row too long for the page can be moved sideways in itself.
import { useId } from 'react'
import css from './segments.module.css'

export function Segments(props: {
  label: string
  options: readonly { value: string; words: string }[]
  value: string
  onChoose(value: string): void
}) {
  const name = useId()
  return (
    <div className={css.segments} role="radiogroup" aria-label={props.label}>
      {props.options.map(({ value, words }) => (
        <label key={value} className={css.segment}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChoose(value)}
          />
          <bdi>{words}</bdi>
        </label>
      ))}
    </div>
  )
}
