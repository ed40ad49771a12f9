import { expect, test } from 'vitest'
import { readPdf } from '#tests/support/pdf-text.ts'
import { createWorld, openRoom, type World } from './open-room.ts'

/** A closed room in which the team has left something to do. */
async function lastRoom(world: World) {
  const room = await openRoom(world, { phase: 'agree' })
  const body = { text: 'Book the specialist', owner: 'Chloe', due: '2026-12-04' }
  await room.send('chloe', { type: 'action.add', body })
  await room.lead('room.close')
  return room
}

test('the next room of the team begins with what the last one left to do', async () => {
  const world = await createWorld()
  const last = await lastRoom(world)
  world.wait(3_600_000)
  const next = await openRoom(world)
  const left = [
    { text: 'Book the specialist', owner: 'Chloe', due: '2026-12-04', heldOn: '2026-11-26' },
  ]
  for (const name of ['amara', 'ben', 'farid'] as const) {
    expect(await next.rooms.carried(await world.actor(name), next.room)).toEqual(left)
  }
  // Somebody who came to the team since then sees the team's actions too.
  expect(await next.rooms.carried(await world.hire('hana', world.east), next.room)).toEqual(left)
  // A room that is over says nothing about what was open before it.
  expect(await last.rooms.carried(await world.actor('amara'), last.room)).toEqual([])
})

test('a guest of another team does not see what this team has left to do', async () => {
  const world = await createWorld()
  await lastRoom(world)
  const next = await openRoom(world)
  await next.lead('room.open')
  const amara = await world.actor('amara')
  const invited = await next.rooms.invitation(amara, next.room, 'http://localhost')
  const code = invited.ok ? invited.value.code : expect.fail(invited.error.message)
  const grace = await world.actor('grace')
  expect((await next.rooms.join(grace, code, '127.0.0.1')).ok).toBe(true)
  expect((await next.rooms.snapshot(grace, next.room)).ok).toBe(true)
  expect(await next.rooms.carried(grace, next.room)).toEqual([])
})

test('the summary as a file is for the same readers as the page, and holds no private text', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'agree' })
  await room.send('ben', { type: 'statement.propose', body: { text: 'We ask yn ei ffordd, ŵyr.' } })
  await room.send('ben', { type: 'learning.save', body: { learnt: 'canary' } })
  const note = { phase: 'agree', field: 'note', text: 'canary' }
  await room.send('ben', { type: 'draft.save', body: note })
  await room.lead('room.close')
  const hana = await world.hire('hana', world.east)
  const file = await room.rooms.summaryPdf(hana, room.room)
  if (!file.ok) expect.fail(file.error.message)
  expect(file.value.fileName).toBe('room-summary-2026-11-26.pdf')
  const read = readPdf(file.value.pdf)
  expect(read.text).toContain('We ask yn ei ffordd, ŵyr.')
  expect(read.text).toContain('Family Support East')
  expect(read.text).not.toContain('canary')
  expect(read.tags.slice(0, 3)).toEqual(['Document', 'P', 'H1'])
  expect(await room.rooms.summaryPdf(await world.actor('grace'), room.room)).toMatchObject({
    error: { code: 'not_found' },
  })
})
