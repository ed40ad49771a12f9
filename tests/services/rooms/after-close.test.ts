import { expect, test } from 'vitest'
import { controlsOf, filled } from '#tests/faults/forms/plain-page.ts'
import { actorNamed, command, scheduledRoom } from '#tests/support/one-room.ts'
import { handClock } from '#tests/support/clock.ts'
import { startProduct } from '#tests/support/product.ts'
import { createWorld, openRoom } from './open-room.ts'

const late = 'Who asks the father?'

test('G7: what came after the close is kept among its writer’s own notes, once, and nobody else’s', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const [ben, chloe] = [await world.actor('ben'), await world.actor('chloe')]
  const note = { phase: 'write', text: late }
  const keep = (actor: typeof ben, person = actor.person) =>
    world.rooms.keepNote(actor, room.room, { ...note, person })
  expect(await keep(ben)).toMatchObject({ error: { code: 'stale' } })
  await room.send('ben', {
    type: 'draft.save',
    body: { phase: 'write', field: 'note', text: 'Ask again.' },
  })
  await room.lead('room.close')
  const events = await room.log()

  expect(await keep(ben)).toEqual({ ok: true, value: null })
  expect(await keep(ben)).toEqual({ ok: true, value: null })
  expect(await world.rooms.ownLearning(ben, room.room)).toMatchObject({
    notes: [{ phaseTitle: 'Phase 4', text: `Ask again.\n\n${late}` }],
  })
  // A page that somebody left open keeps nothing in another's name.
  expect(await keep(chloe, ben.person)).toMatchObject({ error: { code: 'forbidden' } })
  expect(await keep(await world.actor('grace'))).toMatchObject({ error: { code: 'not_found' } })
  expect(JSON.stringify(await room.mine('chloe'))).not.toContain(late)
  expect(await room.log()).toEqual(events)
  expect(JSON.stringify(world.logged)).not.toContain(late)
})

test('without JavaScript: a text that comes after the close is shown, and kept by one press', async () => {
  const product = await startProduct()
  const amara = await actorNamed(product, 'Amara')
  const room = await scheduledRoom(product)
  const lead = (type: string, body = {}) =>
    command(product, amara, room, { type, body, expect: { seat: 1 } })
  await lead('room.open')
  await lead('room.start')
  await lead('room.close')
  const cookie = await product.cookieOf('ben@northbridge.example')
  const id = crypto.randomUUID()
  const refused = await product.post(
    `/rooms/${room}/commands`,
    { id, type: 'learning.save', learnt: late },
    cookie,
  )
  expect(refused.status).toBe(409)
  const form = (await refused.text())
    .split('<form')
    .map((part) => `<form${part}`)
    .find((part) => part.includes('page.person'))
  const fields = filled(controlsOf(form ?? ''), {}, { name: 'page.as', value: 'note' })
  expect(fields.get('text')).toBe(late)
  expect(form).toContain('Keep as a private note')
  const kept = await product.post(`/rooms/${room}/commands`, Object.fromEntries(fields), cookie)
  expect(kept.status).toBe(303)
  const page = await (await product.get(`/rooms/${room}`, cookie)).text()
  expect(page.slice(page.indexOf('id="own-words"'))).toContain(late)
  const others = await product.get(
    `/rooms/${room}`,
    await product.cookieOf('amara@northbridge.example'),
  )
  expect(await others.text()).not.toContain(late)
})

/** A room that Amara leads by a clock that the test turns, and its page as Ben gets it. */
async function roomByHand() {
  const clock = handClock(Date.now())
  const product = await startProduct({ clock })
  const [amara, room] = [
    await actorNamed(product, 'Amara'),
    await scheduledRoom(product, clock.now()),
  ]
  const lead = (type: string, body = {}, phase?: string) =>
    command(product, amara, room, { type, body, expect: { seat: 1, ...(phase ? { phase } : {}) } })
  await lead('room.open')
  await lead('room.start')
  const closes = async () => {
    clock.turn(20_000)
    await product.services.rooms.closeDue()
  }
  const cookie = await product.cookieOf('ben@northbridge.example')
  const page = async () => (await product.get(`/rooms/${room}`, cookie)).text()
  return { product, clock, amara, room, lead, closes, page }
}

test('G8: without JavaScript, in a phase without names too, the page tells that its facilitator has gone', async () => {
  const { product, clock, amara, room, lead, closes, page } = await roomByHand()
  await lead('phase.open', { phase: 'write' })
  await closes()
  const { presence } = product.services.rooms
  presence.arrived(room, amara.person)
  expect(await page()).toContain('Names are off while we write without names.')
  expect(await page()).not.toContain('lost the connection')
  presence.left(room, amara.person)
  clock.turn(29_000)
  expect(await page()).not.toContain('lost the connection')
  clock.turn(1_000)
  expect(await page()).toContain(' lost the connection.')
  presence.arrived(room, amara.person)
  expect(await page()).not.toContain('lost the connection')
})

test('a page without JavaScript says how it goes on, who is away, and to an observer nothing about writing', async () => {
  const { product, lead, closes, page } = await roomByHand()
  const words = async () => (await page()).replace(/<[^>]*>/g, '')
  await lead('phase.open', { phase: 'round' })
  expect(await words()).toContain('Send what you have written. Then: Check for news')
  const { person } = await actorNamed(product, 'Ben')
  await lead('role.set', { person, role: 'observer' })
  await closes()
  expect(await words()).toMatch(/has the turn, and is not here now\./)
  expect(await words()).not.toContain('speaking now')
  expect(await words()).toContain('You have no turn in this round. Listen.')
  await lead('phase.open', { phase: 'last-word' })
  await closes()
  await lead('phase.next', {}, 'last-word')
  await closes()
  expect(await words()).toContain('closes the room in a moment.')
  expect(await words()).not.toContain('Save your own learning')
})
