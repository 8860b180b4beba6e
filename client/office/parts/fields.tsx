// Fields the back office needs beside the shared ones: a day, an instant, text of several lines, and a choice of several.
import { Checkbox, Textarea, TextInput } from '@mantine/core'
import theme from '../../look/parts.module.css'
import css from './parts.module.css'

type Common = { label: string; hint?: string; required?: boolean }
const look = {
  input: theme.field ?? '',
  label: theme.label ?? '',
  description: theme.hint ?? '',
}

/** A calendar day as ISO 8601; empty text where there is none. */
export function DayField(props: Common & { value: string; onChange(value: string): void }) {
  return (
    <TextInput
      type="date"
      label={props.label}
      description={props.hint}
      required={props.required ?? false}
      withAsterisk={false}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** A day and a time of this device's zone, as the browser writes them: `2026-11-23T10:42`. */
export function MomentField(props: Common & { value: string; onChange(value: string): void }) {
  return (
    <TextInput
      type="datetime-local"
      label={props.label}
      description={props.hint}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

export type LinesFieldProps = Common & {
  value: string
  onChange(value: string): void
}

export function LinesField(props: LinesFieldProps) {
  return (
    <Textarea
      classNames={look}
      label={props.label}
      description={props.hint}
      dir="auto"
      autosize
      minRows={2}
      maxRows={16}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

export type Option = { value: string; label: string }

/** Several of a few; each is a check box of its own. */
export function ChecksField(props: {
  label: string
  options: readonly Option[]
  value: readonly string[]
  onChange(value: string[]): void
}) {
  const { label, options, value, onChange } = props
  const toggle = (one: string, on: boolean) =>
    onChange(on ? [...value, one] : value.filter((each) => each !== one))
  return (
    <fieldset className={css.checks}>
      <legend>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={<bdi>{option.label}</bdi>}
          checked={value.includes(option.value)}
          onChange={(event) => toggle(option.value, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  )
}
