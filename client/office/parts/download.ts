// Hands a file to the browser: one made here, or one of the hub's that only a signed-in person may open.
import { API } from '../../link/http-request.ts'
import type { Link } from '../../link/link.ts'
import { CallProblem, unanswered } from '../../link/problem.ts'
import { readAnswer } from '../../link/http-request.ts'

/** How long the browser may take to read what it was handed. */
const READ_MS = 60_000

function hand(blob: Blob, set: (anchor: HTMLAnchorElement) => void): void {
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(blob)
  set(anchor)
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(anchor.href), READ_MS)
}

export function saveFile(name: string, type: string, content: BlobPart): void {
  hand(new Blob([content], { type }), (anchor) => {
    anchor.download = name
  })
}

/** Opens a file of the hub in a new tab, or saves it under a name. Rejects with a CallProblem. */
export async function openHubFile(link: Link, path: string, saveAs?: string): Promise<void> {
  const token = await link.session.freshToken()
  const given = [token === null ? null : `Bearer ${token}`, link.device.authorization()]
  const authorization = given.filter((each) => each !== null).join(', ')
  const response = await fetch(`${API}${path}`, {
    headers: { Authorization: authorization },
    cache: 'no-store',
  }).catch((error: unknown) => {
    throw unanswered(String(error))
  })
  if (!response.ok) {
    await readAnswer(response)
    throw new CallProblem({ type: '/problems/internal', title: '', status: response.status })
  }
  const blob = await response.blob()
  hand(blob, (anchor) => {
    if (saveAs === undefined) anchor.target = '_blank'
    else anchor.download = saveAs
  })
}
