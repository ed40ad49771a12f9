import { join, resolve } from 'node:path'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { onTestFinished } from 'vitest'
import { openDatabase, type Database } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { seedNorthbridge } from '#db/seed/northbridge.ts'
import { demonstrationPassword } from '#db/seed/people.ts'
import { createDeviceKeys } from '#server/accounts/device-keys.server.ts'
import { createKnownDevices } from '#server/accounts/known-devices.server.ts'
import { createClientAddress } from '#server/platform/client-address.server.ts'
import { createHttpServer } from '#server/http/http.server.ts'
import { createSealedPosts } from '#server/http/sealed-post.server.ts'
import { systemClock, type Clock } from '#server/platform/clock.server.ts'
import type { MailTransport } from '#server/mail/transport.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { systemRandom, type Random } from '#server/platform/random.server.ts'
import { createServices, type Services } from '#server/services.ts'
import { attachSockets } from '#server/sockets/sockets.server.ts'
import { testFolder } from './database.ts'
import { beginPublished } from './published.ts'
import { freePort } from './running-server.ts'

const root = resolve(import.meta.dirname, '..', '..')

export type Product = {
  origin: string
  port: number
  /** Ends it before the test does. */
  stop(): Promise<void>
  file: string
  db: Database
  services: Services
  build: ServerBuild
  /** Every line that was logged so far. */
  logged: string[]
  /** A session's Cookie header for somebody with the demonstration's password. */
  cookieOf(email: string): Promise<string>
  get(path: string, cookie: string | null, headers?: Record<string, string>): Promise<Response>
  post(path: string, fields: Record<string, string>, cookie: string | null): Promise<Response>
}

/**
 * The whole product in this process: database, services, built pages, sockets, on a port of its
 * own, with the demonstration seeded. Needs `npm run build`, which `npm test` does first.
 */
export async function startProduct({
  clock = systemClock,
  random = systemRandom,
  closingMs = 100,
  port: wanted,
  mail = null,
  limitsOff = true,
}: {
  clock?: Clock
  random?: Random
  closingMs?: number
  /** That of another which was stopped, where both are to say the same byte by byte. */
  port?: number
  /** What takes mails; none are sent without. */
  mail?: MailTransport | null
  /** Left on where a test is about how often something may be tried. */
  limitsOff?: boolean
} = {}): Promise<Product> {
  const file = join(testFolder(), 'casecircle.sqlite')
  beginPublished(file)
  migrate(file)
  const db = openDatabase(file)
  const logged: string[] = []
  const log = createLog('debug', { write: (line: string) => void logged.push(line) })
  const port = wanted ?? (await freePort())
  const origin = `http://localhost:${port}`
  const services = createServices({
    db,
    clock,
    random,
    log,
    contentFolder: join(root, 'content'),
    installationKey: Buffer.alloc(32, 7),
    secure: false,
    demonstration: true,
    limitsOff,
    closingMs,
    origin,
    mail,
  })
  await services.toolkits.publishAll()
  await seedNorthbridge({ db, services, now: clock.now(), people: 0 })
  const build: unknown = await import(join(root, 'build', 'server', 'index.js'))
  if (!isBuild(build)) throw new Error('The pages are not built. Run: npm run build')
  const server = createHttpServer({
    services,
    log,
    origin,
    secure: false,
    clientFolder: join(root, 'build', 'client'),
    sealedPosts: createSealedPosts(Buffer.alloc(32, 7), () => clock.now()),
    deviceKeys: createDeviceKeys(Buffer.alloc(32, 7)),
    knownDevices: createKnownDevices(Buffer.alloc(32, 7), {
      ...{ clock, random: systemRandom, secure: false },
    }),
    clientAddress: createClientAddress(null),
    securityContact: null,
    pages: createRequestHandler(build, 'production'),
    ready: () => Promise.resolve(true),
  })
  const sockets = attachSockets(server, { services, log, origin, limitsOff })
  await services.rooms.resume()
  await services.jobs.resume()
  await new Promise<void>((done) => server.listen(port, done))
  let stopped: Promise<void> | null = null
  const stop = () => (stopped ??= close())
  onTestFinished(stop)
  async function close(): Promise<void> {
    await sockets.goodbye()
    server.closeAllConnections()
    await new Promise<void>((done) => server.close(() => done()))
    await services.rooms.stop()
    await services.jobs.stop()
    db.close()
  }
  return {
    ...{ origin, port, stop, file, db, services, build, logged },
    async cookieOf(email) {
      const signedIn = await services.accounts.signIn(email, demonstrationPassword, 'test')
      if (!signedIn.ok) throw new Error(`${email} cannot sign in`)
      return signedIn.value.cookie.split(';')[0] ?? ''
    },
    get: (path, cookie, headers = {}) =>
      fetch(`${origin}${path}`, {
        redirect: 'manual',
        headers: { ...headers, ...(cookie ? { cookie } : {}) },
      }),
    post: (path, fields, cookie) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(fields),
        headers: { origin, 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) },
      }),
  }
}

function isBuild(module: unknown): module is ServerBuild {
  return typeof module === 'object' && module !== null && 'routes' in module && 'entry' in module
}
