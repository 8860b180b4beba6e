// The grid of products: its columns over ids, so that the table stands still while the values in it move.
import { useMemo } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { useLink } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { DataTable, type DataTableProps } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/table-state.ts'
import { useSay } from '../../words/index.ts'
import {
  CategoryCell,
  ExpiryCell,
  NameCell,
  OnHandCell,
  PriceCell,
  SkuCell,
} from './goods-cells.tsx'
import { priceNow } from './live-goods.ts'
import { type Edits, priceText } from './price-edits.ts'

export type GridProps = Pick<DataTableProps<string>, 'sort' | 'onSort'> & {
  ids: readonly string[]
  selected: ReadonlySet<string>
  onToggle(id: string): void
  onToggleAll(): void
  listId: string | null
  currency: string
  edits: Edits
  onEdit(id: string, text: string): void
  onOpen(id: string): void
}

export function ProductGrid(props: GridProps) {
  const say = useSay()
  const link = useLink()
  const { locale } = useLook()
  const columns = useColumns(props)
  return (
    <DataTable<string>
      label={say('products.title')}
      columns={columns}
      rows={props.ids}
      idOf={(id) => id}
      nameOf={(id) => {
        const variant = link.store.record(variants, id)
        const product = variant && link.store.record(products, variant.productId)
        return variant && product ? nameIn(locale, fullName(product, variant)) : ''
      }}
      sort={props.sort}
      onSort={props.onSort}
      selection={{ ids: props.selected, toggle: props.onToggle, toggleAll: props.onToggleAll }}
      onOpen={props.onOpen}
    />
  )
}

function useColumns({ listId, currency, edits, onEdit }: GridProps): readonly Column<string>[] {
  const say = useSay()
  const { store } = useLink()
  return useMemo(() => {
    const price: Column<string> = {
      id: 'price',
      head: say('products.price', { currency }),
      width: '136px',
      number: true,
      sortable: true,
      cell: (id) => (
        <PriceCell id={id} listId={listId} currency={currency} edited={edits.get(id)} />
      ),
      ...(listId === null
        ? {}
        : {
            edit: {
              text: (id) => {
                const shown = edits.get(id) ?? priceNow(store, id, listId)?.unitPriceCentiMinor
                return shown === undefined ? '' : priceText(shown, currency)
              },
              commit: onEdit,
            },
          }),
    }
    const plain = (
      id: string,
      head: string,
      width: string,
      cell: (id: string) => React.ReactNode,
    ): Column<string> => ({ id, head, width, sortable: true, cell })
    return [
      plain('name', say('products.product'), 'minmax(190px, 2fr)', (id) => <NameCell id={id} />),
      plain('sku', say('products.sku'), 'minmax(104px, 1fr)', (id) => <SkuCell id={id} />),
      plain('category', say('products.category'), '92px', (id) => <CategoryCell id={id} />),
      price,
      {
        ...plain('onHand', say('products.onHand'), '92px', (id) => <OnHandCell id={id} />),
        number: true,
      },
      plain('expiry', say('products.nextExpiry'), '146px', (id) => <ExpiryCell id={id} />),
    ]
  }, [say, store, listId, currency, edits, onEdit])
}
