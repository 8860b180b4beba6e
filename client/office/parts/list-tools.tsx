// What stands over a list: finding among its rows, the views a person saved, the choice of columns, and the list as a file.
import { Menu } from '@mantine/core'
import { IconColumns3, IconLayoutList } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { SearchField, TextField } from '../../ui/fields.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Dialog } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { FormBody } from '../../forms/form-sheet.tsx'
import { ExportMenu } from './list-export.tsx'
import type { PlainTable } from './list-table.ts'
import { plainView, sameView, shownColumns, toggleColumn } from './list-views.ts'
import css from './list.module.css'
import { ToolMenu } from './tool-menu.tsx'
import type { ListKeeping } from './use-list.ts'
import { useSearchKey } from './use-search-key.ts'
import { useWork } from '../../forms/work.ts'

const drawn = { size: 20, stroke: 1.8, 'aria-hidden': true }

export type ListToolsProps = {
  /** What the list is called; its files bear it. */
  label: string
  keeping: ListKeeping
  columns: readonly { id: string; head: string; hidden?: boolean }[]
  ownSearch: boolean
  /** What is shown now. */
  table(): PlainTable
  /** Goes from the search into the list. */
  onDown(): void
  children?: ReactNode
}

export function ListTools(props: ListToolsProps) {
  const { label, keeping, columns, table, ownSearch, children } = props
  const say = useSay()
  return (
    <div className={css.tools} role="toolbar" aria-label={say('lists.tools', { list: label })}>
      {!ownSearch && <Find keeping={keeping} onDown={props.onDown} />}
      {children}
      <div className={css.menus}>
        <ViewsMenu keeping={keeping} />
        <ToolMenu icon={<IconColumns3 {...drawn} />} words={say('lists.columns')} stays>
          <ColumnChoices keeping={keeping} columns={columns} />
        </ToolMenu>
        <ExportMenu label={label} table={table} />
      </div>
    </div>
  )
}

function Find({ keeping, onDown }: Pick<ListToolsProps, 'keeping' | 'onDown'>) {
  const say = useSay()
  const search = useSearchKey()
  const { view, set } = keeping
  return (
    <div
      className={css.find}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown') return
        event.preventDefault()
        onDown()
      }}
    >
      <SearchField
        ref={search}
        label={say('lists.find')}
        value={view.text}
        onChange={(text) => set({ text })}
        end={<Kbd>/</Kbd>}
      />
    </div>
  )
}

function ColumnChoices({ keeping, columns }: Pick<ListToolsProps, 'keeping' | 'columns'>) {
  const { view, set } = keeping
  const shown = shownColumns(columns, view.shown)
  return columns.map((column) => (
    <Menu.CheckboxItem
      key={column.id}
      checked={shown.includes(column)}
      disabled={shown.length === 1 && shown.includes(column)}
      onChange={() => set({ shown: toggleColumn(columns, view.shown, column.id) })}
    >
      <bdi>{column.head}</bdi>
    </Menu.CheckboxItem>
  ))
}

function ViewsMenu({ keeping }: { keeping: ListKeeping }) {
  const say = useSay()
  const [naming, setNaming] = useState(false)
  const { view, saved, set, drop } = keeping
  const current = saved.find((each) => sameView(each, view))
  return (
    <>
      <ToolMenu
        icon={<IconLayoutList {...drawn} />}
        words={current ? current.name : say('lists.views')}
      >
        <Menu.Item onClick={() => set(plainView)}>{say('lists.whole')}</Menu.Item>
        {saved.map(({ name, ...kept }) => (
          <Menu.Item key={name} fw={name === current?.name ? 600 : 400} onClick={() => set(kept)}>
            <bdi>{name}</bdi>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => setNaming(true)}>{say('lists.saveView')}</Menu.Item>
        {current && (
          <Menu.Item onClick={() => drop(current.name)}>
            {say('lists.dropView', { name: current.name })}
          </Menu.Item>
        )}
      </ToolMenu>
      <Naming opened={naming} onSave={keeping.save} onClose={() => setNaming(false)} />
    </>
  )
}

function Naming(props: { opened: boolean; onSave(name: string): void; onClose(): void }) {
  const say = useSay()
  const work = useWork()
  const [name, setName] = useState('')
  const close = () => {
    setName('')
    props.onClose()
  }
  return (
    <Dialog opened={props.opened} onClose={close} title={say('lists.saveView')}>
      <FormBody
        words={say('act.save')}
        work={work}
        ready={name.trim() !== ''}
        onClose={close}
        onSubmit={() => {
          props.onSave(name)
          close()
        }}
      >
        <TextField
          label={say('lists.viewName')}
          hint={say('lists.viewHint')}
          value={name}
          onChange={setName}
        />
      </FormBody>
    </Dialog>
  )
}
