// Every sentence of the client in English; its keys are the keys of every other language.
import { faces } from './en/faces.ts'
import { parts } from './en/parts.ts'

export const en = { ...parts, ...faces }
