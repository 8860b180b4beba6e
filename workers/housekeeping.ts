// What the house does for itself at set times: rooms declare such jobs with `everyMs`, the relay
// promises each run, and they are done here one after another.
import { openWorker, type Running } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'

export function workHousekeeping(kernel: Kernel): Running {
  return openWorker(kernel, 'housekeeping', 1)
}
