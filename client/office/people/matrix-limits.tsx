// How far each role goes without an approval, and whether it signs in with a second step. Its own sheet changes it.
import type { Role } from '#users/contract.ts'
import { EVERYTHING } from '#users/rules.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import css from './matrix.module.css'
import { type LimitName, limitKinds } from './role-limits.ts'

/** Undefined for who may not change a role. */
export type OpenRole = ((role: Role) => void) | undefined
type MatrixLimitsProps = { roles: readonly Role[]; onOpen: OpenRole }

export function MatrixLimits({ roles, onOpen }: MatrixLimitsProps) {
  const say = useSay()
  const valueOf = useLimitWords()
  const { store } = useChosenStore()
  return (
    <tbody>
      <tr className={css.section}>
        <th scope="rowgroup" colSpan={roles.length + 1}>
          {say('matrix.limits')}
        </th>
      </tr>
      {limitKinds.map(([name, kind]) => {
        const unit = kind === 'share' ? '%' : (store?.currency ?? '')
        const limit = say(`limitsOffice.${name}`, { unit })
        return (
          <tr key={name}>
            <th scope="row">{limit}</th>
            {roles.map((role) => (
              <Value key={role.id} {...{ role, limit, onOpen }} value={valueOf(role, name)} />
            ))}
          </tr>
        )
      })}
      <tr>
        <th scope="row">{say('security.needsMfa')}</th>
        {roles.map((role) => (
          <Value
            key={role.id}
            {...{ role, onOpen }}
            limit={say('security.needsMfa')}
            value={say(role.needsMfa ? 'security.yes' : 'security.no')}
          />
        ))}
      </tr>
    </tbody>
  )
}

type ValueProps = { role: Role; limit: string; value: string; onOpen: OpenRole }

function Value({ role, limit, value, onOpen }: ValueProps) {
  const say = useSay()
  const { locale } = useLook()
  return (
    <td className={css.value}>
      <button
        type="button"
        aria-label={say('matrix.limitOf', { limit, role: nameIn(locale, role.name), value })}
        disabled={!onOpen}
        onClick={() => onOpen?.(role)}
      >
        <bdi>{value}</bdi>
      </button>
    </td>
  )
}

function useLimitWords(): (role: Role, name: LimitName) => string {
  const say = useSay()
  const numerals = useNumerals()
  const currency = useChosenStore().store?.currency ?? ''
  return ({ permissions, limits }, name) => {
    if (permissions.includes(EVERYTHING)) return say('matrix.noLimit')
    const value = limits[name]
    return name.endsWith('Ppm') ? numerals.percent(value) : numerals.amount(value, currency)
  }
}
