import { expect, test } from 'vitest'
import { handClock } from '#tests/support/clock.ts'
import { actorNamed, command, scheduledRoom } from '#tests/support/one-room.ts'
import { startProduct } from '#tests/support/product.ts'

const ids = { theme: crypto.randomUUID(), statement: crypto.randomUUID() }
const long = 'x'.repeat(10_001)
const tooLong = 'This is 10,001 characters long. Shorten it to 10,000.'
const nothing = 'Write something first.'
const noName = 'Write a name for it first.'

/** The tag of the element with this id; empty when there is none. */
function tagOf(html: string, id: string): string {
  return html.match(new RegExp(`<[^>]* id="${id}"[^>]*>`))?.[0] ?? ''
}

/** The control to which the one error of a page leads, with what is said beside it. */
function leadsTo(html: string): { id: string; says: string } {
  const [, id = ''] = html.match(/govuk-error-summary__list"><li><a href="#([^"]+)"/) ?? []
  const described = tagOf(html, id).match(/aria-describedby="([^"]+)"/)?.[1] ?? ''
  const error = described.split(' ').find((one) => one.endsWith('-error')) ?? 'none'
  const after = html.slice(html.indexOf(tagOf(html, error)))
  const says = after.match(/<\/span>(?:\s|<!-- -->)*([^<]*)/)?.[1] ?? ''
  return { id, says: tagOf(html, error) === '' ? '' : says }
}

test('without JavaScript every refused text leads to its field, which says why and holds what was typed', async () => {
  const clock = handClock(Date.now())
  const product = await startProduct({ clock })
  const amara = await actorNamed(product, 'Amara')
  const ben = await actorNamed(product, 'Ben')
  const room = await scheduledRoom(product, clock.now())
  const lead = (type: string, body = {}) =>
    command(product, amara, room, { type, body, expect: { seat: 1 } })
  const goTo = async (phase: string) => {
    await lead('phase.open', { phase })
    clock.turn(20_000)
    await product.services.rooms.closeDue()
  }
  const cookie = await product.cookieOf('ben@northbridge.example')
  const refused = async (type: string, fields: Record<string, string>) => {
    const form = { id: crypto.randomUUID(), type, ...fields }
    const answer = await product.post(`/rooms/${room}/commands`, form, cookie)
    expect(answer.status, type).toBe(422)
    return answer.text()
  }
  const send = async (sent: object) =>
    expect(await product.services.rooms.command(ben, { ...sent, room })).toMatchObject({ ok: true })
  await lead('room.open')
  await lead('room.start')

  // What holds the field is open, also in a browser that follows a link into nothing closed.
  const early = await refused('learning.save', { learnt: long })
  expect(leadsTo(early)).toEqual({ id: 'learning-learnt', says: tooLong })
  expect(early).toContain(long)
  // So it is on every page with an error summary, and on none besides.
  expect(early).toContain('<title>Error: ')
  const back = await product.get(`/rooms/${room}/commands`, cookie)
  expect(await back.text()).not.toContain('<title>Error: ')
  expect(early).toMatch(/id="learning"[^>]*><details[^>]* open=""/)

  await goTo('theme')
  await send({ id: ids.theme, type: 'theme.make', body: { title: 'Who decides' } })
  const inTheme = { 'expect.phase': 'theme', 'page.phase': 'theme' }
  const made = await refused('theme.make', { ...inTheme, title: long })
  expect(leadsTo(made)).toEqual({ id: 'new-theme', says: tooLong })
  expect(made).toContain(long)
  const renamed = await refused('theme.rename', { ...inTheme, theme: ids.theme, title: '' })
  expect(leadsTo(renamed)).toEqual({ id: `rename-${ids.theme}`, says: noName })
  expect(renamed.match(/<details[^>]* open=""/g)).toHaveLength(1)
  // As long as may be, in signs that a form writes with nine and twelve letters each, and far too long.
  for (const sign of ['是', '🙂']) {
    const form = { id: crypto.randomUUID(), type: 'card.post', ...inTheme, text: sign.repeat(1e4) }
    const answer = await product.post(`/rooms/${room}/commands`, form, cookie)
    expect(answer.status, sign).toBe(303)
  }
  const pasted = 'A page of a report. '.repeat(3_500)
  const kept = await refused('card.post', { ...inTheme, text: pasted })
  expect(leadsTo(kept).says).toBe('This is 69,999 characters long. Shorten it to 10,000.')
  expect(kept).toContain(pasted.trim())
  const posted = await refused('card.post', { ...inTheme, text: '' })
  expect(leadsTo(posted)).toEqual({ id: 'card-theme', says: nothing })
  expect(posted.match(/<details[^>]* open=""/g)).toHaveLength(1)

  await goTo('discuss')
  const note = await refused('draft.save', { phase: 'discuss', field: 'note', text: long })
  expect(leadsTo(note)).toEqual({ id: 'note-discuss', says: 'Shorten this to 10,000 characters.' })

  await goTo('agree')
  await send({ id: ids.statement, type: 'statement.propose', body: { text: 'We ask her first.' } })
  const about = { 'expect.phase': 'agree', statement: ids.statement }
  const words = await refused('statement.revise', { ...about, 'expect.revision': '1', text: '' })
  expect(leadsTo(words)).toEqual({ id: `words-${ids.statement}`, says: nothing })
  const signed = { ...about, revision: '1', position: 'disagree', text: long }
  expect(leadsTo(await refused('statement.sign', signed))).toEqual({
    ...{ id: `differently-${ids.statement}`, says: tooLong },
  })
  const action = { 'expect.phase': 'agree', text: 'Ring the school', due: '2027-02-31' }
  expect(leadsTo(await refused('action.add', action))).toMatchObject({ id: 'new-action-due' })
})
