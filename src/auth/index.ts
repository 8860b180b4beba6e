// The door plate of signing in and out.
import { acts, reads, writes, type Room } from '#kernel/room.ts'
import {
  authEvents,
  refresh,
  revokePerson,
  setPassword,
  setPin,
  signIn,
  signOut,
  whoAmI,
} from './contract.ts'
import {
  CredentialRow,
  KnownDeviceRow,
  PasswordResetRow,
  PinMarkRow,
  PinRow,
  PinTryRow,
  RecoveryCodeRow,
  RefreshTokenRow,
  SessionRow,
  SigningKeyRow,
  SignInTryRow,
  TotpRow,
} from './entities.ts'
import { begin, confirm, end, renew } from './mfa.ts'
import { letInDecider } from './letting-in.ts'
import { letIn, pinMarked, pinMarks, switchPerson } from './pin-contract.ts'
import { loadPinMarks } from './pin-marks.ts'
import { givePin } from './pins.ts'
import {
  beginMfa,
  confirmMfa,
  endMfa,
  mySecurity,
  prove,
  renewRecoveryCodes,
} from './proof-contract.ts'
import { proveAgain } from './proofs.ts'
import { offerReset, resetPassword, rotateSigningKey } from './reset-contract.ts'
import { authClaims, authRoutes } from './routes.ts'
import { endOwn, refreshWith, revoke, signInWith, who } from './service.ts'
import { endAllOwn, endOne, listOf, listOwn, ownSecurity } from './session-list.ts'
import { endSession, mySessions, sessionsOf, signOutEverywhere } from './sessions-contract.ts'
import { givePassword, offer, reset } from './setting-passwords.ts'
import { rotate } from './signing-keys.ts'
import { switchTo } from './switching.ts'

const credentials = [CredentialRow, PinRow, TotpRow, RecoveryCodeRow, PasswordResetRow]
const signIns = [SessionRow, RefreshTokenRow, KnownDeviceRow, SignInTryRow, PinTryRow]

export const authRoom: Room = {
  name: 'auth',
  entities: [...credentials, ...signIns, SigningKeyRow, PinMarkRow],
  readable: [
    'session',
    'credential (person_id, changed_at)',
    'totp (person_id, confirmed_at)',
    'recovery_code (person_id)',
    'pin_mark',
  ],
  cleared: [
    'session',
    'sign_in_try',
    'pin_try',
    'totp',
    'recovery_code',
    'password_reset',
    'known_device',
  ],
  operations: [
    acts(signIn, signInWith),
    acts(refresh, refreshWith),
    acts(signOut, endOwn),
    reads(mySessions, listOwn),
    reads(sessionsOf, listOf),
    acts(endSession, endOne),
    acts(signOutEverywhere, endAllOwn),
    writes(revokePerson, revoke),
    reads(whoAmI, who),
    acts(prove, proveAgain),
    reads(mySecurity, ownSecurity),
    acts(beginMfa, begin),
    acts(confirmMfa, confirm),
    acts(renewRecoveryCodes, renew),
    acts(endMfa, end),
    acts(setPassword, givePassword),
    acts(offerReset, offer),
    acts(resetPassword, reset),
    acts(rotateSigningKey, rotate),
    acts(setPin, givePin),
    acts(switchPerson, switchTo),
  ],
  events: [...authEvents, pinMarked, letIn],
  collections: [pinMarks],
  loaders: [{ names: ['pin-marks'], stream: 'company', load: loadPinMarks }],
  deciders: [letInDecider],
  claims: authClaims,
  routes: authRoutes,
}
