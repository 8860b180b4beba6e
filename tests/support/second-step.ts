// A phone with an app of one-time codes, and the way a person sets it up at a hub.
import { beginMfa, confirmMfa } from '#auth/proof-contract.ts'
import { totpCode, totpStep } from '#auth/totp.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Scope } from '#kernel/scope.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'

/** The code the app shows `steps` half minutes from now. */
export function codeOf(secret: string, steps = 0): string {
  return totpCode(secret, totpStep(nowMs()) + steps)
}

/** A code of six digits that the app shows neither now nor just before or after, nor soon. */
export function wrongCode(secret: string): string {
  const near = [-1, 0, 1, 2].map((steps) => codeOf(secret, steps))
  return (
    ['000000', '111111', '222222', '333333', '444444'].find((code) => !near.includes(code)) ?? ''
  )
}

type Hub = {
  call<O extends Operation>(scope: Scope, operation: O, input: Input<O>): Promise<Output<O>>
}

/** Sets a second step up for whoever the scope is; the present code is used up by it. */
export async function setUpMfa(
  hub: Hub,
  scope: Scope,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await hub.call(scope, beginMfa, {})
  const { recoveryCodes } = await hub.call(scope, confirmMfa, { code: codeOf(secret) })
  return { secret, recoveryCodes }
}
