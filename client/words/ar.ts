// Every sentence of the client in Arabic, with the keys of English and all six plurals.
import { faces } from './ar/faces.ts'
import { parts } from './ar/parts.ts'

export const ar = { ...parts, ...faces }
