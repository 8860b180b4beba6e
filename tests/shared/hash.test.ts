// The till's SHA-256 against node:crypto, on any text and at every block boundary.

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { chainHash, sha256Hex } from '#shared/hash.ts'

const expected = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

t.test('the till and the hub agree on every length around a block', async (t) => {
  t.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  for (let length = 0; length < 200; length++) {
    const text = 'م'.repeat(length)
    t.equal(sha256Hex(text), expected(text))
    t.equal(sha256Hex('a'.repeat(length)), expected('a'.repeat(length)))
  }
})

t.test('and on any text, lone surrogates included', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => sha256Hex(text) === expected(text)),
  )
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff), { maxLength: 300 }), (units) => {
      const text = String.fromCharCode(...units)
      return sha256Hex(text) === expected(text)
    }),
  )
})

t.test('a link covers the hash before it, its number and its body', async (t) => {
  const link = chainHash('ab', 7, '{"x":1}')
  t.equal(link, expected('ab\n7\n{"x":1}'))
  t.not(link, chainHash('ab', 8, '{"x":1}'))
})
