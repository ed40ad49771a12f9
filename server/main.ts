import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/node'
import { openDatabase } from '#db/connection.ts'
import { lockFolder } from '#db/lock.ts'
import { migrate } from '#db/migrate.ts'
import { removeOldCopies } from '#db/old-copies.ts'
import { seedNorthbridge } from '#db/seed/northbridge.ts'
import { createDeviceKeys } from './accounts/device-keys.server.ts'
import { createKnownDevices } from './accounts/known-devices.server.ts'
import { createHttpServer } from './http/http.server.ts'
import { listen } from './http/listen.server.ts'
import { createSealedPosts, installationKey } from './http/sealed-post.server.ts'
import { createClientAddress } from './platform/client-address.server.ts'
import { smtpTransport } from './mail/transport.server.ts'
import { systemClock } from './platform/clock.server.ts'
import { readConfig, type Config } from './platform/config.server.ts'
import { createLog, errorFields, type Log } from './platform/log.server.ts'
import { systemRandom } from './platform/random.server.ts'
import { startFault } from './platform/start-fault.server.ts'
import { createServices, type Composition, type Services } from './services.ts'
import { attachSockets } from './sockets/sockets.server.ts'

const root = resolve(import.meta.dirname, '..')
const hourMs = 3_600_000
const development = process.argv.includes('--dev')

/** Says why the product cannot start, in one sentence, and ends with code 1. */
function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const read = readConfig(process.env)
if (!read.ok) stop(read.faults.join('\n'))
const config = read.config
const log = createLog(config.logLevel)

process.on('unhandledRejection', (error) => log.error(errorFields(error), 'unhandled rejection'))

await start(config, log).catch((error: unknown) => {
  const sentence = startFault(error, config)
  if (sentence === null) throw error
  stop(sentence)
})

async function start(config: Config, log: Log): Promise<void> {
  await assertPortFree(config)
  // People's words lie here: no other account of this machine looks in.
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const lock = lockFolder(config.dataDir)
  const file = join(config.dataDir, 'casecircle.sqlite')
  migrate(file)
  const db = openDatabase(file, (ms) =>
    log.warn({ ms, event: 'slow-transaction' }, 'slow transaction'),
  )
  const ownKey = installationKey(config.dataDir)
  const parts: Composition = {
    db,
    clock: systemClock,
    random: systemRandom,
    log,
    contentFolder: join(root, 'content'),
    installationKey: ownKey,
    secure: config.secure,
    demonstration: config.loopback,
    limitsOff: config.limitsOff,
    closingMs: config.closingMs,
    preview: development,
    origin: config.origin,
    mail: config.mail ? smtpTransport(config.mail) : null,
  }
  const services = createServices(parts)
  await prepare(services, parts, config)

  let draining = false
  const vite = development ? await startVite() : null
  if (development) {
    services.toolkits.watchContent(({ findings }) => process.stderr.write(findings.join('\n')))
  }
  const server = createHttpServer(
    {
      services,
      log,
      origin: config.origin,
      secure: config.secure,
      clientFolder: join(root, 'build', 'client'),
      sealedPosts: createSealedPosts(ownKey, () => systemClock.now()),
      deviceKeys: createDeviceKeys(ownKey),
      knownDevices: createKnownDevices(ownKey, {
        ...{ clock: systemClock, random: systemRandom, secure: config.secure },
      }),
      clientAddress: createClientAddress(config.trustedProxy),
      securityContact: config.securityContact,
      pages: vite?.pages ?? (await builtPages()),
      ready: async () => !draining && (await services.organisations.counts()).all >= 0,
    },
    vite?.middleware,
  )
  vite?.attach(server)
  const sockets = attachSockets(server, {
    services,
    log,
    origin: config.origin,
    limitsOff: config.limitsOff,
  })
  await services.rooms.resume()
  await services.jobs.resume()
  await services.accounts.forgetEnded()
  setInterval(() => void services.accounts.forgetEnded(), hourMs).unref()
  const closed = await listen(server, config.port, config.hosts)
  welcome(config)
  await services.mail.start()
  const stopTidying = tidyEachHour(services, log, file)

  const drain = async () => {
    if (draining) return
    draining = true
    stopTidying()
    await sockets.goodbye()
    const over = closed()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5_000).unref()
    await over
    await services.rooms.stop()
    await services.jobs.stop()
    await services.mail.stop()
    db.close()
    lock.release()
    process.exit(0)
  }
  process.on('SIGTERM', () => void drain())
  process.on('SIGINT', () => void drain())
  if (process.argv.includes('--with-parent')) stopWithParent(drain)
}

/** Throws EADDRINUSE before anything has been written, rather than after. */
async function assertPortFree({ port, hosts }: Config): Promise<void> {
  const close = await listen(createServer(), port, hosts)
  await close()
}

async function prepare(services: Services, parts: Composition, config: Config): Promise<void> {
  const counts = await services.organisations.counts()
  if (!config.loopback && counts.demonstration > 0) {
    stop(
      'This database holds the demonstration, whose passwords are public. It opens only where ORIGIN is a loopback address. Use another DATA_DIR.',
    )
  }
  await services.proofs.signAll()
  const published = await services.toolkits.publishAll()
  for (const finding of published.findings) process.stderr.write(`${finding}\n`)
  if (config.loopback && counts.all === 0) {
    // A start that is cut short in the middle leaves nothing, so that the next one begins anew.
    await parts.db.allOrNothing((db) =>
      seedNorthbridge({
        ...{ db, services: createServices({ ...parts, db }) },
        ...{ now: systemClock.now(), people: config.seedPeople },
      }),
    )
  }
}

/**
 * Forgets each hour what has had its time: ended sessions, used links, deletions past undoing, copies
 * of the database from before a migration.
 */
function tidyEachHour(services: Services, log: Log, file: string): () => void {
  const { accounts, cpd, jobs, mail, reminders, sharing } = services
  const tidy = () =>
    void Promise.all([
      accounts.forgetEnded(),
      cpd.eraseExpired(),
      cpd.checkAgain(),
      jobs.removeExpired(),
      sharing.forgetRunOut(),
      mail.forgetSent(),
      reminders.tick(),
      Promise.resolve().then(() => removeOldCopies(file, systemClock.now())),
    ]).catch((error: unknown) => log.error(errorFields(error), 'tidying failed'))
  tidy()
  const timer = setInterval(tidy, 3_600_000)
  return () => clearInterval(timer)
}

function welcome({ origin, loopback }: Config): void {
  const next = loopback
    ? 'Open it and choose “Try as Amara, team manager”.'
    : 'Make your organisation: npm run admin -- organisation create "Your council"'
  process.stdout.write(`Casecircle is ready at ${origin}\n${next}\n`)
}

async function builtPages(): Promise<RequestHandler> {
  const address = new URL('../build/server/index.js', import.meta.url).href
  const build: unknown = await import(address)
  if (!isBuild(build)) throw new Error('Remix made no build')
  return createRequestHandler(build, 'production')
}

async function startVite() {
  const vitePackage = await import('vite')
  const { createServer: hmrServer } = await import('node:http')
  const hmr = hmrServer()
  const vite = await vitePackage.createServer({
    root,
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server: hmr } },
  })
  const pages: RequestHandler = async (request, context) => {
    const build = await vite.ssrLoadModule('virtual:remix/server-build')
    if (!isBuild(build)) throw new Error('Remix made no build')
    return createRequestHandler(build, 'development')(request, context)
  }
  return {
    pages,
    middleware: vite.middlewares,
    attach(server: import('node:http').Server) {
      server.on('upgrade', (request, socket, head) => {
        if (request.headers['sec-websocket-protocol'] === 'vite-hmr') {
          hmr.emit('upgrade', request, socket, head)
        }
      })
    },
  }
}

function isBuild(module: unknown): module is ServerBuild {
  return typeof module === 'object' && module !== null && 'routes' in module && 'entry' in module
}

/** npm's shell swallows signals: when the process that started us is gone, we go too. */
function stopWithParent(drain: () => Promise<void>): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) void drain()
  }, 500).unref()
}
