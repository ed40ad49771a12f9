import { expect, test } from 'vitest'
import { ownFormats } from '#server/formats/rules/copy-form.ts'
import { formatId, toolkitId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { intervision, ourTeam } from './our-team.ts'

const code = (answer: { ok: boolean; error?: { code: string } }) =>
  answer.ok ? 'ok' : (answer.error?.code ?? 'faults')

test('the manager copies a format, the team reads it, and nobody else finds it', async () => {
  const { formats, east, west, copied, change, ...cast } = await ourTeam()
  const id = await copied()
  const page = await formats.page(cast.ben, east)
  expect(page.ok && page.value.formats.map(({ format }) => format.title)).toEqual([
    'SWOTT team case study',
    ...['4×4×4 round', 'Action learning set', 'Bells that ring', 'Gibbs round'],
    ...['Intervision in six phases', 'Learning circle: a 7-minute briefing'],
    ...['Reflective case discussion', 'Solution-focused reflecting team', 'Intervision, our way'],
  ])
  expect(await formats.read(cast.ben, east, id)).toMatchObject({
    value: {
      own: true,
      retired: false,
      mayChange: false,
      format: { title: 'Intervision, our way' },
    },
  })
  for (const stranger of [cast.grace, cast.hana, cast.jo, cast.southbridge.amara]) {
    expect(code(await formats.page(stranger, east))).toBe('not_found')
    expect(code(await formats.read(stranger, east, id))).toBe('not_found')
    expect(code(await change(id, { title: 'Mine' }, stranger))).toBe('not_found')
  }
  // Nor under the manager's own team, by its id.
  expect(code(await formats.read(cast.grace, west, id))).toBe('not_found')
})

test('only the manager of the team writes: members are told so, and nothing changes', async () => {
  const { formats, east, copied, change, ben, amara } = await ourTeam()
  const id = await copied()
  const before = await formats.read(amara, east, id)
  expect(code(await change(id, { title: 'Ben was here' }, ben))).toBe('forbidden')
  expect(code(await formats.offer(ben, east, id, false))).toBe('forbidden')
  expect(code(await formats.copy(ben, east, { from: intervision, title: 'X' }))).toBe('not_found')
  expect(await formats.read(amara, east, id)).toEqual(before)
  expect(code(await change(id, { title: 'Changed' }))).toBe('ok')
})

test('a general format cannot be changed; a change with a fault changes nothing', async () => {
  const { formats, east, copied, change, amara } = await ourTeam()
  expect(code(await change(intervision, { title: 'Ours' }))).toBe('not_found')
  const id = await copied()
  const before = await formats.read(amara, east, id)
  const refused = await change(id, { title: 'New', 'minutes.tell': 'ten' })
  expect(refused).toEqual({
    ok: false,
    errors: [{ field: 'minutes.tell', message: 'Tell: Write whole minutes.' }],
  })
  expect(await formats.read(amara, east, id)).toEqual(before)
})

test('a room keeps what it was made from when its format changes and when it is retired', async () => {
  const { formats, copied, change, room, snapshot, facts, schedule, amara, east } = await ourTeam()
  const id = await copied()
  const made = await room(id)
  const [before, stamped] = [await snapshot(made), await facts(made)]
  expect(before.view.room.format).toBe(id)
  expect(stamped.formatTitle).toBe('Intervision, our way')

  await change(id, { title: 'Another', 'minutes.tell': '20', intent: 'out.choose' })
  await formats.offer(amara, east, id, false)
  expect((await snapshot(made)).view).toEqual(before.view)
  expect(await facts(made)).toEqual(stamped)

  expect(await schedule(id)).toMatchObject({ error: { code: 'invalid', field: 'format' } })
  await formats.offer(amara, east, id, true)
  const next = await snapshot(await room(id))
  expect(next.view.phases.map((phase) => phase.id)).not.toContain('choose')
  expect(next.view.phases.find((phase) => phase.id === 'tell')?.minutes).toBe(20)
})

test('another team cannot hold a room in a format that is not its own', async () => {
  const { rooms, copied, room, clock, grace, west, ...team } = await ourTeam()
  const id = await copied()
  const ours = await team.snapshot(await room(id))
  const form = {
    toolkit: toolkitId.parse('participation'),
    date: londonDay(clock.now() + 86_400_000),
    time: '14:00',
  }
  expect(ours.view.room.format).toBe(id)
  const theirs = await rooms.schedule(grace, west, { ...form, format: id })
  expect(theirs).toMatchObject({ error: { code: 'invalid', field: 'format' } })
  expect(code(await rooms.schedule(grace, west, { ...form, format: intervision }))).toBe('ok')
})

test('minutes changed while scheduling are the room’s alone', async () => {
  const { room, snapshot, facts, formats, amara, east } = await ourTeam()
  const changed = await room(intervision, { tell: 20, nowhere: 9 })
  const as = await room(intervision)
  const minutes = async (id: typeof as) =>
    (await snapshot(id)).view.phases.find((phase) => phase.id === 'tell')?.minutes
  expect([await minutes(changed), await minutes(as)]).toEqual([20, 8])
  expect((await facts(changed)).minutes - (await facts(as)).minutes).toBe(12)
  const kept = await formats.read(amara, east, intervision)
  expect(kept.ok && kept.value.format.phases.find(({ id }) => id === 'tell')?.minutes).toBe(8)
})

test('a team has at most twelve of its own on offer; retired ones do not count', async () => {
  const { formats, east, copied, amara } = await ourTeam()
  const first = await copied('Copy 1')
  for (let n = 2; n <= ownFormats; n += 1) await copied(`Copy ${n}`)
  const more = await formats.copy(amara, east, { from: first, title: 'One more' })
  expect(more).toMatchObject({ error: { code: 'invalid' } })
  await formats.offer(amara, east, first, false)
  expect(code(await formats.copy(amara, east, { from: first, title: 'One more' }))).toBe('ok')
  expect(code(await formats.offer(amara, east, first, true))).toBe('invalid')
  const unknown = formatId.parse('nowhere')
  const copy = await formats.copy(amara, east, { from: unknown, title: 'X' })
  expect(copy).toMatchObject({ error: { field: 'from' } })
})

test('parts are stamped on the room and cast by whoever holds the seat, before it is open too', async () => {
  const { room, snapshot, facts, cast, amara, ben, chloe, dev } = await ourTeam()
  const made = await room(intervision)
  const { parts, speaks } = await facts(made, ben)
  expect(parts.map(({ title }) => title)).toEqual([
    ...['Case giver', 'Moderator', 'Secretary', 'Timekeeper', 'Consultants'],
  ])
  expect(speaks['resume']).toBe('Only the case giver speaks.')

  const plays = { part: 'presenter', person: chloe.person, plays: true }
  expect(code(await cast(made, ben, plays))).toBe('forbidden')
  expect(code(await cast(made, amara, { ...plays, part: 'director' }))).toBe('not_found')
  expect(code(await cast(made, amara, plays))).toBe('ok')
  for (const { person } of [ben, dev]) {
    await cast(made, amara, { part: 'consultants', person, plays: true })
  }
  const seenByBen = (await snapshot(made, ben)).beside.cast
  expect(seenByBen).toEqual([
    { part: 'presenter', person: chloe.person },
    { part: 'consultants', person: ben.person },
    { part: 'consultants', person: dev.person },
  ])
  // A part for one moves on; one for several grows and shrinks.
  await cast(made, amara, { ...plays, person: dev.person })
  await cast(made, amara, { part: 'consultants', person: ben.person, plays: false })
  expect((await snapshot(made, ben)).beside.cast).toEqual([
    { part: 'consultants', person: dev.person },
    { part: 'presenter', person: dev.person },
  ])
})
