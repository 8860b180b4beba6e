// The door plate of the catalogue.
import { reads, writes, type Room } from '#kernel/room.ts'
import { loadBarcodeRules, removeBarcodeRule, setBarcodeRule } from './barcode-rules.ts'
import {
  barcodeRuleChanged,
  barcodeRuleRemoved,
  barcodeRules,
  barcodeRulesRemove,
  barcodeRulesSet,
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
  cleared: ['barcode', 'barcode_rule'],
  operations: [
    writes(categoriesSet, setCategory),
    writes(catalogAdd, add),
    writes(catalogChange, change),
    writes(variantsSet, setVariant),
    writes(barcodeRulesSet, setBarcodeRule),
    writes(barcodeRulesRemove, removeBarcodeRule),
    reads(catalogLookUp, lookUpCode),
  ],
  events: [categoryChanged, productChanged, variantChanged, barcodeRuleChanged, barcodeRuleRemoved],
  collections: [categories, products, variants, barcodeRules],
  loaders: [
    { names: ['categories', 'products', 'variants'], stream: 'company', load },
    { names: ['barcode-rules'], stream: 'company', load: loadBarcodeRules },
  ],
}
