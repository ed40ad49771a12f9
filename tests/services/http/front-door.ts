import { mkdirSync, writeFileSync } from 'node:fs'
import { request as ask, Agent, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { AppLoadContext } from '@remix-run/node'
import type { PersonId } from '#server/platform/rules/ids.ts'
import type { Device } from '#server/accounts/accounts.server.ts'
import { createDeviceKeys, type DeviceKey } from '#server/accounts/device-keys.server.ts'
import { createKnownDevices } from '#server/accounts/known-devices.server.ts'
import { createHttpServer } from '#server/http/http.server.ts'
import { createSealedPosts, type SealedPost } from '#server/http/sealed-post.server.ts'
import { createClientAddress, type TrustedProxy } from '#server/platform/client-address.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { createServices } from '#server/services.ts'
import { emailOf, givePassword, northbridge } from '#tests/support/cast.ts'
import { publishedDatabase } from '#tests/support/database.ts'
import { testFolder } from '#tests/support/database.ts'

const contentFolder = join(import.meta.dirname, '..', '..', '..', 'content')

/** What reached the pages behind the pipeline. */
export type Reached = {
  method: string
  path: string
  actor: string | null
  sealedPost: string | null
  deviceKey: DeviceKey | null
  sharedDevice: boolean
  address: string
  /** Opens a sealed post for somebody, as the sign-in page does. */
  open: (sealed: string, person: PersonId) => SealedPost | null
  fields: [string, string][]
}
export type Answer = { status: number; headers: IncomingHttpHeaders; body: string }
export type Sent = {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/**
 * The real pipeline before the pages on a port of its own, with pages of one line each: /throw
 * throws, /missing is a 404, /members-only leads to sign-in, /cached asks to be kept, each other answers what it was given.
 */
export async function openFrontDoor({
  secure = false,
  trustedProxy = null,
}: { secure?: boolean; trustedProxy?: TrustedProxy | null } = {}) {
  const council = await northbridge(await publishedDatabase(), { secure })
  const { db, clock, random } = council
  const logged: string[] = []
  const log = createLog('debug', { write: (line: string) => void logged.push(line) })
  const services = createServices({
    ...{ db, clock, random, log, contentFolder, secure },
    installationKey: Buffer.alloc(32, 7),
    demonstration: false,
    limitsOff: false,
    closingMs: 100,
  })
  const clientFolder = testFolder()
  mkdirSync(join(clientFolder, 'assets'))
  writeFileSync(join(clientFolder, 'assets', 'page-a1b2c3.js'), 'export {}')
  const reached: Reached[] = []
  const sealedPosts = createSealedPosts(Buffer.alloc(32, 7), () => clock.now())
  const origin = secure ? 'https://learning.council.test' : 'http://learning.council.test'
  const server = createHttpServer({
    ...{ services, log, origin, secure, clientFolder, sealedPosts },
    deviceKeys: createDeviceKeys(Buffer.alloc(32, 7)),
    knownDevices: createKnownDevices(Buffer.alloc(32, 7), { clock, random, secure }),
    clientAddress: createClientAddress(trustedProxy),
    securityContact: 'mailto:security@council.test',
    pages: async (request, context) => {
      if (!context) throw new Error('no context')
      reached.push(await reachedBy(request, context))
      return pageOf(new URL(request.url).pathname)
    },
    ready: () => Promise.resolve(true),
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const port = portOf(server.address())
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  onTestFinished(async () => {
    agent.destroy()
    server.closeAllConnections()
    await new Promise<void>((done) => server.close(() => done()))
    await services.rooms.stop()
  })

  /** One request with exactly these headers; `aborted` when the connection was closed on it. */
  function send({ method = 'GET', path = '/', headers = {}, body }: Sent): Promise<Answer> {
    const chunked = 'transfer-encoding' in headers
    const length =
      body === undefined || chunked ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = { ...headers, ...length }
    return new Promise((done, failed) => {
      const outgoing = ask(
        { port, host: '127.0.0.1', method, path, headers: sent, agent },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', failed)
          response.on('end', () =>
            done({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          )
        },
      )
      outgoing.on('error', failed)
      outgoing.end(body)
    })
  }

  /** A form as a browser posts it from our own page. */
  function post(path: string, fields: Record<string, string>, cookie?: string): Promise<Answer> {
    return send({
      method: 'POST',
      path,
      headers: { ...ownForm(origin), ...(cookie ? { cookie } : {}) },
      body: new URLSearchParams(fields).toString(),
    })
  }

  async function cookieOf(name: 'ben' | 'chloe', device: Device = {}): Promise<string> {
    const words = 'correct horse battery staple'
    await givePassword(council, council[name], words)
    const signedIn = await services.accounts.signIn(emailOf(name), words, 'office', device)
    if (!signedIn.ok) throw new Error(signedIn.error.message)
    return signedIn.value.cookie.split(';')[0] ?? ''
  }

  return { ...council, services, origin, port, send, post, cookieOf, reached, logged }
}

export function ownForm(origin: string): Record<string, string> {
  return {
    origin,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  }
}

async function reachedBy(request: Request, context: AppLoadContext): Promise<Reached> {
  const { pathname, search } = new URL(request.url)
  const form = request.method === 'POST' ? await request.formData() : new FormData()
  return {
    method: request.method,
    path: pathname + search,
    actor: context.actor?.name ?? null,
    sealedPost: context.sealedPost,
    deviceKey: context.deviceKey,
    sharedDevice: context.sharedDevice,
    address: context.address,
    open: context.openSealed,
    fields: [...form].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  }
}

function pageOf(path: string): Response {
  if (path === '/throw') throw new Error('my private words')
  if (path === '/members-only') {
    return new Response(null, { status: 303, headers: { Location: '/sign-in?to=%2Fmembers-only' } })
  }
  if (path === '/missing') return new Response('no such page', { status: 404 })
  return new Response('page', { headers: { 'Content-Type': 'text/html' } })
}

function portOf(address: AddressInfo | string | null): number {
  if (address && typeof address === 'object') return address.port
  throw new Error('no port could be had')
}

/** Every way in which another site, or nobody known, may send something; each is to be refused. */
export const foreign: readonly [string, Record<string, string>][] = [
  ['cross-site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['cross-site without Origin', { 'sec-fetch-site': 'cross-site' }],
  ['same-site', { origin: 'http://other.council.test', 'sec-fetch-site': 'same-site' }],
  ['same-site with our own Origin', { origin: 'OWN', 'sec-fetch-site': 'same-site' }],
  ['null Origin', { origin: 'null' }],
  ['null Origin that says same-origin', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  [
    'a foreign Origin that says same-origin',
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ],
  ['a foreign Origin that says none', { origin: 'https://evil.example', 'sec-fetch-site': 'none' }],
  ['neither header', {}],
  ['an empty Origin', { origin: '' }],
  ['another port', { origin: 'http://learning.council.test:8080' }],
  ['another scheme', { origin: 'https://learning.council.test' }],
  ['a subdomain', { origin: 'http://evil.learning.council.test' }],
  ['a longer name', { origin: 'http://learning.council.test.evil.example' }],
  [
    'forged X-Forwarded-Host',
    {
      origin: 'https://evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    },
  ],
  ['forged Host', { origin: 'http://evil.example', host: 'evil.example' }],
  ['a value that is none', { origin: 'OWN', 'sec-fetch-site': 'same-origin, cross-site' }],
]
