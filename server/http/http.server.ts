import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getConnInfo } from '@hono/node-server/conninfo'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { AppLoadContext, RequestHandler } from '@remix-run/node'
import { Hono, type Context } from 'hono'
import type { Actor } from '#server/access/rules/actor.ts'
import { importLimitBytes, importLimitText } from '#server/cpd/rules/import.ts'
import type { DeviceKeys } from '#server/accounts/device-keys.server.ts'
import type { KnownDevices } from '#server/accounts/known-devices.server.ts'
import type { createClientAddress } from '#server/platform/client-address.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import { pageAskedFor } from '#server/platform/rules/own-path.ts'
import { duringRequest } from '#server/platform/request.server.ts'
import { refuse } from '#server/platform/rules/outcome.ts'
import type { Services } from '#server/services.ts'
import { atMost } from './body-limit.server.ts'
import { withWholeForm } from './form-body.server.ts'
import { newNonce, protect } from './headers.server.ts'
import { isOneClick } from './one-click.server.ts'
import { isJson, refusedJson, wantsJson } from './json-answer.server.ts'
import { mayWrite } from './origin-check.server.ts'
import { addRoomApi } from './room-api.server.ts'
import type { SealedPosts } from './sealed-post.server.ts'
import { securityText } from './security-text.server.ts'
import { serveAssets } from './static-files.server.ts'

type Ids = { nonce: string; requestId: string }
type Bindings = HttpBindings & Ids

export type HttpParts = {
  services: Services
  log: Log
  origin: string
  secure: boolean
  clientFolder: string
  sealedPosts: SealedPosts
  deviceKeys: DeviceKeys
  knownDevices: KnownDevices
  /** Whose address a request counts for: of who connects, and of X-Forwarded-For. */
  clientAddress: ReturnType<typeof createClientAddress>
  /** Whom to tell of a weakness; null where nobody is named. */
  securityContact: string | null
  /** Answers pages; in development it follows the newest build. */
  pages: RequestHandler
  /** True when the product can write and read, and is not shutting down. */
  ready: () => Promise<boolean>
}

/** A room's commands as JSON, and reports: docs/room-protocol.md, "Limits". */
const smallBody = 65_536
const roomCommands = /^\/rooms\/[^/]+\/commands$/
/** A form with four boxes of 10,000 characters, each up to twelve bytes once it is form-encoded. */
const largestBody = 524_288
/** The one page that takes a file: the file, and the form around it. */
const filePage = '/cpd/import'
const fileBody = importLimitBytes + smallBody

/**
 * The pipeline before the pages: id, protective headers, health, assets, origin check, body limit,
 * who asks. `before` may answer first (Vite in development).
 */
export function createHttpServer(
  parts: HttpParts,
  before?: (request: IncomingMessage, response: ServerResponse, next: () => void) => void,
): Server {
  const { log, origin, secure } = parts
  const app = createApp(parts)
  const made = new WeakMap<IncomingMessage, { nonce: string; requestId: string }>()
  const listener = getRequestListener((request, env) => {
    const incoming = 'incoming' in env ? env.incoming : undefined
    const own = incoming instanceof Object ? made.get(asMessage(incoming)) : undefined
    return app.fetch(request, {
      ...env,
      ...(own ?? { nonce: newNonce(), requestId: randomUUID() }),
    })
  })
  return createServer((request, response) => {
    const nonce = newNonce()
    const requestId = randomUUID()
    const startedAt = performance.now()
    made.set(request, { nonce, requestId })
    protect(response, { nonce, origin, secure })
    response.setHeader('X-Request-Id', requestId)
    response.on('close', () =>
      log.info(
        {
          requestId,
          method: request.method ?? '',
          path: loggedPath(request.url),
          status: response.statusCode,
          ms: Math.round(performance.now() - startedAt),
        },
        'answered',
      ),
    )
    const go = () => duringRequest(requestId, () => void listener(request, response))
    if (before) before(request, response, go)
    else go()
  })
}

function asMessage(incoming: object): IncomingMessage {
  if (isMessage(incoming)) return incoming
  throw new TypeError('not a request of node:http')
}

function isMessage(incoming: object): incoming is IncomingMessage {
  return 'headers' in incoming && 'url' in incoming
}

/** The path alone: a query, a one-time token or a room's code must not reach the log. */
function loggedPath(url = ''): string {
  const path = url.split('?')[0] ?? ''
  return path.replace(
    /^\/+(invitations|reset-password|erased|account\/address|reminders\/off|calendar|join)\/.*/i,
    '/$1/…',
  )
}

function createApp(parts: HttpParts): Hono<{ Bindings: Bindings }> {
  const { services, log, origin } = parts
  const app = new Hono<{ Bindings: Bindings }>()

  app.get('/health/live', (context) => context.text('alive'))
  app.get('/health/ready', async (context) =>
    (await parts.ready()) ? context.text('ready') : context.text('not ready', 503),
  )
  app.get('/.well-known/security.txt', (context) =>
    context.text(securityText(parts.securityContact, origin, services.rooms.now())),
  )
  serveAssets(app, parts.clientFolder)
  app.post('/csp-report', atMost(smallBody), (context) => {
    log.warn({ event: 'csp-report', requestId: context.env.requestId }, 'content refused by policy')
    return context.body(null, 204)
  })
  app.use(async (context, next) => {
    const { req } = context
    if (
      isOneClick(req.path) ||
      mayWrite(
        req.method,
        { origin: req.header('origin'), site: req.header('sec-fetch-site') },
        origin,
      )
    ) {
      return next()
    }
    const why =
      'This was sent from another site, so nothing was done. Open Casecircle and try again.'
    if (wantsJson(req.raw.headers)) return refusedJson(refuse('forbidden', why).error)
    return context.text(why, 403)
  })
  const refusedPage = async (context: Context<{ Bindings: Bindings }>, message: string) => {
    const { req, env } = context
    const loaded = await loadContext(parts, req.raw, env, addressOf(parts, context))
    const refusal = { status: 413, message }
    return parts.pages(pageInPlace('/refused', req.raw), { ...loaded.context, refusal })
  }
  const [json, form, file] = [
    atMost(smallBody),
    atMost(largestBody, undefined, refusedPage),
    atMost(
      fileBody,
      `The file is larger than ${importLimitText}. Nothing was brought in. Go back, and bring in one year at a time.`,
      refusedPage,
    ),
  ]
  app.use((context, next) => {
    const { req } = context
    if (req.path === filePage) return file(context, next)
    // A form of a room may hold all that its text boxes do: refused here, the words would be gone.
    const isCommand = roomCommands.test(req.path) && isJson(req.header('content-type'))
    return (isCommand ? json : form)(context, next)
  })
  addRoomApi(app, services, origin)
  app.on(['GET', 'POST'], '*', async (context) => {
    const { raw, method } = context.req
    const request = method === 'POST' ? await withWholeForm(raw) : raw
    if (!request) return context.text('That is no form that can be read. Nothing was done.', 415)
    return answerPage(parts, request, context.env, addressOf(parts, context))
  })
  app.all('*', (context) =>
    context.text('Pages are read and forms are posted, nothing else.', 405, { Allow: 'GET, POST' }),
  )
  app.onError((error, context) => {
    const { requestId } = context.env
    log.error({ requestId, ...errorFields(error) }, 'request failed')
    const busy = 'code' in error && error.code === 'database_busy'
    return context.text(
      `Something went wrong. Go back: your text is still in the form. Reference ${requestId.slice(0, 8)}.`,
      busy ? 503 : 500,
      busy ? { 'Retry-After': '5' } : {},
    )
  })
  return app
}

function addressOf(
  { clientAddress }: HttpParts,
  context: Parameters<typeof getConnInfo>[0],
): string {
  const connected = getConnInfo(context).remote.address ?? 'unknown'
  return clientAddress(connected, context.req.header('x-forwarded-for'))
}

/** Loads who asks, keeps a post whose session has ended, and lets Remix answer. */
async function answerPage(
  parts: HttpParts,
  request: Request,
  ids: Ids,
  address: string,
): Promise<Response> {
  const { context, cookies } = await loadContext(parts, request, ids, address)
  const { actor, session } = context
  const late = session ? null : await latePost(parts, request, cookies)
  if (!late) {
    const answer = await parts.pages(request, context)
    // A file that is refused has no page of its own to say why.
    const isBare = context.refusal !== null && isJson(answer.headers.get('content-type'))
    if (isBare && request.headers.get('accept')?.includes('text/html')) {
      return parts.pages(pageInPlace('/refused', request), context)
    }
    return actor ? answer : toldInJson(request, answer)
  }
  const page = await parts.pages(pageInPlace('/sign-in', request), { ...context, sealedPost: late })
  return new Response(page.body, { status: 401, headers: page.headers })
}

/** What the pages are told about a request: who asks, from where, and what they may call. */
async function loadContext(
  parts: HttpParts,
  request: Request,
  { nonce, requestId }: Ids,
  address: string,
): Promise<{ context: AppLoadContext; cookies: string | undefined }> {
  const { services } = parts
  const cookies = request.headers.get('cookie') ?? undefined
  const session = await services.accounts.sessionOf(cookies)
  const actor: Actor | null = session ? await services.organisations.actorFor(session.person) : null
  const context: AppLoadContext = {
    services,
    actor,
    askedFor: pageAskedFor(request),
    nonce,
    requestId,
    session: session?.token ?? null,
    sharedDevice: session?.sharedDevice ?? false,
    deviceKey: actor && !session?.sharedDevice ? parts.deviceKeys.of(actor.person) : null,
    address,
    device: parts.knownDevices.of(cookies),
    origin: parts.origin,
    sealedPost: null,
    refusal: null,
    openSealed: (sealed, person) => parts.sealedPosts.open(sealed, person),
    report: (error) => parts.log.error({ requestId, ...errorFields(error) }, 'page failed'),
  }
  return { context, cookies }
}

/** The page at `path`, to answer for what was asked. */
function pageInPlace(path: string, { url, headers }: Request): Request {
  return new Request(new URL(path, url), { headers: { cookie: headers.get('cookie') ?? '' } })
}

/** Who asks for JSON is told that they are signed out, not sent to a page. */
function toldInJson(request: Request, answer: Response): Response {
  const isSentAway = answer.status === 303 && isSignIn(answer.headers.get('location'))
  if (!isSentAway || !wantsJson(request.headers)) return answer
  return refusedJson(refuse('signed_out', 'Sign in again. Your text is kept.').error)
}

function isSignIn(location: string | null): boolean {
  return location !== null && /^\/sign-in(\?|$)/.test(location)
}

/** A plain form posted just after its session ended, sealed to its writer; null for all others. */
async function latePost(
  { services, sealedPosts }: HttpParts,
  request: Request,
  cookies: string | undefined,
): Promise<string | null> {
  const url = new URL(request.url)
  const isForm = request.headers
    .get('content-type')
    ?.startsWith('application/x-www-form-urlencoded')
  if (request.method !== 'POST' || !isForm || url.pathname.endsWith('.data')) return null
  if (url.pathname.startsWith('/sign-')) return null
  const person = await services.accounts.endedSessionOf(cookies)
  if (!person) return null
  const form = await request.formData()
  const fields = [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !/password/i.test(name) ? [[name, value]] : [],
  )
  return sealedPosts.seal(person, `${url.pathname}${url.search}`, fields)
}
