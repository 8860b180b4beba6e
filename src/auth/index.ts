// The door plate of signing in and out.
import { acts, reads, writes, type Room } from '#kernel/room.ts'
import {
  refresh,
  revokePerson,
  sessionRevoked,
  setPassword,
  signedIn,
  signIn,
  signInFailed,
  signOut,
  whoAmI,
} from './contract.ts'
import { CredentialRow, RefreshTokenRow, SessionRow, SignInTryRow } from './entities.ts'
import { authClaims, authRoutes } from './routes.ts'
import { endOwn, givePassword, refreshWith, revoke, signInWith, who } from './service.ts'

export const authRoom: Room = {
  name: 'auth',
  entities: [CredentialRow, SessionRow, RefreshTokenRow, SignInTryRow],
  operations: [
    acts(signIn, signInWith),
    acts(refresh, refreshWith),
    acts(signOut, endOwn),
    writes(revokePerson, revoke),
    acts(setPassword, givePassword),
    reads(whoAmI, who),
  ],
  events: [sessionRevoked, signedIn, signInFailed],
  claims: authClaims,
  routes: authRoutes,
}
