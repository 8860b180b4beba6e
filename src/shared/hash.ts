// SHA-256 without node:crypto and without waiting, for the chains a till computes while it sells. It is
// not for secrets: it takes no key and makes no promise about timing.

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUND = Uint32Array.from(
  (
    '428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 ' +
    '243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 e49b69c1 efbe4786 0fc19dc6 240ca1cc ' +
    '2de92c6f 4a7484aa 5cb0a9dc 76f988da 983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 ' +
    '06ca6351 14292967 27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 ' +
    'a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 19a4c116 1e376c08 ' +
    '2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 ' +
    '90befffa a4506ceb bef9a3f7 c67178f2'
  ).split(' '),
  (word) => Number.parseInt(word, 16),
)
// The same of the square roots of the first eight primes.
const START = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]
const BLOCK = 64
const encoder = new TextEncoder()

// Typed arrays are read without a check for undefined in the inner loop: the indices are below 64.
const word = (words: Uint32Array, index: number): number => words[index] as number

function schedule(words: Uint32Array, view: DataView, offset: number): void {
  for (let i = 0; i < 16; i++) words[i] = view.getUint32(offset + i * 4)
  for (let i = 16; i < 64; i++) {
    const a = word(words, i - 15)
    const b = word(words, i - 2)
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3)
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10)
    words[i] = word(words, i - 16) + s0 + word(words, i - 7) + s1
  }
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let a = word(state, 0) | 0
  let b = word(state, 1) | 0
  let c = word(state, 2) | 0
  let d = word(state, 3) | 0
  let e = word(state, 4) | 0
  let f = word(state, 5) | 0
  let g = word(state, 6) | 0
  let h = word(state, 7) | 0
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + word(ROUND, i) + word(words, i)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = word(state, i) + value
}

/** SHA-256 of the text's UTF-8 bytes as 64 lower-case hex digits; a lone surrogate counts as U+FFFD. */
export function sha256Hex(text: string): string {
  const bytes = encoder.encode(text)
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  const state = Uint32Array.from(START)
  const words = new Uint32Array(64)
  for (let offset = 0; offset < padded.length; offset += BLOCK) {
    schedule(words, view, offset)
    compress(state, words)
  }
  return Array.from(state, (value) => value.toString(16).padStart(8, '0')).join('')
}

/**
 * The link of entry n of a chain: SHA-256 over the previous hash, n in decimal and the entry's exact
 * body, a line feed between each. The hub computes the same bytes with node:crypto.
 */
export function chainHash(prevHash: string, n: number, body: string): string {
  return sha256Hex(`${prevHash}\n${n}\n${body}`)
}
