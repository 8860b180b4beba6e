// Every migration in the order it is applied. A migration is never edited once it has been shared.
import { Migration0001 } from './0001_kernel.ts'

export const migrations = [{ name: '0001_kernel', class: Migration0001 }]
