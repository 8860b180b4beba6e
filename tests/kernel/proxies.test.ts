// Whose word is taken for where a request came from: addresses, networks and the names of private ones,
// in either family and however an address is written.
import t from 'tap'
import { comesFromUs } from '#kernel/origins.ts'
import { proxiesOf } from '#kernel/proxies.ts'

t.test('a proxy is known by its address, its network or the name of that', async (t) => {
  const isProxy = proxiesOf(['203.0.113.7', '2001:db8::/32', 'uniquelocal', 'loopback'])
  for (const address of [
    '203.0.113.7',
    '::ffff:203.0.113.7',
    '2001:db8::1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.9.9',
    '::ffff:10.0.0.1',
    'fd00::1',
    '127.0.0.1',
    '::1',
  ]) {
    t.ok(isProxy(address), address)
  }
  for (const address of [
    '203.0.113.8',
    '172.32.0.1',
    '169.254.1.1',
    '2001:db9::1',
    '',
    'unknown',
    '10.0.0.1:80',
    '10.0.0.1, 10.0.0.2',
    '0x0a000001',
  ]) {
    t.notOk(isProxy(address), address || 'nothing')
  }
  t.notOk(proxiesOf([])('127.0.0.1'), 'nobody unless named')
  t.throws(() => proxiesOf(['everybody']))
})

t.test('a page is ours when its origin is the host it asked', async (t) => {
  const asks = (origin: string | undefined, isSecure = false, allowed: string[] = []) =>
    comesFromUs({ origin, host: 'shop.example:8443', isSecure }, allowed)
  t.ok(asks(undefined), 'devices name none')
  t.ok(asks('https://shop.example:8443', true))
  t.ok(asks('http://shop.example:8443'))
  t.notOk(asks('http://shop.example:8443', true), 'it came without TLS')
  t.notOk(asks('https://shop.example'), 'another port')
  t.ok(asks('https://office.example', true, ['https://office.example']), 'it was named')
  t.notOk(comesFromUs({ origin: 'https://', host: '', isSecure: false }, []))
  t.notOk(comesFromUs({ origin: 'https://a.example', host: undefined, isSecure: false }, []))
})
