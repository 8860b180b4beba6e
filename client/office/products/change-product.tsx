// Changes a product: only what differs is sent, so that two people at work on one product do not undo each other.
import { useState } from 'react'
import { catalogChange, type Product } from '#catalog/contract.ts'
import { useLink } from '../../link/react.ts'
import { useSay } from '../../words/index.ts'
import { FormBody } from '../../forms/form-sheet.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSave } from '../../forms/use-save.ts'
import { changesOf, draftOf, productOf } from './product-draft.ts'
import { ProductFields } from './product-fields.tsx'

export type ChangeProductProps = { opened: boolean; product: Product; onClose(): void }

export function ChangeProduct({ opened, product, onClose }: ChangeProductProps) {
  const say = useSay()
  return (
    <Sheet opened={opened} onClose={onClose} title={say('products.change')}>
      <Form product={product} onClose={onClose} />
    </Sheet>
  )
}

function Form({ product, onClose }: { product: Product; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [draft, setDraft] = useState(() => draftOf(product))
  const next = productOf(draft)
  const changes = next && changesOf(product, next)
  const change = () =>
    changes && save(draft.name, () => call(catalogChange, { productId: product.id, ...changes }))
  return (
    <FormBody
      words={say('act.save')}
      work={work}
      ready={changes !== undefined && Object.keys(changes).length > 0}
      onClose={onClose}
      onSubmit={change}
    >
      <ProductFields value={draft} onChange={setDraft} />
    </FormBody>
  )
}
