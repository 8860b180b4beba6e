// The tree of categories, in the order in which tills show it.
import { IconCategory } from '@tabler/icons-react'
import { useMemo } from 'react'
import { categories, products, type Category } from '#catalog/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { nameColumn } from '../parts/columns.tsx'
import { useOnceKnown } from '../parts/known.ts'
import type { ListColumn } from '../parts/listing.tsx'
import { RecordsPage } from '../parts/records-page.tsx'
import { inTree } from './category-tree.ts'
import { CategorySheet } from './category-sheet.tsx'

export default function CategoriesPage() {
  const say = useSay()
  const { locale } = useLook()
  const all = useRecords(categories)
  const rows = useMemo(() => inTree(all), [all])
  return (
    <RecordsPage<Category>
      title={say('office.categories')}
      name="categories"
      icon={<IconCategory size={40} stroke={1.6} aria-hidden />}
      add={say('categoriesOffice.add')}
      none={say('categoriesOffice.none')}
      columns={useColumns()}
      rows={useOnceKnown(rows)}
      idOf={({ id }) => id}
      nameOf={({ name }) => nameIn(locale, name)}
      sheet={(row, close) => <CategorySheet category={row} onClose={close} />}
    />
  )
}

function useColumns(): readonly ListColumn<Category>[] {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const all = useRecords(categories)
  const goods = useRecords(products)
  return useMemo(() => {
    const counts = new Map<string, number>()
    for (const { categoryId, archived } of goods) {
      if (categoryId && !archived) counts.set(categoryId, (counts.get(categoryId) ?? 0) + 1)
    }
    const parentOf = ({ parentId }: Category) => {
      const parent = all.find(({ id }) => id === parentId)
      return parent ? nameIn(locale, parent.name) : null
    }
    return [
      nameColumn(say('products.category'), locale),
      {
        id: 'parent',
        head: say('categoriesOffice.parent'),
        width: 'minmax(150px, 1fr)',
        by: parentOf,
        cell: (category) => <bdi>{parentOf(category) ?? '–'}</bdi>,
      },
      {
        id: 'products',
        head: say('office.products'),
        width: '110px',
        number: true,
        by: ({ id }) => counts.get(id) ?? 0,
        cell: ({ id }) => <bdi>{numerals.count(counts.get(id) ?? 0)}</bdi>,
      },
    ]
  }, [say, locale, numerals, all, goods])
}
