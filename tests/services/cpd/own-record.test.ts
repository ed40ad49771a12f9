import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { entryId, evidenceId, type EntryId } from '#server/platform/rules/ids.ts'
import { day } from '#server/platform/rules/london.ts'
import {
  complete,
  done,
  fileText,
  openRecord,
  saveOf,
  theModule,
  theRoom,
  type OpenRecord,
} from './cpd-record.ts'

test('two drafts stand in the record, with facts and one’s own words only, and reading writes nothing', async () => {
  const { cpd, people, attest, words } = await openRecord()
  const { ben } = people
  const module = await attest(ben, theModule)
  const room = await attest(ben, theRoom)
  words.learnt.set(ben.person, { learnt: 'I filled the silence.', peerLearning: 'A colleague …' })

  const record = done(await cpd.record(ben))
  expect(record.rows.map(({ title, status, isSaved }) => ({ title, status, isSaved }))).toEqual([
    { title: 'Case reflection: The quiet visit', status: 'draft', isSaved: false },
    { title: 'Module: Listening when a child says little', status: 'draft', isSaved: false },
  ])
  expect(record.headline).toBe('Not met yet.')
  expect(record.daysLeft).toBe(3)
  const page = done(await cpd.entry(ben, room))
  expect(page.entry.fields).toEqual({
    activityType: 'group-case-discussion',
    date: '2026-11-26',
    description: '',
    learnt: 'I filled the silence.',
    impact: '',
    peerLearning: 'A colleague …',
    others: {},
  })
  expect(done(await cpd.entry(ben, module)).entry.fields.learnt).toBe('')
  expect(done(await cpd.startFrom(ben, evidenceId.parse(room)))).toBe(room)
})

test('completing both drafts meets the year', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben } = people
  const module = await attest(ben, theModule)
  const room = await attest(ben, theRoom)
  const peers = { peerLearning: 'A colleague asked differently.' }
  done(await cpd.markReady(ben, module, saveOf(complete('the module'))))
  expect((await cpd.summary(ben)).gaps.map((gap) => gap.text)).toEqual([
    'Still a draft: Case reflection: The quiet visit',
    'Peer reflection is missing',
  ])
  done(await cpd.markReady(ben, room, saveOf(complete('the room', peers))))
  const summary = await cpd.summary(ben)
  expect(summary).toMatchObject({
    headline: "You have met this year's requirement.",
    isMet: true,
    ready: 2,
    needed: 2,
    gaps: [],
    nextDraft: null,
  })
})

test('mark as ready keeps what was typed and names each answer that is missing', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben } = people
  const room = await attest(ben, theRoom)
  const refused = await cpd.markReady(ben, room, saveOf({ learnt: 'Half a thought' }))
  if (refused.ok) throw new Error('an unfinished entry was marked as ready')
  expect(refused.error.errors?.map((error) => error.field)).toEqual([
    'activityType',
    'description',
    'date',
    'impact',
  ])
  const { entry } = done(await cpd.entry(ben, room))
  expect(entry).toMatchObject({ status: 'draft', fields: { learnt: 'Half a thought' } })
})

test('a ready entry is changed by `Change`, or by saving it on purpose, never by autosave', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  const id = cpd.blankPage(ben).entry.id
  done(await cpd.create(ben, id, saveOf({ learnt: 'first' })))
  done(await cpd.markReady(ben, id, saveOf(complete('it'), 1)))
  const late = await cpd.save(ben, id, saveOf({ learnt: 'late' }, 2), { isAutosave: true })
  expect(late).toMatchObject({ ok: false, error: { code: 'closed' } })
  done(await cpd.change(ben, id))
  expect(done(await cpd.entry(ben, id)).entry).toMatchObject({
    status: 'draft',
    fields: { learnt: 'I learnt it.' },
  })
})

test('a new entry is made once, however often its page posts', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  const writer = cpd.newWriter()
  expect(done(await cpd.record(ben)).rows).toEqual([])
  done(await cpd.create(ben, id, saveOf({ learnt: 'o' }, 0, writer), { isAutosave: true }))
  done(await cpd.create(ben, id, saveOf({ learnt: 'one' }, 0, writer), { isAutosave: true }))
  done(await cpd.create(ben, id, saveOf({ learnt: 'one' }, 0, writer)))
  expect(done(await cpd.record(ben)).rows).toHaveLength(1)
  expect(done(await cpd.entry(ben, id)).entry.fields.learnt).toBe('one')
})

test('nothing is made of a new entry in which nothing was written; one answer is enough', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben } = people
  const nothing = saveOf({ learnt: '  ' })
  const { id } = cpd.blankPage(ben).entry
  for (const saving of [{}, { isAutosave: true }]) {
    const refused = await cpd.create(ben, id, nothing, saving)
    expect(refused).toMatchObject({ error: { code: 'invalid', field: 'description' } })
  }
  const unready = await cpd.markReady(ben, id, nothing, { isNew: true })
  expect(unready).toMatchObject({ error: { errors: [{}, {}, {}, {}, {}] } })
  expect(done(await cpd.record(ben)).rows).toEqual([])

  for (const one of [saveOf({ description: 'A title.' }), saveOf({ learnt: 'One answer.' })]) {
    done(await cpd.create(ben, cpd.blankPage(ben).entry.id, one))
  }
  const type = saveOf({ activityType: 'group-case-discussion' })
  done(await cpd.create(ben, id, type))
  // What stands may be emptied again, and so may a draft that facts have made.
  done(await cpd.create(ben, id, saveOf({}, 1)))
  done(await cpd.save(ben, await attest(ben, theRoom), saveOf({})))
  expect(done(await cpd.record(ben)).rows).toHaveLength(4)
})

test('a second window never overwrites in silence; saving again keeps both texts', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  const [one, two] = [cpd.newWriter(), cpd.newWriter()]
  done(await cpd.create(ben, id, saveOf({ learnt: 'window one' }, 0, one)))
  const refused = await cpd.save(ben, id, saveOf({ learnt: 'window two' }, 0, two))
  expect(refused).toMatchObject({ ok: false, error: { code: 'stale' } })
  done(await cpd.save(ben, id, saveOf({ learnt: 'window two' }, 1, two)))
  const { versions } = done(await cpd.history(ben, id))
  expect(versions.map((version) => version.written.fields.learnt)).toEqual(['window one'])
  done(await cpd.restore(ben, id, 1))
  expect(done(await cpd.entry(ben, id)).entry.fields.learnt).toBe('window one')
})

test('typing for an hour leaves a handful of earlier versions, not one each save', async () => {
  const { cpd, people, turnTo } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  const writer = cpd.newWriter()
  for (let minute = 0; minute < 60; minute += 1) {
    turnTo(`2026-11-27T15:${String(minute).padStart(2, '0')}:00Z`)
    const learnt = 'word '.repeat(minute + 1)
    done(await cpd.create(ben, id, saveOf({ learnt }, 0, writer), { isAutosave: true }))
  }
  const { versions } = done(await cpd.history(ben, id))
  expect(versions.length).toBeGreaterThanOrEqual(5)
  expect(versions.length).toBeLessThanOrEqual(7)
})

test('a deleted entry can be brought back for 30 days, then its words are gone from the file', async () => {
  const { file, cpd, people, attest, turnTo } = await openRecord()
  const { ben } = people
  const room = await attest(ben, theRoom)
  done(await cpd.save(ben, room, saveOf({ learnt: 'CANARY-kept-then-erased' })))
  done(await cpd.save(ben, room, saveOf({ learnt: 'CANARY-second' }, 1)))
  done(await cpd.delete(ben, room))
  expect(done(await cpd.record(ben))).toMatchObject({ rows: [], deleted: [{ id: room }] })
  expect(await cpd.save(ben, room, saveOf({}, 2))).toMatchObject({ error: { code: 'closed' } })

  turnTo('2026-12-27T14:31:00Z')
  done(await cpd.undoDelete(ben, room))
  expect(done(await cpd.entry(ben, room)).entry.fields.learnt).toBe('CANARY-second')
  done(await cpd.delete(ben, room))
  openDatabase(file).close()
  expect(readFileSync(file).includes('CANARY')).toBe(true)
  turnTo('2027-01-26T14:31:00Z')
  expect(await cpd.undoDelete(ben, room)).toMatchObject({ error: { code: 'not_found' } })
  expect(await cpd.eraseExpired()).toBe(1)
  expect(await cpd.entry(ben, room)).toMatchObject({ error: { code: 'not_found' } })
  expect(done(await cpd.record(ben, 2026)).rows).toEqual([])
  // Closing a second handle brings the write-ahead log into the file and empties it.
  openDatabase(file).close()
  for (const part of [file, `${file}-wal`]) {
    expect(readFileSync(part).includes('CANARY'), part).toBe(false)
  }
})

test('`Use this` adds one’s own text to an answer and loses nothing that was typed', async () => {
  const { cpd, people, attest, words } = await openRecord()
  const { ben } = people
  const module = await attest(ben, theModule)
  const room = await attest(ben, theRoom)
  words.reflected.set(ben.person, [
    { item: 'r1', prompt: 'Whose voice?', text: 'I spoke to the parents first.' },
  ])
  words.noted.set(ben.person, [{ phaseTitle: 'Read part 1', text: 'Ask the school.' }])
  const page = done(await cpd.entry(ben, module))
  expect(page.offers).toMatchObject([{ heading: 'Whose voice?', isUsed: false }])
  const [offer] = page.offers
  const use = `${offer?.id}:learnt`
  expect(
    done(await cpd.useWords(ben, module, saveOf({ learnt: 'Typed.', impact: 'Also.' }), use)),
  ).toMatchObject({ field: 'learnt' })
  const after = done(await cpd.entry(ben, module))
  expect(after.entry.fields).toMatchObject({
    learnt: 'Typed.\n\nI spoke to the parents first.',
    impact: 'Also.',
  })
  expect(after.offers).toMatchObject([{ isUsed: true }])
  expect(done(await cpd.entry(ben, room)).offers).toMatchObject([
    { heading: 'Your note in “Read part 1”' },
  ])
  expect(await cpd.useWords(ben, module, saveOf({}, 1), 'nothing:learnt')).toMatchObject({
    ok: false,
  })
})

test('the year rolls over at midnight in London on 1 December, and nothing is lost', async () => {
  const { cpd, people, turnTo } = await openRecord()
  const { ben } = people
  for (const mark of ['one', 'two']) {
    const { id } = cpd.blankPage(ben).entry
    const peers = { peerLearning: `Peers on ${mark}` }
    done(await cpd.markReady(ben, id, saveOf(complete(mark, peers)), { isNew: true }))
  }
  turnTo('2026-11-30T23:59:59Z')
  expect(await cpd.summary(ben)).toMatchObject({ isMet: true, daysLeft: 0 })
  turnTo('2026-12-01T00:00:00Z')
  expect(await cpd.summary(ben)).toMatchObject({ isMet: false, ready: 0, daysLeft: 364 })
  const last = done(await cpd.record(ben, 2026))
  expect(last).toMatchObject({ isMet: true, isCurrent: false, years: [2027, 2026] })
  expect(last.rows).toHaveLength(2)
  expect(await cpd.record(ben, 2028)).toMatchObject({ ok: false })
})

test('handing in is remembered, and can be taken back', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  done(await cpd.create(ben, id, saveOf(complete('it'))))
  done(await cpd.setSubmitted(ben, id, true))
  const form = done(await cpd.formPage(ben, id))
  expect(form.submittedAt).not.toBeNull()
  expect(form.boxes.map(({ number, text }) => [number, text])).toEqual([
    [1, 'Supervision'],
    [2, 'About it, which matters to me.'],
    [3, '14/05/2026'],
    [4, 'I learnt it.'],
    [5, 'People will notice it.'],
    [6, ''],
  ])
  expect(form.boxes[0]?.characters).toBe('Supervision'.length)
  done(await cpd.setSubmitted(ben, id, false))
  expect(done(await cpd.formPage(ben, id)).submittedAt).toBeNull()
})

/** Every method that takes an entry, as anybody might call it. */
function everyMethod({ cpd }: OpenRecord, actor: Actor, id: EntryId) {
  const save = saveOf({ learnt: 'An intruder wrote this.' }, 1)
  return {
    entry: () => cpd.entry(actor, id),
    startFrom: () => cpd.startFrom(actor, evidenceId.parse(id)),
    save: () => cpd.save(actor, id, save),
    markReady: () => cpd.markReady(actor, id, save),
    change: () => cpd.change(actor, id),
    delete: () => cpd.delete(actor, id),
    undoDelete: () => cpd.undoDelete(actor, id),
    useWords: () => cpd.useWords(actor, id, save, 'note-1:learnt'),
    history: () => cpd.history(actor, id),
    restore: () => cpd.restore(actor, id, 1),
    setSubmitted: () => cpd.setSubmitted(actor, id, true),
    formPage: () => cpd.formPage(actor, id),
    exportFile: () => cpd.exportFile(actor, { kind: 'entry', entry: id }, 'csv'),
  }
}

test('T2: nobody but the owner gets an answer about an entry, by any method, draft or saved', async () => {
  const opened = await openRecord()
  const { cpd, people, attest } = opened
  const { ben, ...others } = people
  const view = await attest(ben, theModule)
  const saved = await attest(ben, theRoom)
  done(await cpd.save(ben, saved, saveOf(complete('CANARY'))))
  done(await cpd.save(ben, saved, saveOf(complete('CANARY again'), 1)))
  const before = JSON.stringify(done(await cpd.entry(ben, saved)))
  for (const actor of Object.values(others)) {
    for (const id of [view, saved, entryId.parse('99999999-0000-4000-8000-000000000000')]) {
      for (const [name, call] of Object.entries(everyMethod(opened, actor, id))) {
        const answer = await call()
        expect(answer, `${actor.name} ${name}`).toMatchObject({
          ok: false,
          error: { code: 'not_found' },
        })
        expect(JSON.stringify(answer)).not.toContain('CANARY')
      }
    }
  }
  expect(JSON.stringify(done(await cpd.entry(ben, saved)))).toBe(before)
})

test('T2 negative control: the same questions from the owner are answered', async () => {
  const opened = await openRecord()
  const { cpd, people, attest } = opened
  const { ben } = people
  const id = await attest(ben, theRoom)
  done(await cpd.save(ben, id, saveOf(complete('CANARY'))))
  expect(JSON.stringify(await cpd.entry(ben, id))).toContain('CANARY')
  expect(await fileText(cpd, ben, 'csv', { kind: 'entry', entry: id })).toContain('CANARY')
})

test('an id that somebody else uses is free for everybody else, and tells nothing', async () => {
  const { cpd, people } = await openRecord()
  const { ben, amara } = people
  const { id } = cpd.blankPage(ben).entry
  done(await cpd.create(ben, id, saveOf({ learnt: 'Of Ben' })))
  done(await cpd.create(amara, id, saveOf({ learnt: 'Of Amara' })))
  expect(done(await cpd.entry(ben, id)).entry.fields.learnt).toBe('Of Ben')
  expect(done(await cpd.entry(amara, id)).entry.fields.learnt).toBe('Of Amara')
})

test('managers see one word a person, none of what they wrote, and nothing of who hides it', async () => {
  const { cpd, people, teams } = await openRecord()
  const { amara, ben, chloe, grace, jo, sol } = people
  for (const mark of ['CANARY one', 'CANARY two']) {
    const { id } = cpd.blankPage(ben).entry
    const peers = { peerLearning: 'CANARY peers' }
    done(await cpd.markReady(ben, id, saveOf(complete(mark, peers)), { isNew: true }))
  }
  await cpd.setReadinessHidden(chloe, true)
  const seen = done(await cpd.readinessOfTeam(amara, teams.east))
  expect(new Set(seen)).toEqual(
    new Set([
      { person: amara.person, state: 'not-yet' },
      { person: ben.person, state: 'ready' },
      { person: chloe.person, state: 'hidden' },
    ]),
  )
  expect(JSON.stringify(seen)).not.toContain('CANARY')
  for (const other of [ben, chloe, grace, jo, sol]) {
    expect(await cpd.readinessOfTeam(other, teams.east)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    })
  }
  await cpd.setReadinessHidden(chloe, false)
  expect(done(await cpd.readinessOfTeam(amara, teams.east))).toContainEqual({
    person: chloe.person,
    state: 'not-yet',
  })
})

test('a ready piece is dated today at the latest', async () => {
  const { cpd, people } = await openRecord()
  const { id } = cpd.blankPage(people.ben).entry
  const ahead = complete('it', { 'date-day': '28', 'date-month': '11' })
  expect(await cpd.markReady(people.ben, id, saveOf(ahead), { isNew: true })).toMatchObject({
    error: { field: 'date' },
  })
  expect(done(await cpd.entry(people.ben, id)).entry.fields.date).toBe(day.parse('2026-11-28'))
})
