// A button that opens a short menu of acts or choices.
import { Button, Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './list.module.css'

export type ToolMenuProps = {
  icon: ReactNode
  words: string
  /** It stays open while several are chosen. */
  stays?: boolean
  children: ReactNode
}

export function ToolMenu(props: ToolMenuProps) {
  return (
    <Menu position="bottom-end" closeOnItemClick={!props.stays} withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={props.icon}>
          {props.words}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>{props.children}</Menu.Dropdown>
    </Menu>
  )
}
