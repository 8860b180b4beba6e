// Counts what is hashed with argon2id, so that a test can say that two answers cost the same without a clock.
// Import it before anything of src: what hashes takes the function it finds when it is loaded.
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/** What each hash cost, in the order in which they were begun. */
export const hashed: Pick<
  crypto.Argon2Parameters,
  'memory' | 'passes' | 'parallelism' | 'tagLength'
>[] = []

const { argon2 } = crypto
crypto.argon2 = ((algorithm, parameters, done) => {
  const { memory, passes, parallelism, tagLength } = parameters
  hashed.push({ memory, passes, parallelism, tagLength })
  argon2(algorithm, parameters, done)
}) satisfies typeof argon2
syncBuiltinESMExports()
