// Unpacks the Chromium of the npm package into the folder named by TMPDIR, which is all its unpacker knows.
// A process of its own, because importing that package may change the environment.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'

const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
const packed = join(dirname(main), '..', 'bin')
const archives = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']
await Promise.all(archives.map((archive) => inflate(join(packed, archive))))
