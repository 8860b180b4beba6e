// What the bench of look-ups and its servers tell one another.
export type Kind = 'hub' | 'orm' | 'raw'

export type ToServer =
  | {
      readonly kind: 'open'
      readonly env: Readonly<Record<string, string>>
      /** Answers by code, for the server that has them ready. */
      readonly bodies: readonly (readonly [code: string, body: string])[]
      /** What a hub says with each of them. */
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly kind: 'use' }

export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'used'; readonly cpuUs: number }
