// The variants of a product and their barcodes. A barcode is added or removed at once, and a removal can be undone.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { Link } from 'wouter'
import { variants, variantsSet, type Product, type Variant } from '#catalog/contract.ts'
import { newId } from '#shared/ids.ts'
import { isUnit, units } from '#shared/quantity.ts'
import { useLink, useSelector } from '../../link/react.ts'
import type { Store } from '../../link/store.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { FormBody } from '../../forms/form-sheet.tsx'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { said } from '../../forms/said.tsx'
import { useSave } from '../../forms/use-save.ts'
import { useWork } from '../../forms/work.ts'
import css from './products.module.css'
import { emptyVariant, type VariantDraft, variantDraftOf, variantOf } from './variant-draft.ts'
import { Barcodes } from './barcodes.tsx'
import { VariantFields } from './variant-fields.tsx'

const sources = [variants]
const sameIds = (a: readonly Variant[], b: readonly Variant[]) =>
  a.length === b.length && a.every((each, at) => each === b[at])

export function ProductVariants({ product, variant }: { product: Product; variant: Variant }) {
  const say = useSay()
  const select = useCallback(
    (store: Store) => store.find(variants, 'product', product.id),
    [product.id],
  )
  const all = useSelector(sources, select, sameIds)
  const [open, setOpen] = useState<'new' | 'change' | null>(null)
  return (
    <section className={css.section}>
      <h3>{say('products.variantsTitle')}</h3>
      <ul className={css.rows}>
        {all.map((each) => (
          <li key={each.id} className={css.row}>
            <Link
              href={`/office/products/${each.id}`}
              className={each.id === variant.id ? css.chosen : undefined}
              aria-current={each.id === variant.id ? 'true' : undefined}
            >
              <Code>{each.sku}</Code>
            </Link>
            {each.id === variant.id && (
              <Button variant="subtle" onClick={() => setOpen('change')}>
                {say('products.changeVariant')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <LiveBarcodes variant={variant} />
      <Packs variant={variant} />
      <Button
        variant="default"
        leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
        onClick={() => setOpen('new')}
      >
        {say('products.addVariant')}
      </Button>
      <Sheet
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={say(open === 'new' ? 'products.addVariant' : 'products.changeVariant')}
      >
        <Form
          productId={product.id}
          variant={open === 'change' ? variant : null}
          onClose={() => setOpen(null)}
        />
      </Sheet>
    </section>
  )
}

function LiveBarcodes({ variant }: { variant: Variant }) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const set = async (barcodes: readonly string[], undoable: boolean) => {
    const before = variant.barcodes
    const next = { ...variant, barcodes: [...barcodes] }
    if (!(await work.run(() => call(variantsSet, next)))) return
    const removed = before.find((code) => !barcodes.includes(code))
    const added = barcodes.find((code) => !before.includes(code))
    const back = { words: say('act.undo'), onAct: () => void set(before, false) }
    said(
      say(removed ? 'products.barcodeRemoved' : 'products.barcodeAdded'),
      removed ?? added ?? '',
      removed && undoable ? back : undefined,
    )
  }
  return (
    <>
      <ProblemNote problem={work.problem} />
      <Barcodes value={variant.barcodes} onChange={(next) => void set(next, true)} />
    </>
  )
}

function Packs({ variant }: { variant: Variant }) {
  const say = useSay()
  const numerals = useNumerals()
  const { locale } = useLook()
  if (variant.packs.length === 0) return null
  return (
    <ul className={css.rows} aria-label={say('packs.title')}>
      {variant.packs.map(({ unit, quantityMilli, barcodes }) => (
        <li key={quantityMilli} className={css.row}>
          <span>
            {say('packs.of', {
              pack: isUnit(unit) ? units[unit].symbol[locale] : unit,
              quantity: numerals.quantity(quantityMilli, variant.unit, 'short').figure,
            })}
          </span>
          <span>
            {barcodes.map((code) => (
              <Code key={code}>{code}</Code>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

type FormProps = { productId: string; variant: Variant | null; onClose(): void }

function Form({ productId, variant, onClose }: FormProps) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(onClose)
  const [id] = useState(() => variant?.id ?? newId(Date.now()))
  const [draft, setDraft] = useState<VariantDraft>(() =>
    variant ? variantDraftOf(variant) : emptyVariant,
  )
  const next = variantOf(draft, id, productId)
  return (
    <FormBody
      words={say('act.save')}
      work={work}
      ready={next !== undefined}
      onClose={onClose}
      onSubmit={() => next && save(next.sku, () => call(variantsSet, next))}
    >
      <VariantFields value={draft} onChange={setDraft} named />
    </FormBody>
  )
}
