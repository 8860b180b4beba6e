// The benches there are, by name, and what each is about. Each can be run smaller than it is meant to be, which
// says whether it still works but nothing of how fast anything is.
import type { Result } from './result.ts'

/** Runs it at its full size where none is given. */
export const benches: Readonly<
  Record<string, { about: string; load: () => Promise<{ run: () => Promise<Result> }> }>
> = {
  'sale-uniform-32': {
    about: 'sales a second of 32 tills in 8 stores, three lines each, random products',
    load: () => import('./sale-uniform.ts'),
  },
  'sale-hot-32': {
    about: 'the same in one store with one lot in every sale; nothing oversold, no number missing',
    load: () => import('./sale-hot.ts'),
  },
  'sale-single': {
    about: 'how long a sale of one till takes with nobody beside it',
    load: () => import('./sale-single.ts'),
  },
  'sale-batch-limit': {
    about: '128 tills against the same rows written raw, 64 sales in one transaction',
    load: () => import('./sale-batch-limit.ts'),
  },
  seal: {
    about: 'the Z of a day of 5,000 sales, against adding it up sale by sale',
    load: () => import('./seal.ts'),
  },
  'sale-to-screen': {
    about: 'from the answer to a sale to the screen of another till, on one hub and across two',
    load: () => import('./sale-to-screen.ts'),
  },
  'price-acks': {
    about: 'from setting 500 prices to knowing that each of 50 tills has them',
    load: () => import('./price-acks.ts'),
  },
  'fanout-burst': {
    about: 'twenty changes in one turn of the event loop to 500 terminals',
    load: () => import('./fanout-burst.ts'),
  },
  'fanout-single': {
    about: 'one change to 50, 500 and 2,000 terminals: what a delivery costs',
    load: () => import('./fanout-single.ts'),
  },
  'fanout-floor': {
    about: 'the same against a loop of bare writes to 2,000 sockets',
    load: () => import('./fanout-floor.ts'),
  },
  'fanout-slow-client': {
    about: 'what forty-nine terminals notice of one that stops reading',
    load: () => import('./fanout-slow-client.ts'),
  },
  revocation: {
    about: 'how long somebody who is thrown out is still in, on two hubs with 1,000 sockets',
    load: () => import('./revocation.ts'),
  },
  'auth-check': {
    about: 'what asking for each message whether its sender still may costs, against asking Redis',
    load: () => import('./auth-check.ts'),
  },
  'sign-in-time': {
    about: 'what the time of a refused sign-in says of the name',
    load: () => import('./sign-in-time.ts'),
  },
  lookup: {
    about: 'what a scanned code means, over HTTP, against an ORM and against ready bytes',
    load: () => import('./lookup.ts'),
  },
  scale: {
    about: 'what a hundred or a thousand times as much costs, part by part',
    load: () => import('./scale.ts'),
  },
}
