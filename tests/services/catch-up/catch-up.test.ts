import { expect, test } from 'vitest'
import { createCatchUp } from '#server/catch-up/catch-up.server.ts'
import { catchUpForm } from '#server/catch-up/rules/catch-up-form.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { roomId, toolkitId } from '#server/platform/rules/ids.ts'
import { ok } from '#server/platform/rules/outcome.ts'
import type { ListedRoom } from '#server/rooms/listing.server.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { publishedDatabase } from '#tests/support/database.ts'
import { done, openRecord, theRoom } from '../cpd/cpd-record.ts'

const missed = roomId.parse('20000000-0000-4000-8000-000000000002')
const ahead = roomId.parse('20000000-0000-4000-8000-000000000003')
const conversation = catchUpForm.parse({
  ...{ kind: 'supervision', peer: 'senior social worker', minutes: '45' },
  ...{ 'date-day': '27', 'date-month': '11', 'date-year': '2026' },
})

/** A team of which Ben was in one room, missed another, and has a third before him. */
async function openTeam() {
  const opened = await openRecord()
  const { clock, cpd, evidence, people, teams, attest } = opened
  const toolkits = createToolkits({
    ...{ db: await publishedDatabase(), clock, contentFolder: 'content', preview: false },
    log: createLog('debug', { write: () => undefined }),
  })
  const listed = (room: ListedRoom['room'], status: ListedRoom['status']): ListedRoom => ({
    ...{ room, status, toolkit: toolkitId.parse('participation'), title: 'The quiet visit' },
    ...{ team: teams.east, teamName: 'East', startsAt: Date.parse('2026-11-26T10:00:00Z') },
    ...{
      role: 'participant',
      facilitatorName: 'Amara',
      isUnled: false,
      hasLapsed: false,
      seat: 1,
      formatTitle: 'SWOTT',
      minutes: 90,
    },
  })
  const ofEast = [
    listed(theRoom.room, 'closed'),
    listed(missed, 'closed'),
    listed(ahead, 'scheduled'),
  ]
  const catchUp = createCatchUp({
    ...{ clock, cpd, evidence, toolkits },
    rooms: {
      roomsOfTeam: (_: Actor, team) =>
        Promise.resolve(
          ok(team === teams.east ? ofEast.map((one) => ({ ...one, attended: [] })) : []),
        ),
    },
  })
  await attest(people.ben, theRoom)
  return { ...opened, catchUp }
}

test('who missed the room is told, with questions that give nothing of the case away', async () => {
  const { catchUp, people } = await openTeam()
  const { ben, grace } = people
  expect(await catchUp.missed(ben)).toMatchObject([{ room: missed, entry: null }])
  const page = done(await catchUp.page(ben, missed))
  expect(page.state).toBe('missed')
  expect(page.questions.flatMap((one) => one.asks).length).toBeGreaterThan(6)
  expect(page.questions[0]?.heading).toContain('From the module')
  expect(done(await catchUp.page(ben, theRoom.room)).state).toBe('attended')
  expect(done(await catchUp.page(ben, ahead)).state).toBe('ahead')
  expect(await catchUp.page(grace, missed)).toMatchObject({ error: { code: 'not_found' } })
})

test('the conversation becomes one draft of facts, with the peer by job title', async () => {
  const { catchUp, cpd, people } = await openTeam()
  const { ben, amara } = people
  const entry = done(await catchUp.record(ben, missed, conversation))
  expect(done(await catchUp.record(ben, missed, conversation))).toBe(entry)
  const page = done(await cpd.entry(ben, entry))
  expect(page.entry).toMatchObject({
    ...{ status: 'draft', minutes: 45 },
    fields: {
      ...{ activityType: 'supervision', date: '2026-11-27' },
      description:
        'Conversation about “The quiet visit”, instead of the team’s session on 26 November 2026. Peer: senior social worker.',
      ...{ learnt: '', impact: '', peerLearning: '' },
    },
  })
  expect(await catchUp.missed(ben)).toMatchObject([{ room: missed, entry }])
  expect(await cpd.entry(amara, entry)).toMatchObject({ error: { code: 'not_found' } })
  done(await cpd.delete(ben, entry))
  expect(await catchUp.missed(ben)).toMatchObject([{ room: missed, entry: null }])
})

test('nothing is recorded for a room that was attended, that is ahead, or on a day to come', async () => {
  const { catchUp, cpd, people } = await openTeam()
  const { ben } = people
  const before = done(await cpd.record(ben)).rows.length
  const later = catchUpForm.parse({
    ...{ kind: 'supervision', peer: 'a manager' },
    ...{ 'date-day': '28', 'date-month': '11', 'date-year': '2026' },
  })
  expect(await catchUp.record(ben, theRoom.room, conversation)).toMatchObject({ ok: false })
  expect(await catchUp.record(ben, ahead, conversation)).toMatchObject({ ok: false })
  expect(await catchUp.record(ben, missed, later)).toMatchObject({ error: { field: 'date' } })
  expect(done(await cpd.record(ben)).rows).toHaveLength(before)
})
