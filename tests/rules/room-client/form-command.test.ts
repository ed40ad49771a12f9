import { describe, expect, test } from 'vitest'
import { formCommandId, newCommandId } from '#app/room-client/command-id.ts'
import { commandOfForm } from '#app/room-client/form-command.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { standsAlready } from '#app/room-client/form-repeat.ts'
import { command } from '#server/rooms/rules/commands.ts'
import { fold } from '#server/rooms/rules/view.ts'
import { cardId, log, noMine, room } from './room-cases.ts'

const id = cardId(50)
const read = (fields: Record<string, string>, note = '') =>
  commandOfForm(room, Object.entries({ id, ...fields }), () => note)

describe('a page’s form', () => {
  test('becomes a command that the rules read', () => {
    const form = read({ type: 'card.post', text: 'A card', 'expect.phase': 'write' })
    expect(form.ok && command.safeParse(form.command).success).toBe(true)
    expect(form).toMatchObject({
      command: { body: { text: 'A card' }, expect: { phase: 'write' } },
    })
  })

  test('of a text that came too late offers three ways for the same text', () => {
    const typed = {
      type: 'card.post',
      text: 'Too late',
      'expect.phase': 'write',
      'page.phase': 'write',
      'page.field': 'card',
    }
    expect(read({ ...typed, 'page.as': 'late' })).toMatchObject({
      command: { type: 'card.post', body: { text: 'Too late', phase: 'write', late: true } },
    })
    expect(read({ ...typed, 'page.as': 'note' }, 'Before')).toMatchObject({
      command: {
        type: 'draft.save',
        body: { phase: 'write', field: 'note', text: 'Before\n\nToo late' },
      },
      clears: { phase: 'write', field: 'card' },
    })
    expect(read({ ...typed, 'page.as': 'nothing' })).toMatchObject({
      command: { type: 'draft.save', body: { phase: 'write', field: 'card', text: '' } },
    })
  })

  test('of own learning says what was changed or emptied in it, and nothing of the rest', () => {
    const typed = { type: 'learning.save', learnt: '', impact: 'Much', peerLearning: 'As it was.' }
    const bodyOf = (fields: Record<string, string>) => {
      const found = read(fields)
      return found.ok ? found.command.body : null
    }
    expect(bodyOf(typed)).toEqual({ impact: 'Much', peerLearning: 'As it was.' })
    const shown = (learnt: string) => ({
      'page.shown.learnt': fingerprint(learnt),
      'page.shown.impact': fingerprint(''),
      'page.shown.peerLearning': fingerprint('As it was.'),
    })
    expect(bodyOf({ ...typed, ...shown('Something.') })).toEqual({ learnt: '', impact: 'Much' })
    // Another device may have answered meanwhile what was empty here.
    expect(bodyOf({ ...typed, ...shown('') })).toEqual({ impact: 'Much' })
  })

  test('with a name twice, or a name that means harm, is refused', () => {
    const twice: [string, string][] = [
      ['id', id],
      ['type', 'card.post'],
      ['text', 'a'],
      ['text', 'b'],
    ]
    expect(commandOfForm(room, twice).ok).toBe(false)
    expect(commandOfForm(room, [['__proto__', 'x']]).ok).toBe(false)
  })
})

describe('a form that is posted again', () => {
  const view = fold(log)
  const post = (text: string) =>
    command.parse({ id: cardId(5), room, type: 'card.post', body: { text } })

  test('is the same command while its text is the same', () => {
    expect(standsAlready(post('First.'), { view, mine: noMine })).toBe(true)
  })

  test('is another command when its text was edited', () => {
    expect(standsAlready(post('First, edited.'), { view, mine: noMine })).toBe(false)
  })

  test('is another command where a card without a name was taken back and written anew', () => {
    const phases = view.phases.map((one) => ({ ...one, anonymous: true }))
    const nameless = { ...view, phases, cards: [] }
    expect(standsAlready(post('Anew.'), { view: nameless, mine: noMine })).toBe(false)
  })

  test('is the same command where a card without a name is shown under another id', () => {
    const phases = view.phases.map((one) => ({ ...one, anonymous: true }))
    const phase = view.current ?? ''
    const cards = [{ card: cardId(77), phase, text: 'First.' }]
    const shown = { ...view, phases, cards }
    expect(standsAlready(post('First.'), { view: shown, mine: noMine })).toBe(true)
    expect(standsAlready(post('Other words.'), { view: shown, mine: noMine })).toBe(false)
  })
})

describe('ids', () => {
  test('of a form are the same wherever the page is rendered, and differ by form and page', () => {
    const made = formCommandId('seed', 'card.post')
    expect(made).toBe(formCommandId('seed', 'card.post'))
    expect(
      new Set([made, formCommandId('seed', 'hand.raise'), formCommandId('other', 'card.post')])
        .size,
    ).toBe(3)
    expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('of commands are new each time', () => {
    expect(newCommandId()).not.toBe(newCommandId())
  })
})
