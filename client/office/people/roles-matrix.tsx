// The roles as a matrix: a row for each right in plain words, a column for each role. On a phone one role is chosen and shown.
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import { people, roles as roleRecords, type Role } from '#users/contract.ts'
import { EVERYTHING } from '#users/rules.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { SearchField, SelectField } from '../../ui/fields.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { useOnceKnown } from '../parts/known.ts'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { useSearchKey } from '../parts/use-search-key.ts'
import css from './matrix.module.css'
import { MatrixLimits, type OpenRole } from './matrix-limits.tsx'
import { MatrixSection } from './matrix-section.tsx'
import { moveByArrows } from './matrix-keys.ts'
import { useFoundSections } from './matrix-search.ts'
import { type Matrix, useMatrix } from './use-matrix.ts'

/** Who may most stands first. */
const size = ({ permissions }: Role) =>
  permissions.includes(EVERYTHING) ? Infinity : permissions.length

export function RolesMatrix({ onOpen }: { onOpen: OpenRole }) {
  const records = useOnceKnown(useRecords(roleRecords))
  const inOrder = useMemo(
    () => records?.toSorted((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1)),
    [records],
  )
  return inOrder ? (
    <KnownRoles roles={inOrder} onOpen={onOpen} />
  ) : (
    <Skeletons shape="rows" count={10} />
  )
}

function KnownRoles({ roles, onOpen }: { roles: readonly Role[]; onOpen: OpenRole }) {
  const say = useSay()
  const { locale } = useLook()
  const matrix = useMatrix(roles)
  const search = useSearchKey()
  const [text, setText] = useState('')
  const narrow = useMediaQuery('(max-width: 48em)')
  const [chosen, setChosen] = useState(
    () => (roles.find((role) => size(role) < Infinity) ?? roles[0])?.id ?? null,
  )
  const shown = narrow ? roles.filter(({ id }) => id === chosen) : roles
  return (
    <>
      <div className={css.tools}>
        <SearchField ref={search} label={say('matrix.search')} value={text} onChange={setText} />
        {narrow && (
          <SelectField
            label={say('matrix.roleShown')}
            value={chosen}
            options={roles.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))}
            onChange={setChosen}
          />
        )}
      </div>
      <ProblemNote problem={matrix.work.problem} onAgain={matrix.save} />
      <div className={css.frame}>
        <Table matrix={matrix} shown={shown} text={text} onOpen={onOpen} />
        <BulkBar
          count={matrix.changed}
          words={say('matrix.changed', { count: matrix.changed })}
          note={say('matrix.notInForce')}
          acts={[{ words: say('matrix.undo'), onAct: matrix.undo }]}
          primary={{ words: say('matrix.save'), onAct: matrix.save }}
        />
      </div>
    </>
  )
}

type TableProps = {
  matrix: Matrix
  shown: readonly Role[]
  text: string
  onOpen: OpenRole
}

function Table({ matrix, shown, text, onOpen }: TableProps) {
  const say = useSay()
  const body = useRef<HTMLTableElement>(null)
  const sections = useFoundSections(matrix.roles, text)
  return (
    <div className={css.scroll}>
      <table
        ref={body}
        className={css.table}
        aria-label={say('peopleOffice.tabs.roles')}
        onKeyDown={(event) => moveByArrows(event, body.current)}
      >
        <thead>
          <tr>
            <th scope="col">{say('matrix.right')}</th>
            {shown.map((role) => (
              <RoleHead key={role.id} role={role} onOpen={onOpen} />
            ))}
          </tr>
        </thead>
        {text === '' && <MatrixLimits roles={shown} onOpen={onOpen} />}
        {sections.map((section) => (
          <MatrixSection key={section.name} section={section} matrix={matrix} shown={shown} />
        ))}
      </table>
      {sections.length === 0 && <p role="status">{say('matrix.none')}</p>}
    </div>
  )
}

function RoleHead({ role, onOpen }: { role: Role; onOpen: OpenRole }) {
  const say = useSay()
  const { locale } = useLook()
  const holders = useRecords(people).filter(({ roleId, active }) => active && roleId === role.id)
  return (
    <th scope="col">
      <button type="button" className={css.role} disabled={!onOpen} onClick={() => onOpen?.(role)}>
        <bdi>{nameIn(locale, role.name)}</bdi>
        <span>{say('matrix.holders', { count: holders.length })}</span>
      </button>
    </th>
  )
}
