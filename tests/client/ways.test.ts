// Where each person and each device is sent, and where they may stay.
import t from 'tap'
import { home, wayTo } from '../../client/frame/ways.ts'
import { tidyCode } from '../../client/pair/code.ts'

const cashier = ['sales.complete', 'cash.open']
const manager = [...cashier, 'reports.*', 'prices.set']

t.test('whoever is signed out signs in, but a device can be paired', async (t) => {
  const nobody = { permissions: null, terminal: 'till', mustEnrol: false } as const
  t.equal(wayTo('/till', nobody), '/sign-in')
  t.equal(wayTo('/', nobody), '/sign-in')
  t.equal(wayTo('/pair/ABCD1234', nobody), '/pair/ABCD1234')
})

t.test('a device goes to its own face', async (t) => {
  t.equal(home({ permissions: manager, terminal: 'till', mustEnrol: false }), '/till')
  t.equal(home({ permissions: cashier, terminal: 'scanner', mustEnrol: false }), '/scanner')
  t.equal(wayTo('/scanner', { permissions: cashier, terminal: 'till', mustEnrol: false }), '/till')
  t.equal(wayTo('/till', { permissions: cashier, terminal: 'till', mustEnrol: false }), '/till')
})

t.test(
  'a browser that is no device shows managers the dashboard and others how to pair',
  async (t) => {
    t.equal(home({ permissions: manager, terminal: null, mustEnrol: false }), '/dashboard')
    t.equal(
      wayTo('/office/products', { permissions: manager, terminal: null, mustEnrol: false }),
      '/office/products',
    )
    t.equal(
      wayTo('/office/products', { permissions: cashier, terminal: null, mustEnrol: false }),
      '/pair',
    )
    t.equal(wayTo('/till', { permissions: cashier, terminal: null, mustEnrol: false }), '/pair')
  },
)

t.test('a code is taken as people type it', async (t) => {
  t.equal(tidyCode(' ab3d-9x2k '), 'AB3D9X2K')
  t.equal(tidyCode('http://localhost:3000/pair/AB3D9X2K'), 'AB3D9X2K')
})

t.test('whoever must set up a second step first is shown nothing else', async (t) => {
  const held = { permissions: [], mustEnrol: true }
  for (const path of ['/', '/sign-in', '/till', '/office/people', '/security']) {
    t.equal(wayTo(path, { ...held, terminal: null }), '/security', path)
    t.equal(wayTo(path, { ...held, terminal: 'till' }), '/security', path)
  }
  t.equal(
    wayTo('/security', { permissions: cashier, terminal: 'till', mustEnrol: false }),
    '/security',
  )
})
