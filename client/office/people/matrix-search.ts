// The rights that are sought: by their words in the reader's language and by their names.
import { useMemo } from 'react'
import { fold } from '#shared/folding.ts'
import type { Role } from '#users/contract.ts'
import { useSay } from '../../words/index.ts'
import { sectionsOf } from './matrix.ts'
import { isKnown, type Section } from './permissions.ts'

/** What a right is called: its words, or its own name where there are none. */
export function useRightWords(): (permission: string) => string {
  const say = useSay()
  return (permission) => (isKnown(permission) ? say(`right.${permission}`) : permission)
}

/** The sections with the rights in which each word that was typed stands. */
export function useFoundSections(roles: readonly Role[], text: string): readonly Section[] {
  const wordsOf = useRightWords()
  const sections = useMemo(() => sectionsOf(roles), [roles])
  const sought = fold(text).split(/\s+/).filter(Boolean)
  if (sought.length === 0) return sections
  const fits = (permission: string) => {
    const whole = fold(`${wordsOf(permission)} ${permission}`)
    return sought.every((word) => whole.includes(word))
  }
  return sections.flatMap(({ name, permissions }) => {
    const found = permissions.filter(fits)
    return found.length > 0 ? [{ name, permissions: found }] : []
  })
}
