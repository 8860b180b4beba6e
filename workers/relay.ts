// Tickets -> queues. Every process of workers opens a relay; the one that holds the lock works.
import type { Running } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { openRelay } from '#kernel/relay.ts'

export function relay(kernel: Kernel): Running {
  return openRelay(kernel)
}
