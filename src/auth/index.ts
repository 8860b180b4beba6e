// The door plate of signing in and out.
import { acts, reads, writes, type Room } from '#kernel/room.ts'
import {
  pinRefused,
  pinSet,
  refresh,
  revokePerson,
  sessionRevoked,
  setPassword,
  setPin,
  signedIn,
  signIn,
  signInFailed,
  signOut,
  whoAmI,
} from './contract.ts'
import {
  CredentialRow,
  PinRow,
  PinTryRow,
  RefreshTokenRow,
  SessionRow,
  SignInTryRow,
} from './entities.ts'
import { givePin } from './pins.ts'
import { authClaims, authRoutes } from './routes.ts'
import { endOwn, givePassword, refreshWith, revoke, signInWith, who } from './service.ts'

export const authRoom: Room = {
  name: 'auth',
  entities: [CredentialRow, SessionRow, RefreshTokenRow, SignInTryRow, PinRow, PinTryRow],
  cleared: ['session', 'sign_in_try', 'pin_try'],
  operations: [
    acts(signIn, signInWith),
    acts(refresh, refreshWith),
    acts(signOut, endOwn),
    writes(revokePerson, revoke),
    acts(setPassword, givePassword),
    acts(setPin, givePin),
    reads(whoAmI, who),
  ],
  events: [sessionRevoked, signedIn, signInFailed, pinSet, pinRefused],
  claims: authClaims,
  routes: authRoutes,
}
