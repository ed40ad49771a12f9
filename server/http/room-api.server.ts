import type { Context, Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import type { Actor } from '#server/access/rules/actor.ts'
import { roomId, type RoomId } from '#server/platform/rules/ids.ts'
import { refuse, type Refusal } from '#server/platform/rules/outcome.ts'
import type { Services } from '#server/services.ts'
import { isJson, refusedJson, wantsJson } from './json-answer.server.ts'

const largestNumber = 15

/**
 * The room protocol over HTTP, as JSON: the same truth as over sockets. A form's post to the same
 * address, and a page asked for by a browser, go on to the pages.
 */
export function addRoomApi<B extends HttpBindings>(
  app: Hono<{ Bindings: B }>,
  services: Services,
  origin: string,
): void {
  const { rooms } = services
  const told = { error: refuse('signed_out', 'Sign in again. Your text is kept.').error }

  async function actorOf(context: Context): Promise<Actor | null> {
    const session = await services.accounts.sessionOf(context.req.header('cookie'))
    // A page that somebody left open must not speak in the name of whoever has signed in since.
    const page = context.req.header('x-person')
    if (!session || (page !== undefined && page !== session.person)) return null
    return services.organisations.actorFor(session.person)
  }

  app.post('/rooms/:room/commands', async (context, next) => {
    if (!isJson(context.req.header('content-type'))) return next()
    const actor = await actorOf(context)
    if (!actor) return refusal(told.error)
    const body = await readObject(context)
    if (!body) return refusal(refuse('invalid', 'This is not a command.').error)
    const room = context.req.param('room')
    if (Object.hasOwn(body, 'room') && body['room'] !== room) {
      return refusal(refuse('invalid', 'The address names another room.', { field: 'room' }).error)
    }
    const answer = await rooms.command(actor, { ...body, room }, 'post')
    if (!answer.ok) return refusal(answer.error)
    return said(answer)
  })

  app.get('/rooms/:room/events', async (context) => {
    const actor = await actorOf(context)
    if (!actor) return refusal(told.error)
    const tooMany = rooms.limit(actor.person, 'pull')
    if (tooMany) return refusal(tooMany)
    const room = roomOf(context)
    if (!room) return refusal(noRoom())
    const { stream = 'room', since = '0' } = context.req.query()
    const number = new RegExp(`^\\d{1,${largestNumber}}$`).test(since) ? Number(since) : -1
    const pulled = await rooms.events(actor, room, stream, number)
    if (!pulled.ok) return refusal(pulled.error)
    await rooms.touch(actor, room, 'page')
    return said({ ok: true, ...pulled.value })
  })

  app.get('/rooms/:room/snapshot', async (context) => {
    const actor = await actorOf(context)
    if (!actor) return refusal(told.error)
    const tooMany = rooms.limit(actor.person, 'pull')
    if (tooMany) return refusal(tooMany)
    const room = roomOf(context)
    if (!room) return refusal(noRoom())
    const snapshot = await rooms.snapshot(actor, room)
    if (!snapshot.ok) return refusal(snapshot.error)
    await rooms.touch(actor, room, 'page')
    return said(snapshot.value)
  })

  app.get('/rooms/:room/stages/:stage', async (context, next) => {
    if (!wantsJson(context.req.raw.headers)) return next()
    const actor = await actorOf(context)
    if (!actor) return refusal(told.error)
    const room = roomOf(context)
    if (!room) return refusal(noRoom())
    const read = await rooms.stage(actor, room, context.req.param('stage'))
    if (!read.ok) return refusal(read.error)
    const { stage, title, html, warning } = read.value
    return said({ stage, title, html, ...(warning ? { warning } : {}) })
  })

  app.get('/rooms/:room/screen', async (context, next) => {
    if (!wantsJson(context.req.raw.headers)) return next()
    const secret = context.req.query('display') ?? null
    const actor = secret === null ? await actorOf(context) : null
    if (!actor && secret === null) return refusal(told.error)
    const room = roomOf(context)
    if (!room) return refusal(noRoom())
    const page = await rooms.screen({ actor, secret }, room, origin)
    return page.ok ? said(page.value) : refusal(page.error)
  })

  /** Every answer says the server's time, so that a client can tell how far its own clock is off. */
  function timed(): Record<string, string> {
    return { 'X-Time': String(rooms.now()) }
  }

  function said(body: object): Response {
    return Response.json(body, { headers: { ...timed(), 'Cache-Control': 'no-store' } })
  }

  function refusal(error: Refusal): Response {
    return refusedJson(error, timed())
  }
}

function noRoom(): Refusal {
  return refuse('not_found', 'There is no such room among yours.').error
}

/** A room's address that cannot be one is the same as a room that does not exist. */
function roomOf(context: Context): RoomId | null {
  const read = roomId.safeParse(context.req.param('room'))
  return read.success ? read.data : null
}

/** The body as an object without a prototype's tricks; null for anything else. */
async function readObject(context: Context): Promise<Record<string, unknown> | null> {
  try {
    const body: unknown = JSON.parse(await context.req.text())
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
    return Object.hasOwn(body, '__proto__') ? null : { ...body }
  } catch {
    return null
  }
}
