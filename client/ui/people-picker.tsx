// A person out of a few, one touch each.
import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useSay } from '../words/index.ts'
import { Initials } from './icon-disc.tsx'
import css from './sign.module.css'

/** The people who may sell here; the first has the focus. */
export function PeoplePicker({
  people,
  onPick,
}: {
  people: readonly { id: string; name: string }[]
  onPick(id: string): void
}) {
  const say = useSay()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.querySelector('button')?.focus(), [])
  return (
    <section ref={box} aria-label={say('sign.pinTitle')} className={css.people}>
      {people.map(({ id, name }, n) => (
        <UnstyledButton
          key={id}
          className={css.person}
          onClick={() => onPick(id)}
          {...(n === 0 ? { 'data-autofocus': true } : {})}
        >
          <Initials name={name} />
          <bdi>{name}</bdi>
        </UnstyledButton>
      ))}
    </section>
  )
}
