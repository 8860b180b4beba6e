// Seeds of second steps lie sealed: a copy of the database opens none, and whoever rewrites the table gives
// nobody the seed of somebody else. Their key is replaced while people go on signing in.
import { rmSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { decodeProtectedHeader } from 'jose'
import t from 'tap'
import { signIn } from '#auth/contract.ts'
import { newSealingKey, Seals } from '#auth/sealing.ts'
import { sealSeeds } from '#auth/seeds.ts'
import { anyone } from '#kernel/scope.ts'
import { secretChecks } from '#verify/secrets.ts'
import { openTown, PASSWORD, refusal, type Town } from '../support/people.ts'
import { codeOf, setUpMfa } from '../support/second-step.ts'

const enter = (town: Town, login: string, code: string) =>
  town.call(anyone('10.0.0.1'), signIn, { login, password: PASSWORD, code })
const keptOf = async (town: Town, personId: string) => {
  const [row] = await town.kernel.database.sql<{ secret: string }>(
    `select secret from totp where person_id = $1`,
    [personId],
  )
  return row?.secret ?? ''
}
const people = async ({ kernel }: Town) =>
  (await kernel.database.sql<{ n: number }>('select count(*) as n from person'))[0]?.n
const keep = (town: Town, personId: string, secret: string) =>
  town.kernel.database.sql(`update totp set secret = $2 where person_id = $1`, [personId, secret])
async function withPhone(town: Town, login: string) {
  const person = await town.hire(login, 'cashier')
  const { secret, recoveryCodes } = await setUpMfa(town, await town.arrive(login))
  return { ...person, seed: secret, recoveryCodes, kept: await keptOf(town, person.id) }
}

t.test('what was sealed opens for its owner alone, and only as it was', async (t) => {
  const file = `${t.testdir({})}/deep/sealing-keys`
  const [one, other] = await Promise.all([Seals.open(file), Seals.open(file)])
  t.equal(statSync(file).mode & 0o777, 0o600, 'it made its key for itself')
  const sealed = await one.seal('JBSWY3DPEHPK3PXP', 'mona')
  t.not(await one.seal('JBSWY3DPEHPK3PXP', 'mona'), sealed, 'never twice the same')
  t.notMatch(sealed, 'JBSWY3DPEHPK3PXP')
  t.equal(await other.unseal(sealed, 'mona'), 'JBSWY3DPEHPK3PXP', 'of two who made it one won')
  t.equal(await one.unseal(sealed, 'karim'), undefined)
  const parts = sealed.split('.')
  for (const [n, part] of parts.entries()) {
    const bytes = Buffer.from(part, 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] ?? 0) ^ 1
      const text = parts.with(n, altered.toString('base64url')).join('.')
      t.equal(await one.unseal(text, 'mona'), undefined, `part ${n}, byte ${at}`)
    }
    const cut = [0, 1, 12].filter((length) => length < part.length)
    for (const length of cut) {
      const text = parts.with(n, part.slice(0, length)).join('.')
      t.equal(await one.unseal(text, 'mona'), undefined, `part ${n}, ${length} of it`)
    }
  }
  const wrong = ['', 'JBSWY3DPEHPK3PXP', `${sealed}.`, parts.slice(1).join('.')]
  for (const text of wrong) t.equal(await one.unseal(text, 'mona'), undefined, text)
  const claimed = { alg: 'none', kid: decodeProtectedHeader(sealed).kid, sub: 'mona' }
  const header = Buffer.from(JSON.stringify(claimed)).toString('base64url')
  t.equal(await one.unseal(parts.with(0, header).join('.'), 'mona'), undefined, 'no other way')
  writeFileSync(file, 'too short\n')
  await t.rejects(Seals.open(file), /holds a line that is no key/)
  writeFileSync(file, '\n')
  await t.rejects(Seals.open(file), /holds no key/)
})

t.test('the table has no seed, and none of it can be moved or altered', async (t) => {
  const town = await openTown(t)
  const mona = await withPhone(town, 'mona')
  const karim = await withPhone(town, 'karim')
  for (const { kept, seed } of [mona, karim]) {
    t.notMatch(kept.toUpperCase(), seed)
  }
  const proof = secretChecks.find(({ name }) => name.includes('seed'))
  t.same(await proof?.run(town.kernel.database.sql), { breaks: [], looked: await people(town) })
  await keep(town, karim.id, mona.kept)
  for (const { seed } of [mona, karim]) {
    t.equal(await refusal(enter(town, 'karim', codeOf(seed, 1))), 'code-refused')
  }
  await keep(
    town,
    mona.id,
    mona.kept.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
  )
  t.equal(await refusal(enter(town, 'mona', codeOf(mona.seed, 1))), 'code-refused')
  // Nor does one that somebody wrote there open.
  await keep(town, mona.id, karim.seed)
  t.equal(await refusal(enter(town, 'mona', codeOf(karim.seed, 1))), 'code-refused')
  await keep(town, mona.id, mona.kept)
  t.match(await enter(town, 'mona', codeOf(mona.seed, 1)), { person: { login: 'mona' } })
})

t.test('what lies open or under a former key is sealed when a hub starts', async (t) => {
  const town = await openTown(t)
  const file = town.config.sealingKeysFile
  const mona = await withPhone(town, 'mona')
  const karim = await withPhone(town, 'karim')
  await keep(town, mona.id, mona.seed)
  await sealSeeds(town.kernel)
  const [sealed, untouched] = [await keptOf(town, mona.id), await keptOf(town, karim.id)]
  t.not(sealed, mona.seed)
  t.equal(untouched, karim.kept)
  const former = readFileSync(file, 'utf8')
  writeFileSync(file, newSealingKey() + former, { mode: 0o600 })
  const next = await openTown(t, town)
  await sealSeeds(next.kernel)
  const ids = (await Promise.all([mona, karim].map(({ id }) => keptOf(town, id)))).map(
    (kept) => decodeProtectedHeader(kept).kid,
  )
  t.equal(ids[0], ids[1])
  t.not(ids[0], decodeProtectedHeader(sealed).kid, 'both are under the new one')
  t.match(await enter(town, 'mona', codeOf(mona.seed, 1)), { person: { login: 'mona' } })
  rmSync(file)
  t.match(await enter(town, 'karim', codeOf(karim.seed, 1)), { person: { login: 'karim' } })
})

t.test('a hub without the key says so, and recovery codes still let people in', async (t) => {
  const town = await openTown(t)
  const mona = await withPhone(town, 'mona')
  const file = `${t.testdir({})}/another`
  const lost = await openTown(t, town, { SEALING_KEYS_FILE: file })
  const said: object[] = []
  Object.assign(lost.kernel.log, { error: (about: object) => void said.push(about) })
  await sealSeeds(lost.kernel)
  t.match(said, [{ lost: 1, sealingKeysFile: file }])
  t.equal(await keptOf(town, mona.id), mona.kept, 'it is left as it was')
  t.equal(await refusal(enter(lost, 'mona', codeOf(mona.seed, 1))), 'code-refused')
  t.match(await enter(lost, 'mona', mona.recoveryCodes[0] ?? ''), { person: { login: 'mona' } })
  t.match(await enter(town, 'mona', codeOf(mona.seed, 1)), { person: { login: 'mona' } })
})
