import { paths } from '#app/paths.ts'
import type { Answer } from './answer.ts'
import type { RawCommand } from './form-command.ts'
import { steadyNow, type Ping } from './room-clock.ts'
import type { RoomSnapshot, StreamName } from './room-state.ts'
import { isAnswer, isPulled, isSnapshot, type Pulled } from './wire.ts'

export type RequestLine = ReturnType<typeof createRequestLine>

type Hears = {
  /** Whose page this is: the server refuses what somebody else's session would send in its name. */
  person: string
  onArrived: () => void
  onNothing: () => void
  onFarewell: (reason: 'signed_out' | 'removed') => void
}

/** The room by plain requests: the last rung with JavaScript, and what all else leans on. */
export function createRequestLine(room: string, hears: Hears) {
  /** A request for JSON; null when it did not arrive or was refused. */
  async function request<T>(
    path: string,
    isExpected: (body: unknown) => body is T,
    init: RequestInit = {},
  ): Promise<T | null> {
    try {
      const response = await fetch(path, {
        ...init,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'x-person': hears.person,
        },
      })
      // What stands between may answer for the server: a 502 of a proxy is no answer.
      if (response.status >= 500 && !isJson(response)) return (hears.onNothing(), null)
      hears.onArrived()
      if (response.status === 401) return (hears.onFarewell('signed_out'), null)
      if (response.status === 404 && init.method === undefined && isJson(response)) {
        return (hears.onFarewell('removed'), null)
      }
      const body: unknown = await response.json()
      return isExpected(body) ? body : null
    } catch {
      hears.onNothing()
      return null
    }
  }

  function post({ id, type, body, expect }: RawCommand, keepalive: boolean) {
    return request<Answer>(paths.roomCommands(room), isAnswer, {
      method: 'POST',
      body: JSON.stringify({ id, type, body, expect }),
      keepalive,
    })
  }

  return {
    snapshot: () => request<RoomSnapshot>(paths.roomSnapshot(room), isSnapshot),

    pull: (stream: StreamName, since: number) =>
      request<Pulled>(`${paths.roomEvents(room)}?stream=${stream}&since=${since}`, isPulled),

    command: (command: RawCommand) => post(command, false),

    /** Sends without waiting: the page is about to go. */
    commandAtLeaving: (command: RawCommand) => void post(command, true),

    /** One look at the server's clock; null when it does not say. */
    async ping(since: number): Promise<Ping | null> {
      const sentAt = steadyNow()
      try {
        const response = await fetch(`${paths.roomEvents(room)}?stream=room&since=${since}`, {
          credentials: 'same-origin',
          headers: { accept: 'application/json' },
        })
        const answeredAt = steadyNow()
        const said = Number(response.headers.get('x-time'))
        return Number.isFinite(said) && said > 0 ? { sentAt, answeredAt, serverAt: said } : null
      } catch {
        return null
      }
    },
  }
}

function isJson(response: Response): boolean {
  return /^application\/json\b/.test(response.headers.get('content-type') ?? '')
}
