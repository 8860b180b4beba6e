// The head of a page of the back office: the menu on a phone, the title with its count, and the page's own acts.
import { ActionIcon } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { type ReactNode, createContext, use } from 'react'
import { useSay } from '../../words/index.ts'
import css from './parts.module.css'

/** Opens the menu where it is a drawer. */
export const MenuContext = createContext<() => void>(() => {})

export type PageHeadProps = { title: string; note?: string; children?: ReactNode }

export function PageHead({ title, note, children }: PageHeadProps) {
  const say = useSay()
  const openMenu = use(MenuContext)
  return (
    <div className={css.pageHead}>
      <span className={css.menuButton}>
        <ActionIcon aria-label={say('officeParts.menu')} onClick={openMenu}>
          <IconMenu2 size={22} stroke={1.8} />
        </ActionIcon>
      </span>
      <h1 className={css.title}>{title}</h1>
      {note !== undefined && <span className={css.note}>{note}</span>}
      <span className={css.pageActs}>{children}</span>
    </div>
  )
}

/** A page: its head, and under it what fills the rest of the height. */
export function OfficePage({ children }: { children: ReactNode }) {
  return <main className={css.page}>{children}</main>
}
