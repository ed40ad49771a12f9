/** Plain requests as the room protocol's page names them: nothing of the product is imported. */

export const answerWithinMs = 5_000
/** Signing in hashes, and what makes a room is not asked twice. */
const preparedWithinMs = 30_000

/** Signs in through the form; answers the Cookie header of the session. */
export async function signIn(origin: string, email: string, password: string): Promise<string> {
  const response = await request(origin, '/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ email, password }),
    withinMs: preparedWithinMs,
  })
  const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0])
  if (response.status !== 303 || cookie.length === 0) {
    throw new Error(
      `Signing in as ${email} was answered ${response.status}: ${response.text.slice(0, 300)}`,
    )
  }
  return cookie.join('; ')
}

export type RoomForm = { toolkit: string; format: string; date: string; time: string }

/** Schedules a room as the manager of `team`; answers its id. */
export async function makeRoom(
  origin: string,
  cookie: string,
  team: string,
  form: RoomForm,
): Promise<string> {
  const response = await request(origin, `/teams/${team}/rooms/new`, {
    method: 'POST',
    cookie,
    body: new URLSearchParams(form),
    withinMs: preparedWithinMs,
  })
  const room = /\/rooms\/([0-9a-f-]{36})$/.exec(response.headers.get('location') ?? '')?.[1]
  if (response.status !== 303 || room === undefined) {
    throw new Error(`Making a room was answered ${response.status}: ${response.text.slice(0, 300)}`)
  }
  return room
}

export type Sent = {
  method?: string
  cookie?: string
  json?: unknown
  body?: URLSearchParams
  withinMs?: number
}
export type Response = { status: number; headers: Headers; text: string }

/** One request as a page of the server's own origin sends it; redirects are not followed. */
export async function request(origin: string, path: string, sent: Sent = {}): Promise<Response> {
  const { method = 'GET', cookie, json, body: form, withinMs = answerWithinMs } = sent
  const headers: Record<string, string> = { Origin: origin }
  if (cookie !== undefined) headers['Cookie'] = cookie
  if (json !== undefined) headers['Content-Type'] = 'application/json'
  if (path.endsWith('/snapshot') || path.includes('/events?') || json !== undefined) {
    headers['Accept'] = 'application/json'
  }
  const content = json === undefined ? form : JSON.stringify(json)
  const response = await fetch(new URL(path, origin), {
    method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(withinMs),
    ...(content === undefined ? {} : { body: content }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
