// How long an access token lives. It is read, never checked: whether it holds is for the hub to say.

/** Milliseconds, where a token does not say. */
const LIFE_MS = 300_000

/** Milliseconds by the hub's own clock, so that a wrong clock here does no harm. */
export function tokenLifeMs(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const { iat, exp } = JSON.parse(atob(payload)) as { iat: number; exp: number }
    const lifeMs = (exp - iat) * 1000
    return lifeMs > 0 ? lifeMs : LIFE_MS
  } catch {
    return LIFE_MS
  }
}
