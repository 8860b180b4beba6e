// Which address shows which face. Each face is its own piece of code, fetched when it is first opened;
// an address is listed here when its page exists, and never before.
import type { ComponentType } from 'react'

export type Face = {
  /** A wouter pattern; `/office/*?` keeps everything under it. */
  path: string
  load(): Promise<{ default: ComponentType }>
}

export const faces: readonly Face[] = []
