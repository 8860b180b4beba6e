// Fetches the file of a report with the person's token, which no link on a page could carry, and hands it to the
// browser to keep.
import { API } from '../link/http-request.ts'
import type { ReportRun } from '#reports/contract.ts'

/** The file, or null where the hub does not give it or is not heard. */
export async function fetchReport(
  token: string | null,
  run: Pick<ReportRun, 'id' | 'storeId'>,
  format: string,
): Promise<Blob | null> {
  const address = `${API}/stores/${run.storeId}/reports/${run.id}/${format}`
  try {
    const headers = { authorization: `Bearer ${token ?? ''}` }
    const response = await fetch(address, { headers })
    return response.ok ? await response.blob() : null
  } catch {
    return null
  }
}

const KEPT_MS = 60_000

/** Lets the browser save or open it under a name. */
export function handOver(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
