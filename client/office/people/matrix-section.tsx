// One section of the matrix: a box for all of it in each role, and under it a row for each right.
import { useEffect, useRef } from 'react'
import type { Role } from '#users/contract.ts'
import { EVERYTHING } from '#users/rules.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { classes } from '../../ui/classes.ts'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import { holds, holdsOf, pressesOf } from './matrix.ts'
import css from './matrix.module.css'
import { useRightWords } from './matrix-search.ts'
import { isKnown, type Section } from './permissions.ts'
import type { Matrix } from './use-matrix.ts'

type MatrixSectionProps = { section: Section; matrix: Matrix; shown: readonly Role[] }

export function MatrixSection({ section, matrix, shown }: MatrixSectionProps) {
  const say = useSay()
  const wordsOf = useRightWords()
  const title = say(`rightSections.${section.name}`)
  return (
    <tbody>
      <tr className={css.section}>
        <th scope="rowgroup">{title}</th>
        {shown.map((role) => (
          <WholeCell key={role.id} {...{ role, section, matrix, title }} />
        ))}
      </tr>
      {section.permissions.map((permission) => (
        <tr key={permission}>
          <th scope="row">
            <span className={css.right}>
              <span>{wordsOf(permission)}</span>
              {isKnown(permission) && <Code>{permission}</Code>}
            </span>
          </th>
          {shown.map((role) => (
            <RightCell key={role.id} {...{ role, permission, matrix }} />
          ))}
        </tr>
      ))}
    </tbody>
  )
}

type WholeCellProps = { role: Role; section: Section; matrix: Matrix; title: string }

function WholeCell({ role, section, matrix, title }: WholeCellProps) {
  const say = useSay()
  const { locale } = useLook()
  const held = holdsOf(matrix.rightsOf(role), section)
  const may = section.permissions.every((each) => matrix.mayTouch(role, each))
  const right = say('matrix.all', { section: title })
  return (
    <Box
      label={say('matrix.cell', { right, role: nameIn(locale, role.name) })}
      value={held === 'all' ? true : held === 'some' ? null : false}
      may={may}
      stops
      {...whyNot(say, role, may)}
      onChange={() => matrix.press(role, pressesOf(section, held !== 'all'))}
    />
  )
}

function RightCell(props: { role: Role; permission: string; matrix: Matrix }) {
  const { role, permission, matrix } = props
  const say = useSay()
  const { locale } = useLook()
  const wordsOf = useRightWords()
  const held = holds(matrix.rightsOf(role), permission)
  const may = matrix.mayTouch(role, permission)
  return (
    <Box
      label={say('matrix.cell', { right: wordsOf(permission), role: nameIn(locale, role.name) })}
      value={held}
      may={may}
      isNew={held !== holds(role.permissions, permission)}
      {...whyNot(say, role, may)}
      onChange={() => matrix.press(role, [[permission, !held]])}
    />
  )
}

function whyNot(say: ReturnType<typeof useSay>, role: Role, may: boolean): { title?: string } {
  if (role.permissions.includes(EVERYTHING)) return { title: say('matrix.everythingHint') }
  return may ? {} : { title: say('matrix.beyond') }
}

type BoxProps = {
  label: string
  /** Null: some of it. */
  value: boolean | null
  may: boolean
  /** The Tab key stops here. */
  stops?: boolean
  isNew?: boolean
  title?: string
  onChange(): void
}

// A plain box: there are hundreds of them, and each is drawn anew with its role.
function Box({ label, value, may, stops, isNew, title, onChange }: BoxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = value === null
  }, [value])
  return (
    <td className={classes(css.cell, isNew && css.fresh)} title={title}>
      <label>
        <input
          ref={box}
          type="checkbox"
          aria-label={label}
          checked={value === true}
          disabled={!may}
          // The arrows go from box to box; the Tab key from section to section.
          tabIndex={stops ? 0 : -1}
          onChange={onChange}
        />
      </label>
    </td>
  )
}
