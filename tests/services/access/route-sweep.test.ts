import { describe, expect, test } from 'vitest'
import type { ServerBuild } from '@remix-run/node'
import { entryId, personId, toolkitId } from '#server/platform/rules/ids.ts'
import { defaultFormat } from '#server/toolkits/rules/format.ts'
import { withoutEmployer, type Actor } from '#server/access/rules/actor.ts'
import { addresses, type AddressRule, type Audience } from '#server/access/rules/addresses.ts'
import { newNoteForm } from '#server/notes/rules/note-form.ts'
import { diaryEntryId, jobId, noteId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { roomFact } from '#tests/support/signed-evidence.ts'
import { startProduct, type Product } from '#tests/support/product.ts'
import { actorNamed, command, scheduledRoom, teamOf } from '#tests/support/one-room.ts'

/** Fourteen ways to stand to a room of Amara's team and to an entry of Ben's. */
const stands = {
  nobody: [],
  ben: ['signed-in', 'team-member', 'in-room', 'been-in-room', 'room-readers', 'owner'],
  amara: [
    'signed-in',
    'team-member',
    'in-room',
    'been-in-room',
    'room-readers',
    'room-staff',
    'room-screen',
    'room-seat',
    'team-manager',
  ],
  chloe: ['signed-in', 'team-member', 'in-room', 'been-in-room', 'room-readers'],
  ewa: [
    'signed-in',
    'team-member',
    'in-room',
    'been-in-room',
    'room-readers',
    'room-staff',
    'room-screen',
  ],
  dev: ['signed-in', 'team-member', 'been-in-room'], // was removed from the room
  farid: ['signed-in'], // has left the team since
  grace: ['signed-in', 'share-reader'], // manages another team; Ben shares his entry with her
  hana: ['signed-in'], // practises in another team
  jo: ['signed-in', 'administrator'],
  twin: ['signed-in'], // manages a team of another organisation
  left: ['signed-in'], // has left the organisation, and keeps the account
  wall: ['room-screen'], // signed out, with a display address of the room
  checker: ['verify-address'], // signed out, with a verify address of Ben's evidence
} satisfies Record<string, Audience[]>
type Who = keyof typeof stands
const everyone: Who[] = [
  'nobody',
  'ben',
  'amara',
  'chloe',
  'ewa',
  'dev',
  'farid',
  'grace',
  'hana',
  'jo',
  'twin',
  'left',
  'wall',
  'checker',
]

function may(who: Who, audience: Audience | undefined): boolean {
  if (audience === undefined) return false
  const own: readonly Audience[] = stands[who]
  return audience === 'everyone' || own.includes(audience)
}

type Ground = {
  product: Product
  params: Record<string, string>
  cookies: Record<Who, string | null>
  /** What the addresses of a wall screen and of a verify link end with; they try it everywhere. */
  endings: Partial<Record<Who, string>>
}

async function prepare(): Promise<Ground> {
  const product = await startProduct()
  const { services, db } = product
  const amara = await actorNamed(product, 'Amara')
  const ben = await actorNamed(product, 'Ben')
  const farid = await actorNamed(product, 'Farid')
  const room = await scheduledRoom(product)
  const scheduled = await scheduledRoom(product)
  await command(product, amara, room, { type: 'room.open', expect: { seat: 1 } })
  const dev = await actorNamed(product, 'Dev')
  await command(product, amara, room, {
    type: 'person.remove',
    body: { person: dev.person },
    expect: { seat: 1 },
  })
  const wall = await services.rooms.makeDisplay(amara, room)
  const copied = await services.formats.copy(amara, teamOf(amara), {
    from: defaultFormat,
    title: 'Our way',
  })
  const release = await services.toolkits.current(toolkitId.parse('participation'))
  const [section] = release?.sections ?? []
  const text = release && section ? await services.toolkits.section(release.hash, section.id) : null
  const media = /\/media\/([0-9a-f]{64})\/([\w.-]+)/.exec(JSON.stringify(text)) ?? []
  const evidence = await attestedFor(product, ben)
  const link = await services.proofs.makeAddress(ben, evidence)
  const entry = crypto.randomUUID()
  const ownCookie = await product.cookieOf('ben@northbridge.example')
  const saved = await product.post(
    `/cpd/new`,
    { intent: 'save', entry, description: 'Reading about silence', activityType: 'reading' },
    ownCookie,
  )
  const job = jobId.parse(crypto.randomUUID())
  await services.cpd.startExport(ben, job, { kind: 'everything' }, 'csv')
  await services.jobs.idle()
  const note = noteId.parse(crypto.randomUUID())
  const written = diaryEntryId.parse(crypto.randomUUID())
  if (release && section) {
    const whole = newNoteForm.parse({ note, release: release.hash, text: 'Try this.' })
    await services.notes.add(ben, release.toolkit, section.id, whole)
  }
  const today = londonDay(Date.now())
  await services.diary.add(ben, { id: written, date: today, text: 'A good day.' })
  const made = /\/cpd\/entries\/([0-9a-f-]{36})/.exec(saved.headers.get('location') ?? '')
  const own = entryId.parse(made?.[1])
  const to = { email: 'grace@northbridge.example' }
  const shared = await services.sharing.share(ben, own, { whom: to, right: 'comment', days: 7 })
  await db.tx(async (tx) => {
    await services.organisations.leaveTeamIn(tx, teamOf(farid), farid.person)
    const organisation = await services.organisations.createIn(tx, 'Southbridge Council')
    const { person } = await services.accounts.accountIn(tx, 'twin@southbridge.example')
    const who = { person, name: 'Twin Marsh', jobTitle: 'Team manager', administrator: false }
    await services.organisations.affiliateIn(tx, organisation, who)
    const team = await services.organisations.teamNamedIn(tx, organisation, 'Family Support East')
    await services.organisations.joinTeamIn(tx, team, person, 'manager')
    const hash = await services.accounts.passwords.hash('northbridge-demo')
    await services.accounts.setPasswordHashIn(tx, person, hash)
  })
  await somebodyWhoLeft(product, ben)
  const receipt = await receiptOfSomebodyGone(product)
  const secret = await services.calendar.makeFeed(ben)
  const person = await somebodyToRemove(product, ben)
  await db.tx((tx) =>
    services.organisations.joinTeamIn(tx, teamOf(ben), personId.parse(person), 'practitioner'),
  )
  const cookie = (name: Who) =>
    product.cookieOf(name === 'twin' ? 'twin@southbridge.example' : `${name}@northbridge.example`)
  return {
    product,
    endings: {
      wall: wall.ok ? `?display=${wall.value.secret}` : '',
      checker: link.ok ? `?secret=${link.value.secret}` : '',
    },
    params: {
      ...{ team: teamOf(ben), room, scheduled, stage: 'stage-1', token: 'no-such-token' },
      ...{ code: 'ZZZZZZ', format: copied.ok ? copied.value : '' },
      ...{ toolkit: release?.toolkit ?? '', section: section?.id ?? '' },
      ...{ hash: media[1] ?? '', file: media[2] ?? '', entry: made?.[1] ?? entry },
      ...{ note, written, evidence, share: shared.ok ? shared.value : '' },
      ...{ receipt, secret, person },
      ...{ job, kind: 'pdf' },
    },
    cookies: {
      nobody: null,
      ben: ownCookie,
      amara: await cookie('amara'),
      chloe: await cookie('chloe'),
      ewa: await cookie('ewa'),
      dev: await cookie('dev'),
      farid: await cookie('farid'),
      grace: await cookie('grace'),
      hana: await cookie('hana'),
      jo: await cookie('jo'),
      twin: await cookie('twin'),
      left: await cookie('left'),
      wall: null,
      checker: null,
    },
  }
}

async function attestedFor({ db, services }: Product, { person, organisation }: Actor) {
  const kept = await db.tx((tx) =>
    services.evidence.attestIn(tx, { person, organisation, key: 'room', fact: roomFact }),
  )
  return kept.id
}

/** The receipt of an account that was erased: whoever has its id may read it. */
async function receiptOfSomebodyGone({ db, services }: Product): Promise<string> {
  const password = 'northbridge-demo'
  const hash = await services.accounts.passwords.hash(password)
  const person = await db.tx(async (tx) => {
    const made = await services.accounts.accountIn(tx, 'gone@elsewhere.example')
    await services.accounts.setPasswordHashIn(tx, made.person, hash)
    return made.person
  })
  const actor = withoutEmployer({ person, name: 'Gone Marsh', jobTitle: 'Social worker' })
  const erased = await services.rights.erase(actor, password)
  return erased.ok ? erased.value.id : ''
}

/** Somebody who was in Ben's team, and belongs to no organisation any more. */
async function somebodyWhoLeft({ db, services }: Product, ben: Actor): Promise<void> {
  const email = 'left@northbridge.example'
  const hash = await services.accounts.passwords.hash('northbridge-demo')
  await db.tx(async (tx) => {
    const { person } = await services.accounts.accountIn(tx, email)
    const who = { person, name: 'Lee Leaver', jobTitle: 'Social worker', administrator: false }
    await services.organisations.affiliateIn(tx, ben.organisation, who)
    await services.organisations.joinTeamIn(tx, teamOf(ben), person, 'practitioner')
    await services.accounts.setPasswordHashIn(tx, person, hash)
  })
  expect(await services.rights.removeByOperator(email)).toEqual([])
}

/** Somebody of Ben's organisation whom its administrator may remove. */
function somebodyToRemove({ db, services }: Product, { organisation }: Actor): Promise<string> {
  return db.tx(async (tx) => {
    const { person } = await services.accounts.accountIn(tx, 'soon-gone@northbridge.example')
    const who = { name: 'Soon Gone', jobTitle: 'Social worker', administrator: false }
    await services.organisations.affiliateIn(tx, organisation, { person, ...who })
    return person
  })
}

/** The address of a route, its parameters filled in. */
function addressOf(build: ServerBuild, id: string, params: Record<string, string>): string {
  const parts: string[] = []
  for (let route = build.routes[id]; route; route = build.routes[route.parentId ?? '']) {
    if (route.path) parts.unshift(route.path)
  }
  const path = parts.join('/').replace(/:(\w+)/g, (_, name: string) => params[name] ?? name)
  return `/${path.replace('*', 'no/such/page')}`
}

/** Where answers and table differ, a line each; empty means they agree. */
async function differences(
  { product, params, cookies, endings }: Ground,
  table: Record<string, AddressRule>,
  only = Object.keys(table),
): Promise<string[]> {
  const told: string[] = []
  for (const id of only) {
    const rule = table[id] ?? {}
    if (id === 'root') continue
    const room = id.endsWith('reschedule') ? params['scheduled'] : params['room']
    const address = addressOf(product.build, id, { ...params, room: room ?? '' })
    const has = product.build.routes[id]?.module
    for (const who of everyone) {
      const cookie = cookies[who]
      const path = `${address}${endings[who] ?? ''}`
      if (id !== 'routes/$' && (has?.loader || has?.default)) {
        const { status, headers } = await product.get(path, cookie)
        const seen = status === 200 || (id === 'routes/sign-in' && status === 303)
        const sent = isSignIn(headers) || (id === 'routes/rooms.$room.close' && status === 303)
        const expected = may(who, rule.read)
        if (expected !== (seen && !(sent && id !== 'routes/sign-in'))) {
          told.push(`GET ${path} as ${who}: ${status}, the table says ${expected ? 'yes' : 'no'}`)
        }
        if (!expected && ![303, 403, 404, 405].includes(status))
          told.push(`GET ${path} as ${who}: ${status}`)
        told.push(...(await dataDifference(product, path, who, cookie, expected)))
      }
      if (id === 'routes/sign-out') continue // would end the sessions of the sweep
      const body: Record<string, string> =
        id === 'routes/cpd.new' ? { entry: crypto.randomUUID() } : {}
      const post = await product.post(path, body, cookie)
      const sentAway = post.headers.get('location') === `/rooms/${params['scheduled'] ?? ''}`
      const taken =
        !isSignIn(post.headers) && !sentAway && ![401, 403, 404, 405].includes(post.status)
      const linked =
        /reset-password|invitations|address\.\$token|reminders\.off/.test(id) &&
        [404, 422].includes(post.status)
      if (may(who, rule.write) !== (taken || linked)) {
        told.push(`POST ${path} as ${who}: ${post.status}, the table says otherwise`)
      }
      if (post.status >= 500) told.push(`POST ${path} as ${who}: ${post.status}`)
    }
  }
  return told
}

/** The loader's data alone: whoever may not see the page gets an error or a redirect in its place. */
async function dataDifference(
  product: Product,
  path: string,
  who: Who,
  cookie: string | null,
  expected: boolean,
): Promise<string[]> {
  if (expected) return []
  const [page = '', query] = path.split('?')
  const data = page === '/' ? '/_root.data' : `${page}.data`
  const answer = await product.get(query ? `${data}?${query}` : data, cookie)
  const body = await answer.text()
  const withheld =
    /SingleFetchRedirect|ErrorResponse|SanitizedError/.test(body) || answer.status >= 400
  return withheld ? [] : [`GET ${path}.data as ${who}: ${answer.status} without a refusal`]
}

function isSignIn(headers: Headers): boolean {
  return headers.get('location')?.split('?')[0] === '/sign-in'
}

describe('T1: one table says who may do what', () => {
  let ground: Ground

  test('every route has a row, and every row a route', async () => {
    ground = await prepare()
    expect(Object.keys(addresses).sort()).toEqual(Object.keys(ground.product.build.routes).sort())
    expect(Object.values(ground.params)).not.toContain('')

    expect(await differences(ground, addresses)).toEqual([])

    // ★ A table that lets others into an entry, or keeps members out of their room, is found out.
    const loose: Record<string, AddressRule> = {
      'routes/cpd.entries.$entry': { read: 'signed-in', write: 'owner' },
      'routes/rooms.$room._index': { read: 'room-staff' },
    }
    const found = await differences(ground, loose)
    expect(found.join('\n')).toMatch(/entries.* as amara/)
    expect(found.join('\n')).toMatch(/rooms.* as ben/)

    expect(await withoutWayBack(ground)).toEqual([])
    await roomApi(ground)
  }, 240_000)
})

/** Signing in leads on to the page that was asked for, and for a file to the page it is had from. */
async function withoutWayBack({ product, params }: Ground): Promise<string[]> {
  const lost: string[] = []
  for (const id of Object.keys(addresses)) {
    const has = product.build.routes[id]?.module
    const address = addressOf(product.build, id, params)
    if (!has?.loader || address === '/') continue
    const { headers } = await product.get(address, null)
    if (!isSignIn(headers)) continue
    const to = new URL(headers.get('location') ?? '', product.origin).searchParams.get('to')
    if (has.default ? to !== address : to === null || to === address) lost.push(`${address}: ${to}`)
  }
  return lost
}

/** The room over HTTP as JSON: strangers get what they would get for a room that does not exist. */
async function roomApi({ product, params, cookies, endings }: Ground): Promise<void> {
  for (const who of everyone) {
    const allowed = may(who, 'in-room')
    const signedOut = cookies[who] === null
    const expected = signedOut ? 401 : allowed ? 200 : 404
    const screen = await product.get(
      `/rooms/${params['room']}/screen${endings[who] ?? ''}`,
      cookies[who],
      { accept: 'application/json' },
    )
    const screenExpected = may(who, 'room-screen') ? 200 : allowed ? 403 : expected
    expect(screen.status, `the screen as ${who}`).toBe(screenExpected)
    for (const part of ['events', 'snapshot']) {
      const { status } = await product.get(`/rooms/${params['room']}/${part}`, cookies[who])
      expect(status, `${part} as ${who}`).toBe(expected)
    }
    const staff = await product.get(`/rooms/${params['room']}/events?stream=staff`, cookies[who])
    const staffExpected = may(who, 'room-staff') ? 200 : allowed ? 403 : expected
    expect(staff.status, `staff stream as ${who}`).toBe(staffExpected)
    const stage = await product.get(`/rooms/${params['room']}/stages/stage-1`, cookies[who], {
      accept: 'application/json',
    })
    const stageExpected = may(who, 'room-staff') ? 200 : signedOut ? 401 : 404
    expect(stage.status, `an unreleased part as ${who}`).toBe(stageExpected)
  }
}
