import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#server/platform/rules/london.ts'
import type { Entry } from '#server/cpd/rules/entry/entry.ts'
import { headline, yearChecklist } from '#server/cpd/rules/readiness/checklist.ts'
import { entryChecks } from '#server/cpd/rules/readiness/entry-checks.ts'
import { gapLine } from '#server/cpd/rules/readiness/gap-line.ts'
import { missing, readinessOf } from '#server/cpd/rules/readiness/readiness.ts'
import { yearOf } from '#server/cpd/rules/regulator/year.ts'
import { entryNumber, evidenceNumber, piece, socialWorkEngland as swe } from './cpd-cast.ts'

const year = yearOf(swe, day.parse('2026-05-14'))
const reasons = (entries: Entry[]) => missing(swe, year, entries).map((gap) => gap.reason)
const withPeer = { peerLearning: 'A colleague asked it differently.' }
const titleOf = () => 'Supervision'

test('two different ready pieces, one with peer reflection, meet the year', () => {
  const entries = [piece(1), piece(2, { fields: withPeer })]
  expect(missing(swe, year, entries)).toEqual([])
  expect(headline(swe, readinessOf(swe, year, entries))).toBe(
    "You have met this year's requirement.",
  )
})

test('where a part is not counted, reaching the rest promises no more than that', () => {
  const some = { ...swe, notCounted: 'the eight elements' }
  const said = headline(some, { isMet: true })
  expect(said).toBe('You have met what is counted here. Not counted: the eight elements.')
  expect(headline(some, { isMet: false })).toBe('Not met yet.')
})

test('nothing recorded: two pieces and a peer reflection are missing', () => {
  expect(missing(swe, year, [])).toMatchObject([
    { reason: 'too-few', basis: 'regulator', count: 2, link: { kind: 'new-entry' } },
    { reason: 'peer', count: 1 },
  ])
  expect(headline(swe, readinessOf(swe, year, []))).toBe('Not met yet.')
})

test('a draft does not count, and the gap says what it still needs', () => {
  const draft = piece(1, { status: 'draft', fields: { impact: '' } })
  const gaps = missing(swe, year, [draft, piece(2, { fields: withPeer })])
  expect(gaps).toMatchObject([
    { reason: 'draft', entry: draft.id, fields: ['impact'], link: { field: 'impact' } },
  ])
  const [gap] = gaps
  if (!gap) throw new Error('a gap was expected')
  expect(gapLine(gap, { profile: swe, year, titleOf })).toMatchObject({
    text: 'Still a draft: Supervision',
    detail: 'Still to write: the good it will do.',
  })
})

test('a draft beside enough ready pieces is no gap', () => {
  const entries = [piece(1), piece(2, { fields: withPeer }), piece(3, { status: 'draft' })]
  expect(reasons(entries)).toEqual([])
})

test('a date outside the year does not count and is asked about', () => {
  const dated = piece(1, { fields: { date: day.parse('2025-11-30') } })
  expect(reasons([dated, piece(2, { fields: withPeer })])).toEqual(['outside-year'])
  const first = piece(1, { fields: { date: day.parse('2025-12-01') } })
  expect(reasons([first, piece(2, { fields: withPeer })])).toEqual([])
})

test("last year's own pieces are no gap of this year", () => {
  const old = piece(1, {
    fields: { date: day.parse('2025-06-01') },
    createdAt: Date.parse('2025-06-01T10:00:00Z'),
  })
  expect(reasons([old])).toEqual(['too-few', 'peer'])
})

test('two identical pieces are one piece, whatever the spacing and case', () => {
  const one = piece(1, { fields: withPeer })
  const again = piece(2, {
    fields: { ...one.fields, learnt: `  ${one.fields.learnt.toUpperCase()}!  ` },
  })
  expect(reasons([one, again])).toEqual(['same'])
})

test('of two identical pieces the one with a peer reflection counts', () => {
  const one = piece(1)
  const again = piece(2, { fields: { ...one.fields, ...withPeer } })
  expect(reasons([one, again, piece(3)])).toEqual([])
})

test('near duplicates are advice and never stop anybody', () => {
  const text =
    'I filled the silence with my own explanation and decided too early who the risk was.'
  const shared = { description: 'A case reflection with my team on a quiet child.', learnt: text }
  const one = piece(1, { fields: { ...shared, ...withPeer, impact: 'I will wait longer.' } })
  const two = piece(2, { fields: { ...shared, impact: 'I will wait much longer.' } })
  const readiness = readinessOf(swe, year, [one, two])
  expect(readiness.isMet).toBe(true)
  expect(readiness.gaps).toMatchObject([{ reason: 'similar', basis: 'advice' }])
})

test('however many pieces look alike, each is told once', () => {
  const many = Array.from({ length: 900 }, (_, at) =>
    piece(at + 1, {
      fields: {
        description: `Number ${at}: the same supervision about waiting for what a child says or shows.`,
        learnt: 'I learnt to wait for what a child says, and to write down what the child does.',
        impact: 'Families will notice that somebody waits for them before the next question.',
      },
    }),
  )
  const told = readinessOf(swe, year, many).gaps.filter(({ reason }) => reason === 'similar')
  expect(told).toHaveLength(899)
  expect(new Set(told.map(({ entry }) => entry)).size).toBe(899)
})

test('a long record is held against a long year before it without looking at every pair', () => {
  const used = Array.from({ length: 2_000 }, (_, n) =>
    piece(n + 1, { fields: { date: day.parse('2025-06-01') } }),
  )
  const again = used.map(({ fields }, n) =>
    piece(n + 5_001, { fields: { ...fields, date: day.parse('2026-05-14') } }),
  )
  const { counted, gaps } = readinessOf(swe, year, [...used, ...again])
  expect(counted).toEqual([])
  expect(gaps.filter(({ reason }) => reason === 'used-last-year')).toHaveLength(2_000)
  // Where nothing was used before, every pair would have to be looked at.
  const fresh = used.map((_, n) => piece(n + 5_001))
  expect(readinessOf(swe, year, [...used, ...fresh]).counted).toHaveLength(2_000)
})

test('what was used for last year is not used again', () => {
  const before = piece(9, {
    fields: { date: day.parse('2025-06-01') },
    createdAt: Date.parse('2025-06-01T10:00:00Z'),
  })
  const again = piece(1, { fields: { ...before.fields, date: day.parse('2026-05-14') } })
  expect(reasons([before, again, piece(2, { fields: withPeer })])).toEqual(['used-last-year'])
})

test('peer reflection missing points to the draft in which it already stands', () => {
  const draft = piece(3, { status: 'draft', fields: withPeer, evidence: [evidenceNumber(3)] })
  const gaps = missing(swe, year, [piece(1), piece(2), draft])
  expect(gaps).toMatchObject([{ reason: 'peer', entry: draft.id }])
})

test('the year at a glance names each piece', () => {
  const draft = piece(2, { status: 'draft', fields: withPeer })
  expect(yearChecklist(swe, year, [piece(1), draft], titleOf)).toEqual([
    {
      state: 'done',
      text: 'First piece: ready',
      detail: 'Supervision, 14 May',
      link: { kind: 'entry', entry: entryNumber(1) },
    },
    {
      state: 'part',
      text: 'Second piece: on its way',
      detail: 'Supervision, still a draft',
      link: { kind: 'entry', entry: entryNumber(2) },
    },
    {
      state: 'part',
      text: 'Peer reflection: on its way',
      detail: 'Written in a draft',
      link: { kind: 'entry', entry: entryNumber(2) },
    },
  ])
})

test('the peer question is optional on each piece, required on one', () => {
  const plain = piece(1)
  const states = (entries: Entry[]) =>
    entryChecks(swe, year, plain, entries).find((line) => line.text.startsWith('Peer'))?.state
  expect(states([plain])).toBe('miss')
  expect(states([plain, piece(2, { fields: withPeer })])).toBe('note')
})

const anyEntry = fc
  .record({
    id: fc.integer({ min: 1, max: 40 }),
    status: fc.constantFrom('draft', 'ready'),
    date: fc.constantFrom('2025-11-30', '2025-12-01', '2026-02-28', '2026-11-30', '2026-12-01'),
    text: fc.constantFrom('', 'one', 'two', 'three', 'One.'),
    peer: fc.constantFrom('', 'A colleague helped.'),
    impact: fc.constantFrom('', 'It helps.'),
    begun: fc.constantFrom('2025-07-01T10:00:00Z', '2026-05-14T10:00:00Z'),
  })
  .map(({ id, status, date, text, peer, impact, begun }) =>
    piece(id, {
      status: status === 'draft' ? 'draft' : 'ready',
      fields: {
        date: day.parse(date),
        description: text,
        learnt: text,
        impact,
        peerLearning: peer,
      },
      createdAt: Date.parse(begun),
    }),
  )
const anyEntries = fc.uniqueArray(anyEntry, { maxLength: 8, selector: (entry) => entry.id })

test('adding a ready entry never adds a "too few" gap, nor makes it larger', () => {
  fc.assert(
    fc.property(anyEntries, anyEntry, (entries, drawn) => {
      const added: Entry = { ...drawn, id: entryNumber(99), status: 'ready' }
      const tooFew = (all: Entry[]) =>
        missing(swe, year, all).find((gap) => gap.reason === 'too-few')?.count ?? 0
      expect(tooFew([...entries, added])).toBeLessThanOrEqual(tooFew(entries))
    }),
    { numRuns: 2000 },
  )
})

test('the order of the entries changes nothing, and no reading ever changes them', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const before = JSON.stringify(entries)
      const first = readinessOf(swe, year, entries)
      expect(readinessOf(swe, year, [...entries].reverse())).toEqual(first)
      expect(JSON.stringify(entries)).toBe(before)
    }),
    { numRuns: 1000 },
  )
})

test('met means exactly: no gap that the regulator asks for', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const { isMet, gaps, counted } = readinessOf(swe, year, entries)
      expect(isMet).toBe(gaps.every((gap) => gap.basis === 'advice'))
      if (isMet) expect(counted.length).toBeGreaterThanOrEqual(2)
      for (const gap of gaps) {
        expect(gapLine(gap, { profile: swe, year, titleOf }).text).not.toMatch(/undefined|NaN/)
      }
    }),
    { numRuns: 2000 },
  )
})

test('only ready entries of the year count, and each of them has what the form requires', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      for (const id of readinessOf(swe, year, entries).counted) {
        const entry = entries.find((one) => one.id === id)
        expect(entry?.status).toBe('ready')
        expect(entry?.fields.impact).not.toBe('')
        expect(entry?.fields.date && entry.fields.date >= year.starts).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})
