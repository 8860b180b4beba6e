// Reports, one at a time: each may take seconds, and a second would only make both late.
import { openWorker, type Running } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'

export function workReports(kernel: Kernel): Running {
  return openWorker(kernel, 'reports', 1)
}
