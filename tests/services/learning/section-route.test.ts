import { describe, expect, test } from 'vitest'
import type { AppLoadContext } from '@remix-run/node'
import { action, loader } from '#app/routes/toolkits.$toolkit.sections.$section.tsx'
import { action as scriptAction } from '#app/routes/toolkits.$toolkit.sections.$section_.work.ts'
import { classroom, participation, release } from './classroom.ts'

type Room = Awaited<ReturnType<typeof classroom>>
const address = 'http://localhost:3000/toolkits/participation/sections/power'
const params = { toolkit: participation, section: 'power' }

/** What Remix hands to a route, with what a section's page asks. */
function given({ learning, notes, ben }: Room, fields?: [string, string][]) {
  const context: unknown = { services: { learning, notes }, actor: ben }
  isContext(context)
  const body = fields && new URLSearchParams([['release', release('a').hash], ...fields])
  const request = new Request(address, body ? { method: 'POST', body } : {})
  return { context, params, request }
}

test('the loader hands out no right answer and no feedback before the check is answered', async () => {
  const room = await classroom()
  expect(JSON.stringify(await loader(given(room)))).not.toMatch(/FEEDBACK|"correct"/)
  await action(
    given(room, [
      ['intent', 'check:chair'],
      ['choice.chair', 'leave'],
    ]),
  )
  const after = JSON.stringify(await loader(given(room)))
  expect(after).toContain('FEEDBACK-LEAVE')
  expect(after).not.toContain('FEEDBACK-MOVE')
})

describe('one form without JavaScript', () => {
  test('leads back to the item whose button was pressed', async () => {
    const room = await classroom()
    const answer = await action(
      given(room, [
        ['intent', 'check:chair'],
        ['choice.chair', 'move'],
      ]),
    )
    expect(locationOf(answer)).toEqual([303, '/toolkits/participation/sections/power#item-chair'])
  })

  test('stays with what is open, and goes on when nothing is', async () => {
    const room = await classroom()
    const typed: [string, string] = ['reflection.visit', 'By the window.']
    const stayed = await action(given(room, [['intent', 'continue'], typed]))
    expect(stayed).toMatchObject({
      init: { status: 422 },
      data: { problems: [{ item: 'chair' }], message: null },
    })
    expect(JSON.stringify(await loader(given(room)))).toContain('By the window.')
    await action(
      given(room, [
        ['intent', 'check:chair'],
        ['choice.chair', 'move'],
      ]),
    )
    const left = await action(given(room, [['intent', 'continue']]))
    expect(locationOf(left)).toEqual([303, '/toolkits/participation/sections/rights'])
  })

  test('refuses what is no post of this page with a sentence, and nothing else happens', async () => {
    const room = await classroom()
    for (const fields of [
      [],
      [['intent', 'fly']],
      [
        ['intent', 'save'],
        ['who', 'x'],
      ],
    ]) {
      const answer = await action(
        given(
          room,
          fields.map(([a, b]) => [a ?? '', b ?? '']),
        ),
      )
      expect(answer).toMatchObject({ init: { status: 422 }, data: { problems: [] } })
    }
    const [row] = await room.learning.library(room.ben)
    expect(row?.state).toBe('not-started')
  })
})

test('the page’s script gets the same as data', async () => {
  const room = await classroom()
  const done = await scriptAction(
    given(room, [
      ['intent', 'save'],
      ['reflection.visit', 'Kept.'],
    ]),
  )
  expect(done.status).toBe(200)
  expect(await done.json()).toMatchObject({
    goTo: null,
    worked: { problems: [], kept: [{ item: 'chair' }, { item: 'visit', savedAt: room.clock.at }] },
  })
  const refused = await scriptAction(given(room, [['intent', 'fly']]))
  expect(refused.status).toBe(422)
})

test('what was typed in somebody’s page is saved for nobody else who has signed in meanwhile', async () => {
  const room = await classroom()
  const typed: [string, string] = ['reflection.visit', 'By the window.']
  const { reader } = await loader(given(room))
  for (const whose of [`${reader.slice(0, -1)}x`, '']) {
    const fields: [string, string][] = [['intent', 'save'], typed, ['reader', whose]]
    expect((await scriptAction(given(room, fields))).status).toBe(409)
    expect(await action(given(room, fields))).toMatchObject({ init: { status: 409 } })
  }
  expect(JSON.stringify(await loader(given(room)))).not.toContain('By the window.')
  await scriptAction(given(room, [['intent', 'save'], typed, ['reader', reader]]))
  expect(JSON.stringify(await loader(given(room)))).toContain('By the window.')
})

test('nobody signed in is sent to sign in, and back here afterwards', async () => {
  const room = await classroom()
  const { context, ...rest } = given(room)
  const askedFor = '/toolkits/participation/sections/power'
  const stranger = Object.assign(context, { actor: null, askedFor })
  const thrown = await loader({ ...rest, context: stranger }).catch((error: unknown) => error)
  expect(locationOf(thrown)).toEqual([303, `/sign-in?to=${encodeURIComponent(askedFor)}`])
})

/** A route of learning asks a context for nothing but these two. */
function isContext(made: unknown): asserts made is AppLoadContext {
  if (typeof made !== 'object' || made === null) throw new Error('no context')
}

function locationOf(answer: unknown): [number, string | null] {
  if (!(answer instanceof Response)) throw new Error('not a redirect')
  return [answer.status, answer.headers.get('Location')]
}
