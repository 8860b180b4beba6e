// Leaving a face for the sign-in page. Entries that the hub has not taken yet keep a person signed in.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { CallProblem } from '../link/problem.ts'
import { useLink } from '../link/react.ts'

export function useSignOut(): { readonly refused: boolean; readonly signOut: () => void } {
  const { session } = useLink()
  const [, go] = useLocation()
  const [refused, setRefused] = useState(false)
  const signOut = () => {
    session
      .signOut()
      .then(() => go('/sign-in'))
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        setRefused(true)
      })
  }
  return { refused, signOut }
}
