// The door plate of the catalogue.
import { reads, writes, type Room } from '#kernel/room.ts'
import {
  catalogAdd,
  catalogChange,
  catalogLookUp,
  categories,
  categoriesSet,
  categoryChanged,
  productChanged,
  products,
  variantChanged,
  variants,
  variantsSet,
} from './contract.ts'
import { catalogEntities } from './entities.ts'
import { add, change, load, lookUpCode, setCategory, setVariant } from './service.ts'

export const catalogRoom: Room = {
  name: 'catalog',
  entities: catalogEntities,
  operations: [
    writes(categoriesSet, setCategory),
    writes(catalogAdd, add),
    writes(catalogChange, change),
    writes(variantsSet, setVariant),
    reads(catalogLookUp, lookUpCode),
  ],
  events: [categoryChanged, productChanged, variantChanged],
  collections: [categories, products, variants],
  loaders: [{ names: ['categories', 'products', 'variants'], stream: 'company', load }],
}
