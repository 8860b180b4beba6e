// Adds a category or changes its name, its parent and its place among its fellows.
import { useState } from 'react'
import { categories, categoriesSet, type Category } from '#catalog/contract.ts'
import { newId } from '#shared/ids.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { NumberField, SelectField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { bothNames } from '../parts/both-names.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import { useSave } from '../../forms/use-save.ts'
import { mayHangUnder } from './category-tree.ts'

const TOP = 'top'

export function CategorySheet(props: { category: Category | null; onClose(): void }) {
  const { category, onClose } = props
  const say = useSay()
  const { call } = useLink()
  const { locale } = useLook()
  const all = useRecords(categories)
  const { work, save } = useSave(onClose)
  const [draft, setDraft] = useState<Category>(
    () =>
      category ?? {
        id: newId(Date.now()),
        name: { en: '', ar: '' },
        parentId: null,
        position: all.length,
        picture: null,
      },
  )
  const name = bothNames(draft.name)
  const parents = all.filter(({ id }) => mayHangUnder(draft.id, id, all))
  const offered = parents.map((each) => ({ value: each.id, label: nameIn(locale, each.name) }))
  return (
    <FormSheet
      opened
      title={say(category ? 'categoriesOffice.change' : 'categoriesOffice.add')}
      words={say('act.save')}
      work={work}
      ready={name !== null}
      onSubmit={() => name && save(name, () => call(categoriesSet, { ...draft, name }))}
      onClose={onClose}
    >
      <NameFields value={draft.name} onChange={(typed) => setDraft({ ...draft, name: typed })} />
      <SelectField
        label={say('categoriesOffice.parent')}
        value={draft.parentId ?? TOP}
        options={[{ value: TOP, label: say('categoriesOffice.top') }, ...offered]}
        onChange={(id) => setDraft({ ...draft, parentId: id === TOP ? null : id })}
      />
      <NumberField
        label={say('categoriesOffice.position')}
        hint={say('categoriesOffice.positionHint')}
        least={0}
        value={draft.position}
        onChange={(position) => setDraft({ ...draft, position: position ?? 0 })}
      />
    </FormSheet>
  )
}
