// The door plate of price lists and prices.
import { reads, writes, type Room } from '#kernel/room.ts'
import {
  priceChanged,
  priceListChanged,
  priceLists,
  priceListsSet,
  priceRemoved,
  prices,
  pricesExplain,
  pricesSet,
  productsImport,
} from './contract.ts'
import { PriceListRow, PriceRow } from './entities.ts'
import { importProducts } from './import.ts'
import { priceJobs } from './jobs.ts'
import { explain, load, set, setList } from './service.ts'

export const pricesRoom: Room = {
  name: 'prices',
  entities: [PriceListRow, PriceRow],
  operations: [
    writes(priceListsSet, setList),
    writes(pricesSet, set),
    reads(pricesExplain, explain),
    writes(productsImport, importProducts),
  ],
  events: [priceListChanged, priceChanged, priceRemoved],
  collections: [priceLists, prices],
  loaders: [{ names: ['price-lists', 'prices'], stream: 'company', load }],
  jobs: priceJobs,
}
