// The door plate of price lists and prices.
import { acts, reads, writes, type Room } from '#kernel/room.ts'
import {
  priceChanged,
  priceListChanged,
  priceLists,
  priceListsSet,
  priceRemoved,
  prices,
  pricesAcknowledge,
  pricesExplain,
  pricesSet,
  priceVersionChanged,
  priceVersionRemoved,
  priceVersions,
  priceVersionsGet,
  priceVersionsList,
  priceVersionsTakeBack,
  terminalPrices,
  terminalPricesChanged,
} from './contract.ts'
import { productsImport } from './import-contract.ts'
import { PriceListRow, PriceRow, PriceVersionRow, TerminalPricesRow } from './entities.ts'
import { importProducts } from './import.ts'
import { priceJobs } from './jobs.ts'
import { acknowledge } from './acknowledging.ts'
import { explain, load, set, setList } from './service.ts'
import { takeBack } from './taking-back.ts'
import { getVersion, listVersions, loadVersions } from './versions.ts'

export const pricesRoom: Room = {
  name: 'prices',
  entities: [PriceListRow, PriceRow, PriceVersionRow, TerminalPricesRow],
  readable: ['price', 'price_version'],
  ledgers: ['price_version'],
  operations: [
    writes(priceListsSet, setList),
    writes(pricesSet, set),
    reads(pricesExplain, explain),
    acts(pricesAcknowledge, acknowledge),
    reads(priceVersionsList, listVersions),
    reads(priceVersionsGet, getVersion),
    writes(priceVersionsTakeBack, takeBack),
    writes(productsImport, importProducts),
  ],
  events: [
    priceListChanged,
    priceChanged,
    priceRemoved,
    priceVersionChanged,
    priceVersionRemoved,
    terminalPricesChanged,
  ],
  collections: [priceLists, prices, priceVersions, terminalPrices],
  loaders: [
    { names: ['price-lists', 'prices'], stream: 'company', load },
    { names: ['price-versions', 'terminal-prices'], stream: 'company', load: loadVersions },
  ],
  jobs: priceJobs,
}
