import { expect, test } from 'vitest'
import { roomId } from '#server/platform/rules/ids.ts'
import { createWorld, openRoom, threeStages, type World } from './open-room.ts'

test('what is one’s own is sent to nobody else, and never stands in the log', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  const canary = 'canary of ben'
  await room.send('ben', {
    type: 'draft.save',
    body: { phase: 'write', field: 'note', text: canary },
  })
  await room.send('ben', { type: 'learning.save', body: { learnt: canary } })
  await room.send('ben', { type: 'card.post', body: { text: `${canary} in a card` } })
  for (const name of ['amara', 'ewa', 'chloe'] as const) {
    const seen = await room.rooms.snapshot(await world.actor(name), room.room)
    expect(JSON.stringify(seen)).not.toContain(canary)
    expect(JSON.stringify(await room.log('staff', 'amara'))).not.toContain(canary)
  }
  expect(JSON.stringify(await room.log())).not.toContain(canary)
  expect(JSON.stringify(world.logged)).not.toContain(canary)
  await room.lead('room.close')
  const amara = await world.actor('amara')
  expect(JSON.stringify(await room.rooms.snapshot(amara, room.room))).not.toContain(canary)
  expect(JSON.stringify(await room.rooms.summary(amara, room.room))).not.toContain(canary)
})

test('own learning and notes are there for their writer’s CPD draft, and for nobody else', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'disclose' })
  const note = { phase: 'disclose', field: 'note', text: 'Who is missing here?' }
  await room.send('ben', { type: 'draft.save', body: note })
  await room.send('ben', {
    type: 'learning.save',
    body: { learnt: 'To ask first.', peerLearning: 'Dev saw the grandmother.' },
  })
  await room.lead('room.close')
  const own = await room.rooms.ownLearning(await world.actor('ben'), room.room)
  expect(own).toEqual({
    learnt: 'To ask first.',
    peerLearning: 'Dev saw the grandmother.',
    notes: [{ phaseTitle: 'Phase 2', text: 'Who is missing here?' }],
  })
  expect(await room.rooms.ownLearning(await world.actor('amara'), room.room)).toBeNull()
})

test('closing attests who attended: present in half of the phases or for 20 minutes', async () => {
  const world = await createWorld({ kinds: ['welcome', 'discuss', 'agree', 'own-learning'] })
  const room = await openRoom(world)
  const touch = async (name: 'amara' | 'ben' | 'chloe' | 'dev') =>
    room.rooms.touch(await world.actor(name), room.room, 'page')
  await touch('amara')
  await room.lead('room.open')
  await room.lead('room.start')
  for (const name of ['amara', 'ben', 'chloe'] as const) await touch(name)
  await room.next()
  const opened: number[] = []
  const openPart = async (stage: string) => {
    await room.lead('stage.release', { stage })
    await room.send('ben', { type: 'stage.open', body: { stage } })
    opened.push(Math.floor(world.clock.now() / 60_000) * 60_000)
  }
  await openPart('stage-1')
  world.wait(10 * 60_000)
  await openPart('stage-2')
  for (const name of ['amara', 'ben'] as const) await touch(name)
  await room.next()
  world.wait(10 * 60_000)
  await touch('amara')
  await room.next()
  await touch('amara')
  await room.lead('room.close')
  const evidence = async (name: 'amara' | 'ben' | 'chloe' | 'dev') =>
    world.evidence.own(await world.actor(name))
  const [fact] = (await evidence('ben')).map((one) => one.fact)
  expect(fact).toMatchObject({
    kind: 'room-attended',
    room: room.room,
    title: 'Participation',
    formatTitle: 'SWOTT team case study',
    phasesOpened: 4,
    stagesOpened: 2,
    stagesOpenedAt: opened,
    facilitatorJobTitle: 'Team manager',
    peers: [
      { jobTitle: 'Social worker', count: 1 },
      { jobTitle: 'Team manager', count: 1 },
    ],
  })
  expect((await evidence('amara'))[0]?.fact).toMatchObject({
    phases: ['Phase 1', 'Phase 2', 'Phase 3', 'Phase 4'],
  })
  expect(await evidence('chloe')).toHaveLength(1)
  expect(await evidence('dev')).toEqual([])
  const listed = await room.rooms.roomsOfTeam(await world.actor('amara'), world.east)
  if (!listed.ok) throw new Error('no list')
  expect(listed.value[0]?.attended).toHaveLength(3)
  const forBen = await room.rooms.roomsOfTeam(await world.actor('ben'), world.east)
  expect(forBen).toMatchObject({ value: [{ attended: [] }] })
})

test('a person’s rooms are listed with what home needs', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  const hana = await world.hire('hana', world.east)
  const [listed] = await room.rooms.roomsOf(await world.actor('ewa'))
  expect(listed).toMatchObject({
    room: room.room,
    title: 'Participation',
    teamName: 'Family Support East',
    status: 'scheduled',
    role: 'co-facilitator',
    facilitatorName: 'Amara',
    seat: 1,
    minutes: 50,
  })
  expect(await room.rooms.roomsOf(hana)).toMatchObject([{ role: 'participant' }])
  expect(await room.rooms.roomsOf(await world.actor('grace'))).toEqual([])
  const taken = await room.rooms.command(await world.actor('ewa'), {
    id: '00000000-0000-4000-8000-00000000abcd',
    room: room.room,
    type: 'seat.take',
    expect: { seat: 1 },
  })
  expect(taken.ok).toBe(true)
  expect(await room.rooms.roomsOf(await world.actor('amara'))).toMatchObject([
    { role: 'co-facilitator', facilitatorName: 'Ewa', seat: 2 },
  ])
})

/** Everything that a participant and the log can see of one scripted room. */
async function traffic(stages: typeof threeStages): Promise<string> {
  const world: World = await createWorld({ stages })
  const room = await openRoom(world, { phase: 'disclose' })
  const ben = await world.actor('ben')
  const seen: unknown[] = []
  const look = async () => {
    seen.push(await room.rooms.snapshot(ben, room.room))
    seen.push(await room.rooms.events(ben, room.room, 'room', 0))
    seen.push(await room.rooms.events(ben, room.room, 'staff', 0))
    seen.push(await room.rooms.facts(ben, room.room))
    for (const stage of ['stage-1', 'stage-2', 'stage-3', 'stage-4']) {
      seen.push(await room.rooms.stage(ben, room.room, stage))
      seen.push(
        await room.send('ben', {
          id: `${String(seen.length).padStart(8, '0')}-6666-4666-8666-666666666666`,
          type: 'stage.open',
          body: { stage },
        }),
      )
    }
  }
  await look()
  await room.lead('stage.release', { stage: 'stage-1' })
  await look()
  await room.goTo('discuss')
  await look()
  await room.lead('room.close')
  await look()
  seen.push(await room.rooms.summary(ben, room.room))
  seen.push(await world.evidence.own(ben))
  seen.push(world.logged)
  // Command ids count on from one run to the next; nothing else may differ.
  return JSON.stringify(seen)
}

test('G5: a stage that is not released does not interfere: other text, other length, the same bytes', async () => {
  const other = threeStages.map((stage, index) =>
    index === 0
      ? stage
      : {
          title: `Quite another ${'title '.repeat(20)}`,
          html: `<p>${'x'.repeat(5_000)}</p>`,
          notesHtml: '',
        },
  )
  expect(await traffic(other)).toBe(await traffic(threeStages))
  const changed = threeStages.map((stage, index) => (index === 0 ? { ...stage, html: '!' } : stage))
  expect(await traffic(changed)).not.toBe(await traffic(threeStages))
})

test('a room id that is nobody’s has no words', async () => {
  const world = await createWorld()
  const nowhere = roomId.parse('00000000-0000-4000-8000-00000000ffff')
  expect(await world.rooms.ownLearning(await world.actor('ben'), nowhere)).toBeNull()
})

test('G7: whoever is removed while typing finds their own words, and nothing else of the room', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  const [ben, chloe] = [await world.actor('ben'), await world.actor('chloe')]
  await room.send('ben', { type: 'card.post', body: { text: 'A card that nobody has seen.' } })
  await room.send('ben', {
    type: 'draft.save',
    body: { phase: 'write', field: 'card', text: 'Half a sen' },
  })
  expect((await room.rooms.ownWords(ben, room.room)).ok).toBe(false)
  await room.lead('person.remove', { person: ben.person })

  const own = await room.rooms.ownWords(ben, room.room)
  if (!own.ok) throw new Error(own.error.message)
  expect(own.value.texts.map(({ text }) => text)).toEqual([
    'Half a sen',
    'A card that nobody has seen.',
  ])
  expect(JSON.stringify(own.value)).not.toContain('Chloe')
  for (const read of [
    await room.rooms.snapshot(ben, room.room),
    await room.rooms.events(ben, room.room, 'room', 0),
    await room.rooms.facts(ben, room.room),
    await room.rooms.stage(ben, room.room, 'stage-1'),
    // They are of the team still, and the room goes on: its summary is for the others.
    await room.rooms.summary(ben, room.room),
    await room.rooms.summaryPdf(ben, room.room),
    await room.rooms.ownWords(chloe, room.room),
    await room.rooms.ownWords(await world.actor('grace'), room.room),
  ]) {
    expect(read).toMatchObject({ ok: false, error: { code: 'not_found' } })
  }
  expect((await room.rooms.summary(chloe, room.room)).ok).toBe(true)
  await room.lead('room.close')
  expect(await room.rooms.summary(ben, room.room)).toMatchObject({ ok: false })
  expect(await room.rooms.summaryPdf(ben, room.room)).toMatchObject({ ok: false })
  expect((await room.rooms.ownWords(ben, room.room)).ok).toBe(true)
})

test('whoever has left the team keeps their own words, removed from the room before or not', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  for (const name of ['ben', 'chloe'] as const) {
    const body = { phase: 'write', field: 'note', text: `what ${name} keeps` }
    await room.send(name, { type: 'draft.save', body })
  }
  await room.lead('person.remove', { person: (await world.actor('ben')).person })
  await world.db.tx(async (tx) => {
    for (const name of ['ben', 'chloe', 'dev'] as const) {
      const { person } = await world.actor(name)
      await world.organisations.leaveTeamIn(tx, world.east, person)
    }
  })
  const ownOf = async (name: 'ben' | 'chloe' | 'dev') =>
    room.rooms.ownWords(await world.actor(name), room.room)
  expect(await ownOf('ben')).toMatchObject({
    value: { why: 'removed', texts: [{ text: 'what ben keeps' }] },
  })
  expect(await ownOf('chloe')).toMatchObject({
    value: { why: 'left', texts: [{ text: 'what chloe keeps' }] },
  })
  // Nothing of the room is told to somebody who had written nothing in it, nor anything else to them.
  expect(await ownOf('dev')).toMatchObject({ error: { code: 'not_found' } })
  for (const name of ['ben', 'chloe'] as const) {
    const actor = await world.actor(name)
    expect(await room.rooms.snapshot(actor, room.room)).toMatchObject({ ok: false })
    expect(await room.rooms.summary(actor, room.room)).toMatchObject({ ok: false })
  }
})
