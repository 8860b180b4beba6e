// Loaded before a test file. Tap follows every promise to know which test an error belongs to that nobody caught,
// and that is a fifth of what a file costs. Here nobody follows them: such an error ends the file, which fails.
import hooks, { type AsyncHook } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

const idle: AsyncHook = { enable: () => idle, disable: () => idle }
hooks.createHook = () => idle
syncBuiltinESMExports()
