// A code by hand where the scanner cannot read it, or a product by its name. What is typed means the same as a scan.
import { Button, UnstyledButton } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { useLink } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { TextField } from '../ui/fields.tsx'
import { useSay } from '../words/index.ts'
import { namedLike } from './named.ts'
import css from './task.module.css'

const MOST_SHOWN = 8

export function TypedCode({ onCode }: { onCode(code: string): void }) {
  const say = useSay()
  const { locale } = useLook()
  const { store } = useLink()
  const [text, setText] = useState('')
  const found = useMemo(() => {
    const named = store.records(variants).flatMap((variant) => {
      const product = variant.archived ? undefined : store.record(products, variant.productId)
      return product ? [{ sku: variant.sku, name: fullName(product, variant) }] : []
    })
    return namedLike(named, text, MOST_SHOWN)
  }, [store, text])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') onCode(text.trim())
  }
  return (
    <form className={css.typed} onSubmit={submit}>
      <TextField label={say('scan.codeField')} value={text} onChange={setText} code />
      <Button type="submit" size="xl" fullWidth disabled={text.trim() === ''}>
        {say('scan.useCode')}
      </Button>
      {found.length > 0 && (
        <ul className={css.found} aria-label={say('scan.found')}>
          {found.map(({ sku, name }) => (
            <li key={sku}>
              <UnstyledButton className={css.option} onClick={() => onCode(sku)}>
                <bdi>{nameIn(locale, name)}</bdi>
                <Code>{sku}</Code>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
