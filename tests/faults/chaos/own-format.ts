import { request } from '#tests/support/protocol-requests.ts'

/**
 * A format of the team's own in which people write without names and work in small groups, made by
 * the forms of its manager; answers its id.
 */
export async function makeOwnFormat(origin: string, cookie: string, team: string): Promise<string> {
  const post = async (path: string, fields: Record<string, string>): Promise<string> => {
    const body = new URLSearchParams(fields)
    const { status, headers, text } = await request(origin, path, {
      ...{ method: 'POST', cookie, body },
      withinMs: 30_000,
    })
    if (status === 303) return headers.get('location') ?? ''
    throw new Error(`${path} was answered ${status}: ${text.slice(0, 300)}`)
  }
  const formats = `/teams/${team}/formats`
  const made = await post(`${formats}/new`, {
    from: 'learning-circle',
    title: 'Apart and together',
  })
  const id = /\/formats\/([^/?#]+)/.exec(made)?.[1]
  if (id === undefined) throw new Error(`a format was made at ${made}`)
  const change = (intent: string, more: Record<string, string> = {}) =>
    post(`${formats}/${id}`, { intent, ...more })
  for (const kind of ['write', 'small-groups', 'scale', 'theme']) await change('add', { kind })
  // Soon after the welcome people write, then they talk, where a late text may come.
  for (const phase of ['read-1', 'commit']) await change(`out.${phase}`)
  await change('down.talk')
  await change('save', { 'names.write': 'without' })
  return id
}
