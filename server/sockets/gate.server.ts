import { ServerResponse, type IncomingMessage } from 'node:http'
import type { Holder, RoomServices } from './types.server.ts'

const refusals = {
  401: 'Unauthorized',
  403: 'Forbidden',
  503: 'Service Unavailable',
} as const
type Refused = keyof typeof refusals

/**
 * Whether a handshake comes from our own pages or from a client that says so: exactly our Origin;
 * where that is absent only what a browser marks as same-origin. Socket.IO's `cors` would not stop
 * another page's WebSocket. Source: trust page, T14.
 */
export function isOwnOrigin(
  { origin, site }: { origin: string | undefined; site: string | undefined },
  own: string,
): boolean {
  return origin === undefined ? site === 'same-origin' : origin === own
}

/** Asks at each handshake, on both transports: whose page is this, and whose session? */
export function createGate(
  services: Pick<RoomServices, 'accounts'>,
  own: string,
  isClosed: () => boolean,
) {
  const holders = new WeakMap<IncomingMessage, Holder>()

  async function judge(request: IncomingMessage): Promise<Refused | Holder> {
    const { origin, cookie } = request.headers
    const site = request.headers['sec-fetch-site']
    if (!isOwnOrigin({ origin, site: typeof site === 'string' ? site : undefined }, own)) return 403
    if (isClosed()) return 503
    const session = await services.accounts.sessionOf(cookie)
    return session ? { ...session, cookies: cookie } : 401
  }

  return {
    holderOf: (request: IncomingMessage): Holder | undefined => holders.get(request),

    allowRequest(
      request: IncomingMessage,
      answer: (error: string | null | undefined, allowed: boolean) => void,
    ): void {
      judge(request).then(
        (judged) => {
          if (typeof judged === 'number') {
            refuse(request, judged)
            answer(refusals[judged], false)
          } else {
            holders.set(request, judged)
            answer(null, true)
          }
        },
        () => answer(refusals[503], false),
      )
    },
  }
}

/** Engine.IO itself would say 400 for everything that is refused. */
function refuse(request: IncomingMessage, status: Refused): void {
  const body = JSON.stringify({ ok: false, error: codes[status] })
  if ('res' in request && request.res instanceof ServerResponse) {
    request.res.writeHead(status, { 'Content-Type': 'application/json' })
    request.res.end(body)
    return
  }
  const { socket } = request
  if (!socket.writable) return
  socket.write(
    `HTTP/1.1 ${status} ${refusals[status]}\r\nConnection: close\r\n` +
      'Content-Type: application/json\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  socket.destroySoon()
}

const codes = {
  401: { code: 'signed_out', message: 'Sign in, then come back. Your text is kept.' },
  403: { code: 'forbidden', message: 'This page does not belong to Casecircle.' },
  503: { code: 'unavailable', message: 'The server restarts. Try again.', retryAfter: 2 },
} as const
