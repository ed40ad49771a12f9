import { join, resolve } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { sha256 } from '#server/rooms/log/chain.server.ts'
import { protocolDocument } from '#server/rooms/protocol/protocol-document.server.ts'
import { commandBodies } from '#server/rooms/rules/commands.ts'
import { eventBodies, logEvent, type LogEvent } from '#server/rooms/rules/events.ts'
import { digestInput, fold } from '#server/rooms/rules/view.ts'
import { everythingHappens, groupsAndNoNames } from './scripted-room.ts'

const docs = resolve(import.meta.dirname, '..', '..', '..', 'docs')

async function tidy(text: string, file: string): Promise<string> {
  return format(text, { ...(await resolveConfig(file)), filepath: file })
}

test('docs/room-protocol.md says what the schemas say', async () => {
  const file = join(docs, 'room-protocol.md')
  await expect(`${protocolDocument()}\n`).toMatchFileSnapshot(file)
})

test('the document names every command and every event', () => {
  const text = protocolDocument()
  for (const name of [...Object.keys(commandBodies), ...Object.keys(eventBodies)]) {
    expect(text).toContain(`\`${name}\``)
  }
})

/** Golden vectors: a log, the view at its end, and the digest at every head. */
function vectors(name: string, events: readonly LogEvent[]) {
  const ofRoom = events.filter(({ stream }) => stream === 'room')
  const digests = ofRoom.map((_, index) => sha256(digestInput(fold(ofRoom.slice(0, index + 1)))))
  return { name, events: ofRoom, digests, view: fold(ofRoom) }
}

test('docs/room-vectors.json: events, view and digest at every head', async () => {
  const file = join(docs, 'room-vectors.json')
  const golden = [
    vectors('a whole session', everythingHappens()),
    vectors('without names, in small groups', groupsAndNoNames()),
  ]
  await expect(await tidy(JSON.stringify(golden), file)).toMatchFileSnapshot(file)
})

test('the vectors hold every event that the rules write by themselves', () => {
  const all = [...everythingHappens(), ...groupsAndNoNames()]
  const written = new Set<string>(all.map((event) => event.type))
  const others = Object.keys(eventBodies).filter((type) => !written.has(type))
  expect(others.sort()).toEqual(['code.used', 'person.joined', 'room.rescheduled', 'stages.listed'])
})

test('an event of an unknown type is not one of ours', () => {
  const [first] = everythingHappens()
  expect(logEvent.safeParse({ ...first, type: 'later.invented' }).success).toBe(false)
})
