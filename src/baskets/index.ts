// The door plate of baskets.
import { acts, writes, type Room } from '#kernel/room.ts'
import {
  basketsDiscard,
  basketsHold,
  basketsPark,
  basketsRelease,
  basketsResume,
  parkedSaleChanged,
  parkedSaleRemoved,
  parkedSales,
  parkedSaleTaken,
  reservationChanged,
  reservationRemoved,
  reservations,
} from './contract.ts'
import { basketsEntities } from './entities.ts'
import { basketsJobs } from './jobs.ts'
import { discard, hold, load, park, release, resume } from './service.ts'

export const basketsRoom: Room = {
  name: 'baskets',
  entities: basketsEntities,
  cleared: ['reservation', 'parked_sale'],
  operations: [
    acts(basketsHold, hold),
    writes(basketsRelease, release),
    writes(basketsPark, park),
    writes(basketsResume, resume),
    writes(basketsDiscard, discard),
  ],
  events: [
    reservationChanged,
    reservationRemoved,
    parkedSaleChanged,
    parkedSaleRemoved,
    parkedSaleTaken,
  ],
  collections: [reservations, parkedSales],
  loaders: [{ names: ['reservations', 'parked-sales'], stream: 'store', load }],
  jobs: basketsJobs,
}
