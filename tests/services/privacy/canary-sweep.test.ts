import { strFromU8, unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { entryForm } from '#server/cpd/rules/entry/entry.ts'
import { newNoteForm } from '#server/notes/rules/note-form.ts'
import {
  diaryEntryId,
  jobId,
  entryId,
  roomId,
  shareCommentId,
  toolkitId,
} from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { roomFact } from '#tests/support/signed-evidence.ts'
import { startProduct, type Product } from '#tests/support/product.ts'
import { actorNamed, command, scheduledRoom, teamOf } from '#tests/support/one-room.ts'

/** One string for each private field: found anywhere else, it tells which one leaked. */
const canary = {
  reflection: 'canary-reflection-7d1c',
  note: 'canary-note-2b9e',
  draft: 'canary-draft-c05a',
  unrevealed: 'canary-unrevealed-91f4',
  learnt: 'canary-learnt-66ab',
  peerLearning: 'canary-peer-3e70',
  entry: 'canary-entry-f8d2',
  entryOther: 'canary-entry-other-27ab',
  moduleNote: 'canary-module-note-58c3',
  diary: 'canary-diary-a41e',
  brought: 'canary-brought-4e06',
}
/** What Ben shares with Grace alone: his words in one more entry, and what she wrote to him about it. */
const sharedCanary = { shared: 'canary-shared-0c9f', comment: 'canary-comment-77e1' }
/** A file that Ben has asked for, which holds all of his record. */
const job = jobId.parse('7c1f0d5e-51d2-4b5c-9a53-3f0f6a2f9b10')
const everybody = ['amara', 'chloe', 'dev', 'ewa', 'farid', 'grace', 'hana', 'idris', 'jo']

test('T2: nobody but their owner is ever sent a private word, and none is logged', async () => {
  const product = await startProduct()
  const room = await writeEverywhere(product)

  for (const name of everybody.filter((one) => one !== 'grace')) {
    const cookie = await product.cookieOf(`${name}@northbridge.example`)
    expect(found(await crawl(product, cookie, room)), `sent to ${name}`).toEqual([])
  }
  const grace = await crawl(product, await product.cookieOf('grace@northbridge.example'), room)
  expect(found(grace).sort(), 'sent to whom it was shared with').toEqual(['comment', 'shared'])
  expect(found(await crawl(product, null, room)), 'sent to nobody').toEqual([])
  const wall = await wallOf(product, room)
  expect(wall).toContain('Write')
  expect(found(wall), 'sent to a wall with a display address').toEqual([])
  expect(found(product.logged.join('\n')), 'logged').toEqual([])

  const all = Object.keys({ ...canary, ...sharedCanary }).sort()
  expect(found(await handedOn(product)), 'in signed evidence').toEqual([])

  // ★ The same crawl finds them all where they belong, so it would have seen a leak.
  const own = await crawl(product, await product.cookieOf('ben@northbridge.example'), room)
  expect(found(own).sort()).toEqual(all)

  // Once Ben stops sharing, whom he shared it with is sent nothing of it any more, from that moment.
  const ben = await actorNamed(product, 'Ben')
  const [share] = await product.services.sharing.shared(ben)
  if (!share) throw new Error('nothing was shared')
  const ofGrace = await product.cookieOf('grace@northbridge.example')
  expect((await product.get(`/shared/${share.id}`, ofGrace)).status).toBe(200)
  expect((await product.services.sharing.end(ben, share.id)).ok).toBe(true)
  for (const path of [`/shared/${share.id}`, `/shared/${share.id}.data`, '/shared', '/']) {
    const answer = await product.get(path, ofGrace)
    expect(answer.status === 200, path).toBe(path === '/shared' || path === '/')
    expect(found(await answer.text()), path).toEqual([])
  }

  // They are on the disk, in the tables of their owner: the search itself can find them.
  const file = readFileSync(product.file, 'latin1') + readFileSync(`${product.file}-wal`, 'latin1')
  expect(found(file).sort()).toEqual(all)
}, 240_000)

/** All that a wall screen is sent: the page, its data, and what it asks for every two seconds. */
async function wallOf(product: Product, room: string): Promise<string> {
  const amara = await actorNamed(product, 'Amara')
  const made = await product.services.rooms.makeDisplay(amara, roomId.parse(room))
  if (!made.ok) throw new Error(made.error.message)
  const query = `?display=${made.value.secret}`
  const json = { accept: 'application/json' }
  const texts = [
    await product.get(`/rooms/${room}/screen${query}`, null),
    await product.get(`/rooms/${room}/screen.data${query}`, null),
    await product.get(`/rooms/${room}/screen${query}`, null, json),
  ].map(async (answer) => {
    expect(answer.status).toBe(200)
    return answer.text()
  })
  expect(product.logged.join('\n'), 'the secret is not logged').not.toContain(made.value.secret)
  return (await Promise.all(texts)).join('\n')
}

/** All that Ben can hand on of his evidence: verify link, bundle, credential, xAPI. */
async function handedOn(product: Product): Promise<string> {
  const { db, services } = product
  const ben = await actorNamed(product, 'Ben')
  const { person, organisation } = ben
  const { id } = await db.tx((tx) =>
    services.evidence.attestIn(tx, { person, organisation, key: 'room', fact: roomFact }),
  )
  const link = await services.proofs.makeAddress(ben, id)
  const secret = link.ok ? link.value.secret : ''
  const cookie = await product.cookieOf('ben@northbridge.example')
  const zip = await product.get('/cpd/evidence/bundle?name=yes', cookie)
  const evidence = services.proofs.textOf(new Uint8Array(await zip.arrayBuffer()))
  const texts = [
    evidence ?? '',
    await textOf(`/verify/${id}?secret=${secret}`, null),
    await textOf(`/verify/${id}.data?secret=${secret}`, null),
    await textOf(`/cpd/evidence/${id}/credential?name=yes`, cookie),
    await textOf('/cpd/evidence/xapi?name=yes', cookie),
    await textOf('/cpd/evidence', cookie),
  ]
  for (const text of texts) expect(text).toContain(roomFact.title)
  for (const shown of texts.slice(1, 3)) expect(shown).not.toMatch(/Ben|ben@|northbridge\.example/)
  expect(product.logged.join('\n'), 'the secret is not logged').not.toContain(secret)

  // Whoever has a stopped link cannot tell it from one that never was.
  const [proof] = await services.proofs.ownProofs(ben)
  await services.proofs.stopAddress(ben, proof?.addresses[0]?.address ?? '')
  const refused = [secret, 'x'.repeat(22)].map(async (tried) => {
    const answer = await product.get(`/verify/${id}?secret=${tried}`, null)
    expect(answer.status).toBe(404)
    // Two numbers of the request itself aside.
    return (await answer.text()).replace(/nonce="[^"]*"|"reference\\",\\"[0-9a-f]{8}/g, '')
  })
  const [stopped, unknown] = await Promise.all(refused)
  expect(stopped).toBe(unknown)
  return texts.join('\n')

  async function textOf(path: string, by: string | null): Promise<string> {
    const answer = await product.get(path, by)
    expect(answer.status, path).toBe(200)
    return answer.text()
  }
}

function found(text: string): string[] {
  return Object.entries({ ...canary, ...sharedCanary }).flatMap(([name, word]) =>
    text.includes(word) ? [name] : [],
  )
}

/** Ben writes a canary into every private field there is; answers the room that he writes in. */
async function writeEverywhere(product: Product): Promise<string> {
  const { services } = product
  const [amara, ben] = [await actorNamed(product, 'Amara'), await actorNamed(product, 'Ben')]
  const cookie = await product.cookieOf('ben@northbridge.example')
  const release = await services.toolkits.current(toolkitId.parse('participation'))
  const section = release?.sections.find((one) =>
    one.items.some((item) => item.type === 'reflection'),
  )
  const reflection = section?.items.find((item) => item.type === 'reflection')
  if (!release || !section || !reflection) throw new Error('the toolkit has no reflection')
  const kept = await services.learning.saveReflection(
    ben,
    release.toolkit,
    section.id,
    reflection.id,
    canary.reflection,
  )
  expect(kept.ok).toBe(true)
  const note = newNoteForm.parse({
    ...{ note: crypto.randomUUID(), release: release.hash },
    text: canary.moduleNote,
  })
  expect((await services.notes.add(ben, release.toolkit, section.id, note)).ok).toBe(true)
  const day = {
    id: diaryEntryId.parse(crypto.randomUUID()),
    date: londonDay(Date.now()),
    text: canary.diary,
  }
  expect((await services.diary.add(ben, day)).ok).toBe(true)

  const room = await scheduledRoom(product)
  const seat = { seat: 1 }
  await command(product, amara, room, { type: 'room.open', expect: seat })
  await command(product, amara, room, { type: 'room.start', expect: seat })
  for (const phase of ['welcome', 'read-1', 'round', 'write']) {
    if (phase === 'write') break
    await command(product, amara, room, { type: 'phase.next', expect: { ...seat, phase } })
    await expect
      .poll(async () => (await snapshot(product, room)).view.current, { timeout: 20_000 })
      .not.toBe(phase)
  }
  const phase = 'write'
  await command(product, ben, room, {
    type: 'card.post',
    body: { text: canary.unrevealed },
    expect: { phase },
  })
  await command(product, ben, room, {
    type: 'draft.save',
    body: { phase, field: 'card', text: canary.draft },
  })
  await command(product, ben, room, {
    type: 'draft.save',
    body: { phase, field: 'note', text: canary.note },
  })
  await command(product, ben, room, {
    type: 'learning.save',
    body: { learnt: canary.learnt, peerLearning: canary.peerLearning },
  })
  const entry = crypto.randomUUID()
  const saved = await product.post(
    `/cpd/entries/${entry}/save`,
    {
      intent: 'save',
      entry,
      revision: '0',
      new: 'yes',
      writer: crypto.randomUUID(),
      learnt: canary.entry,
      // A question that only one regulator asks: its answer is as private as any.
      'other-evidence': canary.entryOther,
    },
    cookie,
  )
  expect(saved.status, await saved.text()).toBe(200)
  const brought = await services.cpd.importJson(ben, fileFromElsewhere())
  expect(brought).toMatchObject({ ok: true, value: { added: 1, brought: 1 } })
  expect((await services.cpd.startExport(ben, job, { kind: 'everything' }, 'csv')).ok).toBe(true)
  await services.jobs.idle()
  await shareWithGrace(product)
  return room

  async function snapshot({ services: { rooms } }: Product, id: typeof room) {
    const own = await rooms.snapshot(ben, id)
    if (!own.ok) throw new Error(own.error.message)
    return own.value
  }
}

/** Ben writes one more entry and shares it with Grace, a manager of another team, who comments. */
async function shareWithGrace(product: Product): Promise<void> {
  const { services } = product
  const [ben, grace] = [await actorNamed(product, 'Ben'), await actorNamed(product, 'Grace')]
  const id = entryId.parse(crypto.randomUUID())
  const { written } = entryForm.parse({ learnt: sharedCanary.shared })
  expect((await services.cpd.create(ben, id, { written, revision: 0, writer: null })).ok).toBe(true)
  const whom = { email: 'grace@northbridge.example' }
  const made = await services.sharing.share(ben, id, { whom, right: 'comment', days: 30 })
  if (!made.ok) throw new Error(made.error.message)
  const comment = shareCommentId.parse(crypto.randomUUID())
  const said = { comment, text: sharedCanary.comment }
  expect((await services.sharing.comment(grace, made.value, said)).ok).toBe(true)
}

/** A record that another installation made, with a fact that it attested. */
function fileFromElsewhere(): Buffer {
  const at = '2026-01-02T03:04:05.000Z'
  const id = '5a8d2f30-0f65-4c57-8d0a-5a0f64e4c001'
  const fact = {
    ...{ kind: 'module-completed', toolkit: 'silence', title: canary.brought, version: '1.0.0' },
    ...{ release: 'ab'.repeat(32), sections: 1, checks: 1, activeMinutes: 5, completedAt: at },
  }
  const none = { description: '', learnt: '', impact: '', peerLearning: '', others: {} }
  const entry = {
    ...{ id, title: 'x', status: 'draft', activityType: null, date: null, typedDate: null },
    ...{ ...none, standards: [], minutes: null, participatoryMinutes: null },
    ...{ evidence: [{ id, attestedAt: at, fact }] },
    ...{ createdAt: at, savedAt: at, submittedAt: null },
  }
  const file = {
    ...{ format: 'casecircle-cpd', version: 2, exportedAt: at, scope: { kind: 'everything' } },
    person: { name: 'Ben', jobTitle: 'Social worker' },
    profile: { id: 'swe', name: 'SWE', validFrom: '2021-12-01', questions: [] },
    entries: [entry],
  }
  return Buffer.from(JSON.stringify(file))
}

/** Everything that can be had by following links and by the room's own addresses, as one text. */
async function crawl(product: Product, cookie: string | null, room: string): Promise<string> {
  const team = teamOf(await actorNamed(product, 'Amara'))
  const open = [
    '/',
    '/cpd',
    '/cpd/export',
    '/shared',
    '/diary',
    '/diary/export',
    '/recall',
    '/cpd/export/csv?scope=everything',
    '/cpd/export/json?scope=everything',
    '/cpd/import',
    `/downloads/${job}`,
    `/downloads/${job}/file`,
    '/toolkits',
    '/account',
    '/account/invitations',
    '/account/registrations',
    '/account/everything/zip',
    '/account/calendar/file',
    '/account/reads',
    '/search?q=canary',
    '/organisation',
    '/organisation/people',
    '/organisation/teams',
    '/organisation/audit',
    '/organisation/audit/file',
    `/teams/${team}`,
    `/teams/${team}/export`,
    `/rooms/${room}`,
    `/rooms/${room}/summary`,
    `/rooms/${room}/snapshot`,
    `/rooms/${room}/events?stream=room&since=0`,
    `/rooms/${room}/events?stream=staff&since=0`,
  ]
  const seen = new Set<string>()
  const texts: string[] = []
  for (let path = open.shift(); path !== undefined && seen.size < 300; path = open.shift()) {
    if (seen.has(path) || /^\/(assets|sign-|media)/.test(path)) continue
    // Ben wrote in the sections of one toolkit: the others' own pages are met at their front.
    if (/^\/toolkits\/(?!participation\b)[^/]+\/./.test(path)) continue
    seen.add(path)
    const answer = await product.get(path, cookie)
    const text = await textOf(answer)
    texts.push(text)
    if (!path.includes('.data') && /text\/html/.test(answer.headers.get('content-type') ?? '')) {
      const data = path === '/' ? '/_root.data' : `${path.split('?')[0] ?? path}.data`
      texts.push(await (await product.get(data, cookie)).text())
      for (const [, link = ''] of text.matchAll(/(?:href|action)="(\/[^"#]*)/g)) {
        open.push(link.replaceAll('&amp;', '&'))
      }
    }
  }
  return texts.join('\n')
}

/** What an answer says; of an archive, what is in its files. */
async function textOf(answer: Response): Promise<string> {
  if (answer.headers.get('content-type') !== 'application/zip') return answer.text()
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return Object.values(files)
    .map((one) => strFromU8(one))
    .join('\n')
}
