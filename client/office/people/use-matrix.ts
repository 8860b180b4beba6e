// What is being changed in the matrix of roles and putting it in force, role by role: what could not be stays as it was pressed.
import { useState } from 'react'
import { type Role, rolesSet } from '#users/contract.ts'
import { covers, EVERYTHING, includesPermission } from '#users/rules.ts'
import { useLink } from '../../link/react.ts'
import { useMay, usePermissions } from '../../link/rights.ts'
import { useSay } from '../../words/index.ts'
import { said } from '../../forms/said.tsx'
import { useWork, type Work } from '../../forms/work.ts'
import { type Draft, isChanged, press, withToggles } from './matrix.ts'

export type Matrix = {
  readonly roles: readonly Role[]
  /** The rights of a role as they will be. */
  rightsOf(role: Role): readonly string[]
  /** Whether the person may give or take this right, or any at all, of the role. */
  mayTouch(role: Role, permission?: string): boolean
  press(role: Role, pressed: Iterable<readonly [string, boolean]>): void
  /** How many roles are changed. */
  readonly changed: number
  undo(): void
  save(): void
  readonly work: Work
}

export function useMatrix(roles: readonly Role[]): Matrix {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const mine = usePermissions()
  const maySet = useMay(rolesSet.needs)
  const [draft, setDraft] = useState<Draft>(new Map())
  const changed = roles.filter((role) => isChanged(role, draft.get(role.id)))
  const rightsOf = (role: Role) => withToggles(role, draft.get(role.id))
  const put = async () => {
    for (const role of changed) {
      const { id, name } = role
      await call(rolesSet, { id, name, permissions: rightsOf(role) })
      setDraft((now) => new Map([...now].filter(([each]) => each !== id)))
    }
  }
  return {
    roles,
    rightsOf,
    mayTouch: (role, permission) =>
      maySet &&
      !role.permissions.includes(EVERYTHING) &&
      covers(mine, role.permissions) &&
      (permission === undefined || includesPermission(mine, permission)),
    press: (role, pressed) => setDraft((now) => press(now, role, pressed)),
    changed: changed.length,
    undo: () => {
      work.clear()
      setDraft(new Map())
    },
    save: () => void work.run(put).then((agreed) => agreed && said(say('matrix.saved'))),
    work,
  }
}
