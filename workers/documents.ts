// PDFs of invoices. Setting one takes the processor for some milliseconds, so a second at a time only
// uses the waits for the database.
import { openWorker, type Running } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'

export function workDocuments(kernel: Kernel): Running {
  return openWorker(kernel, 'documents', 2)
}
