// The fields of a form, always with a label that stays. Each hands back a plain value, never an event.
import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'

type Common = {
  label: string
  hint?: string
  /** What is wrong and how to put it right, in words. */
  error?: string
  required?: boolean
  disabled?: boolean
}

function shared({ label, hint, error, required, disabled }: Common) {
  return {
    label,
    description: hint,
    error,
    required: required ?? false,
    withAsterisk: false,
    disabled: disabled ?? false,
  }
}

export type TextFieldProps = Common & {
  value: string
  onChange(value: string): void
  /** Codes are written left to right in mono, in every language. */
  code?: boolean
  /** Only digits are typed, which a phone then offers. */
  digits?: boolean
  autoComplete?: string
  /** Has the focus when its sheet opens. */
  first?: boolean
  /** Has the focus as soon as it is there. */
  now?: boolean
}

const codeInput = { fontFamily: 'var(--mantine-font-family-monospace)' }

export function TextField(props: TextFieldProps) {
  return (
    <TextInput
      {...shared(props)}
      value={props.value}
      autoComplete={props.autoComplete ?? 'off'}
      inputMode={props.digits ? 'numeric' : 'text'}
      autoFocus={props.now ?? false}
      {...(props.first ? { 'data-autofocus': true } : {})}
      dir={props.code ? 'ltr' : 'auto'}
      styles={props.code ? { input: codeInput } : {}}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

export type NumberFieldProps = Common & {
  value: number | null
  onChange(value: number | null): void
  decimals?: number
  least?: number
  most?: number
  unit?: ReactNode
  /** Has the focus when its sheet opens. */
  first?: boolean
}

export function NumberField(props: NumberFieldProps) {
  return (
    <NumberInput
      {...shared(props)}
      value={props.value ?? ''}
      decimalScale={props.decimals ?? 0}
      {...(props.first ? { 'data-autofocus': true } : {})}
      min={props.least}
      max={props.most}
      rightSection={props.unit}
      onChange={(value) => props.onChange(typeof value === 'number' ? value : null)}
    />
  )
}

export type SelectFieldProps = Common & {
  value: string | null
  onChange(value: string | null): void
  options: readonly { value: string; label: string }[]
  searchable?: boolean
}

export function SelectField(props: SelectFieldProps) {
  return (
    <Select
      {...shared(props)}
      value={props.value}
      data={[...props.options]}
      searchable={props.searchable ?? false}
      onChange={props.onChange}
    />
  )
}

export function CheckField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint?: string
  value: boolean
  onChange(value: boolean): void
}) {
  return (
    <Checkbox
      label={label}
      description={hint}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

export type SearchFieldProps = {
  label: string
  value: string
  onChange(value: string): void
  onEnter?(value: string): void
  /** What stands at its end: a key hint, a scan button. */
  end?: ReactNode
  /** 52 px on the till, 44 elsewhere. */
  tall?: boolean
  /** Has the focus when its sheet opens. */
  first?: boolean
  ref?: Ref<HTMLInputElement>
}

/** A search says what it finds in its own placeholder, because nothing is typed there that must be checked later. */
export function SearchField({ ref, ...props }: SearchFieldProps) {
  return (
    <TextInput
      ref={ref}
      type="search"
      {...(props.first ? { 'data-autofocus': true } : {})}
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      size={props.tall ? 'lg' : 'md'}
      styles={{ input: { minBlockSize: props.tall ? 52 : 44 } }}
      leftSection={<IconSearch size={22} stroke={1.8} aria-hidden />}
      rightSection={props.end}
      rightSectionWidth={props.end ? 'auto' : undefined}
      rightSectionProps={{ style: { paddingInlineEnd: 12, gap: 8 } }}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onEnter?.(event.currentTarget.value)
      }}
    />
  )
}
