import { demonstrationPassword } from '#db/seed/people.ts'
import { request, signIn } from '#tests/support/protocol-requests.ts'
import { freePort, startServer, type RunningServer } from '#tests/support/running-server.ts'

/** A section of a module for one reader: from the product, and from the bare Remix handler. */
export type SectionPage = {
  ours: RunningServer
  bare: RunningServer
  /** Signs the reader in at ours; the bare side knows nobody else. */
  cookie: string
  path: string
}

/** Starts both; who asks for them ends them. */
export async function sectionOnBothSides(dataDir: string): Promise<SectionPage> {
  const env = { SEED_PEOPLE: '10', LIMITS: 'off' }
  const ours = await startServer({ dataDir, port: await freePort(), env })
  const cookie = await signIn(ours.origin, 'p0001@northbridge.example', demonstrationPassword)
  const overview = (await request(ours.origin, '/toolkits/participation', { cookie })).text
  const section = /\/sections\/([a-z0-9-]+)/.exec(overview)?.[1] ?? ''
  const person = await personBehind(ours, cookie)
  const bare = await startServer({
    ...{ dataDir, port: await freePort(), program: 'tests/bench/bare-pages.ts' },
    env: { BENCH_READS: `${person} ${section}` },
  })
  return { ours, bare, cookie, path: `/toolkits/participation/sections/${section}` }
}

/** The reader's id, from a room's snapshot of their own team. */
async function personBehind({ origin }: RunningServer, cookie: string): Promise<string> {
  const lead = await signIn(origin, 'p0000@northbridge.example', demonstrationPassword)
  const home = (await request(origin, '/', { cookie: lead })).text
  const team = /\/teams\/([0-9a-f-]{36})/.exec(home)?.[1] ?? ''
  const made = await request(origin, `/teams/${team}/rooms/new`, {
    method: 'POST',
    cookie: lead,
    body: new URLSearchParams({
      ...{ toolkit: 'participation', format: 'swott', date: '2030-12-02', time: '14:00' },
    }),
  })
  const room = made.headers.get('location') ?? ''
  const { text } = await request(origin, `${room}/snapshot`, { cookie })
  return /"person":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? ''
}
