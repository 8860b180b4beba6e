// Which address shows which face. Each face is its own piece of code, fetched when it is first opened;
// an address is listed here when its page exists, and never before.
import type { ComponentType } from 'react'

export type Face = {
  /** A wouter pattern; `/office/*?` keeps everything under it. */
  path: string
  load(): Promise<{ default: ComponentType }>
}

export const faces: readonly Face[] = [
  { path: '/sign-in', load: () => import('./sign-in/page.tsx') },
  { path: '/pair/:code?', load: () => import('./pair/page.tsx') },
  { path: '/till', load: () => import('./till/page.tsx') },
  { path: '/scanner/:task?', load: () => import('./scanner/page.tsx') },
  { path: '/dashboard/:part?', load: () => import('./dashboard/page.tsx') },
  { path: '/security', load: () => import('./security/page.tsx') },
  { path: '/office/*?', load: () => import('./office/page.tsx') },
]
