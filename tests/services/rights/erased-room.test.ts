import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { jobTitleOfErased, nameOfErased } from '#db/erased.ts'
import { erasedText } from '#server/rooms/rules/erased.ts'
import { testDatabase, testFolder } from '#tests/support/database.ts'
import { commandId, createWorld, openRoom } from '../rooms/open-room.ts'

test('a room keeps its log whole without the texts and the name of somebody who was erased', async () => {
  const world = await createWorld({ kinds: ['discuss', 'agree', 'own-learning'] })
  const room = await openRoom(world, { phase: 'discuss' })
  await room.send('ben', { type: 'card.post', body: { text: 'Ben asks the child first.' } })
  await room.send('chloe', { type: 'card.post', body: { text: 'Chloe asks the school.' } })
  await room.goTo('agree')
  await room.send('ben', { type: 'statement.propose', body: { text: 'Ben proposes to ring.' } })
  await room.send('chloe', { type: 'action.add', body: { text: 'Ring the school', owner: 'Ben' } })
  await room.send('ben', {
    type: 'action.add',
    body: { text: 'Ben writes a letter', owner: 'Ewa' },
  })
  const before = await room.log()
  const ben = await world.actor('ben')
  const own = await world.rooms.ownTexts(ben.person)
  expect(own[0]?.texts.map(({ text }) => text)).toEqual([
    'Ben asks the child first.',
    'Ben proposes to ring.',
    'Ben writes a letter',
  ])

  const shown = await room.rooms.snapshot(await world.actor('amara'), room.room)
  const rewritten = await world.db.tx((tx) => world.rooms.eraseIn(tx, ben.person))
  expect(rewritten).toBeGreaterThan(3)

  // The state that was folded before is not used any more, here nor in a new process.
  for (const rooms of [world.rooms, world.newServer()]) {
    const seen = await rooms.snapshot(await world.actor('amara'), room.room)
    if (!seen.ok) throw new Error(seen.error.message)
    const { view, digest } = seen.value
    // Pages that are open compare it every quarter of a minute, and load the room anew.
    expect(shown.ok && shown.value.digest).not.toBe(digest)
    expect(view.cards.map(({ text }) => text)).toEqual([erasedText, 'Chloe asks the school.'])
    expect(view.statements.map(({ text }) => text)).toEqual([erasedText])
    expect(view.actions).toMatchObject([
      { text: 'Ring the school', owner: nameOfErased },
      { text: erasedText, owner: 'Ewa' },
    ])
    expect(view.people.find(({ person }) => person === ben.person)).toMatchObject({
      name: nameOfErased,
      jobTitle: jobTitleOfErased,
    })
  }
  const after = await room.log()
  expect(after.map(({ seq, type }) => [seq, type])).toEqual(
    before.map(({ seq, type }) => [seq, type]),
  )
  expect(await world.rooms.verifyChains()).toMatchObject({ erased: rewritten, broken: [] })
  expect(await world.rooms.ownTexts(ben.person)).toMatchObject([{ texts: [] }])
})

test('what one process erases, another that holds the room in memory does not show any more', async () => {
  const file = join(testFolder(), 'casecircle.sqlite')
  const world = await createWorld({ db: await testDatabase(file) })
  const room = await openRoom(world, { phase: 'discuss' })
  await room.send('ben', { type: 'card.post', body: { text: 'Ben asks the child first.' } })
  const other = openDatabase(file)
  onTestFinished(() => other.close())
  const elsewhere = world.newServer(other)
  const seen = async () => {
    const found = await elsewhere.snapshot(await world.actor('amara'), room.room)
    if (!found.ok) throw new Error(found.error.message)
    return found.value
  }
  const before = await seen()
  expect(JSON.stringify(before.view)).toContain('Ben asks the child first.')

  const { person } = await world.actor('ben')
  await world.db.tx((tx) => world.rooms.eraseIn(tx, person))

  const after = await seen()
  expect(after.view.cards.map(({ text }) => text)).toEqual([erasedText])
  expect(after.view.people.find((one) => one.person === person)?.name).toBe(nameOfErased)
  expect(after.digest).not.toBe(before.digest)
  // Nor does it come back with what the other process writes on from there.
  const post = { id: commandId(), room: room.room, type: 'card.post', body: { text: 'On we go.' } }
  expect(await elsewhere.command(await world.actor('chloe'), post)).toMatchObject({ ok: true })
  for (const view of [(await seen()).view, await room.view()]) {
    expect(view.cards.map(({ text }) => text)).toEqual([erasedText, 'On we go.'])
  }
  expect(await elsewhere.verifyChains()).toMatchObject({ broken: [] })
})
