// One end of a move: a large button with the place, which opens the places of the store.
import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { Id } from '#shared/ids.ts'
import type { Location } from '#stock/contract.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import css from './task.module.css'

export function PlacePick(props: {
  words: string
  places: readonly Location[]
  id: Id | null
  onPick(id: Id): void
}) {
  const say = useSay()
  const { locale } = useLook()
  const [open, setOpen] = useState(false)
  const chosen = props.places.find(({ id }) => id === props.id)
  return (
    <>
      <UnstyledButton className={css.end} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <small>{props.words}</small>
        <b>
          <bdi>{chosen ? nameIn(locale, chosen.name) : say('scan.choose')}</bdi>
        </b>
      </UnstyledButton>
      <Sheet opened={open} onClose={() => setOpen(false)} title={props.words}>
        {props.places.map(({ id, name }) => (
          <UnstyledButton
            key={id}
            className={css.option}
            aria-pressed={id === props.id}
            onClick={() => {
              props.onPick(id)
              setOpen(false)
            }}
          >
            <bdi>{nameIn(locale, name)}</bdi>
          </UnstyledButton>
        ))}
      </Sheet>
    </>
  )
}
