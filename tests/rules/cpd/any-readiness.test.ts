import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#server/platform/rules/london.ts'
import { yearChecklist } from '#server/cpd/rules/readiness/checklist.ts'
import { entryChecks } from '#server/cpd/rules/readiness/entry-checks.ts'
import type { Entry } from '#server/cpd/rules/entry/entry.ts'
import { gapLine } from '#server/cpd/rules/readiness/gap-line.ts'
import { gapReasons } from '#server/cpd/rules/readiness/gap-reason.ts'
import { profile, type Profile } from '#server/cpd/rules/regulator/profile.ts'
import { isReady, readinessOf } from '#server/cpd/rules/readiness/readiness.ts'
import { yearOf } from '#server/cpd/rules/regulator/year.ts'
import { entryNumber, piece, socialWorkEngland as swe } from './cpd-cast.ts'

const codes = ['X 1', 'X 2', 'X 3']
const few = fc.integer({ min: 0, max: 4 })

/** Any rule set: what a regulator could ask, in any mixture. */
const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    ...{ pieces: few, mustDiffer: fc.boolean(), peers: fc.integer({ min: 0, max: 2 }) },
    naming: fc.constantFrom('job-title', 'name'),
    ...{ hours: few, participatory: few, kinds: few, accounts: few, feedback: few },
    elements: fc.subarray(codes),
    months: fc.constantFrom(12, 24, 36),
    known: fc.subarray([
      'used-last-year',
      'draft',
      'unfinished',
      'impact',
      'outside-year',
    ] as const),
  })
  .map((drawn) => {
    const { pieces, peers, elements } = drawn
    const asked = gapReasons.filter(
      (reason) =>
        !['used-last-year', 'draft', 'unfinished', 'impact', 'outside-year', 'similar'].includes(
          reason,
        ),
    )
    return profile.parse({
      ...{ id: 'any', name: 'Any Regulator', validFrom: '2000-01-01', validTo: null },
      cycle: { kind: 'anniversary', months: drawn.months },
      pieces: { min: pieces, mustDiffer: drawn.mustDiffer },
      peer: {
        min: pieces === 0 ? peers : Math.min(peers, pieces),
        naming: drawn.naming,
        groupCounts: true,
      },
      hours: drawn.hours,
      participatoryHours: drawn.participatory,
      activityKinds: drawn.kinds,
      coverage:
        elements.length === 0
          ? []
          : [
              {
                ...{ reason: 'coverage', name: 'elements', framework: 'any' },
                elements: elements.map((code) => ({ code, title: `Element ${code}` })),
              },
            ],
      counts: [
        {
          ...{ reason: 'accounts', min: drawn.accounts, one: 'account', many: 'accounts' },
          fields: ['learnt', 'own-question'],
        },
        {
          ...{ reason: 'feedback', min: drawn.feedback, one: 'comment', many: 'comments' },
          activityType: 'supervision',
        },
      ],
      questions: 'ours',
      fields: [
        ...swe.fields,
        { id: 'own-question', question: 'What of your own?', required: false, kind: 'text' },
        { id: 'partner-agreed', question: 'They agreed.', required: false, kind: 'tick' },
        { id: 'partner-name', question: 'With whom?', required: false, kind: 'line' },
      ],
      activityTypes: swe.activityTypes,
      rules: [{ text: 'As drawn.', sources: ['page'], for: [...asked, ...drawn.known] }],
      advice: [],
      sources: { page: { title: 'A page', read: '2026-11-25' } },
    })
  })

const middle = day.parse('2026-05-14')
const anyEntry = fc
  .record({
    id: fc.integer({ min: 1, max: 40 }),
    status: fc.constantFrom<Entry['status'][]>('draft', 'ready'),
    days: fc.option(fc.integer({ min: -1500, max: 1500 })),
    text: fc.constantFrom('', 'one', 'two', 'three'),
    impact: fc.constantFrom('', 'It helps.'),
    peer: fc.constantFrom('', 'A colleague helped.'),
    type: fc.constantFrom(null, ...swe.activityTypes.map(({ id }) => id)),
    minutes: fc.option(fc.integer({ min: 0, max: 400 })),
    others: fc.option(fc.integer({ min: 0, max: 400 })),
    tags: fc.subarray([...codes, 'SWE 4.1']),
    own: fc.constantFrom<Record<string, string>[]>(
      {},
      { 'own-question': 'Mine.' },
      { 'partner-agreed': 'yes', 'partner-name': 'Nia' },
    ),
  })
  .map((drawn) =>
    piece(drawn.id, {
      status: drawn.status,
      fields: {
        ...{ activityType: drawn.type, description: drawn.text, learnt: drawn.text },
        ...{ impact: drawn.impact, peerLearning: drawn.peer, others: drawn.own },
        date: drawn.days === null ? null : addDays(middle, drawn.days),
      },
      ...{ minutes: drawn.minutes, participatoryMinutes: drawn.others, standards: drawn.tags },
    }),
  )
const anyEntries = fc.uniqueArray(anyEntry, { maxLength: 7, selector: (entry) => entry.id })
const anyEnd = fc.integer({ min: 0, max: 1200 }).map((n) => addDays(middle, n))
const anyCase = fc.tuple(anyProfile, anyEnd, anyEntries).map(([rules, endsOn, entries]) => {
  const own = { ...rules, endsOn }
  return { rules: own, year: yearOf(own, middle), entries }
})

test('adding a sound piece never makes anything worse, whatever a regulator asks', () => {
  fc.assert(
    fc.property(anyCase, anyEntry, ({ rules, year, entries }, drawn) => {
      const sound = piece(99, {
        ...drawn,
        ...{ id: entryNumber(99), status: 'ready' },
        fields: {
          ...drawn.fields,
          ...{ activityType: 'training', date: middle },
          ...{ description: 'Like nothing else', learnt: 'unlike', impact: 'all the others' },
        },
      })
      const before = readinessOf(rules, year, entries)
      const after = readinessOf(rules, year, [...entries, sound])
      expect(after.isMet || !before.isMet).toBe(true)
      before.needs.forEach((need, index) => {
        expect(after.needs[index]?.have).toBeGreaterThanOrEqual(need.have)
        expect(after.needs[index]?.need).toBe(need.need)
      })
      expect(after.counted).toEqual(expect.arrayContaining(before.counted))
    }),
    { numRuns: 1500 },
  )
})

test('the order of entries changes nothing, and no reading changes them', () => {
  fc.assert(
    fc.property(anyCase, ({ rules, year, entries }) => {
      const kept = JSON.stringify(entries)
      const first = readinessOf(rules, year, entries)
      expect(readinessOf(rules, year, [...entries].reverse())).toEqual(first)
      expect(JSON.stringify(entries)).toBe(kept)
    }),
    { numRuns: 800 },
  )
})

test('met means exactly that no gap is the regulator’s, and every gap says what to do in words', () => {
  fc.assert(
    fc.property(anyCase, ({ rules, year, entries }) => {
      const { isMet, gaps, needs } = readinessOf(rules, year, entries)
      expect(isMet).toBe(gaps.every((gap) => gap.basis === 'advice'))
      expect(isMet).toBe(needs.every(({ have, need }) => have >= need))
      expect(isReady(rules, year, entries)).toBe(isMet)
      const titleOf = () => 'A piece'
      const lines = [
        ...gaps.map((gap) => gapLine(gap, { profile: rules, year, titleOf })),
        ...yearChecklist(rules, year, entries, titleOf),
        ...entries.flatMap((entry) => entryChecks(rules, year, entry, entries)),
      ]
      for (const { text, detail = '', basis = '' } of lines) {
        expect(`${text} ${detail} ${basis}`).not.toMatch(/undefined|NaN|null|\[object/)
        expect(text).not.toBe('')
      }
    }),
    { numRuns: 1500 },
  )
})

test('★ what no rule stands behind is never told as the regulator’s', () => {
  fc.assert(
    fc.property(anyCase, ({ rules, year, entries }) => {
      for (const gap of readinessOf(rules, year, entries).gaps) {
        const hasRule = rules.rules.some((rule) => rule.for.includes(gap.reason))
        const { basis } = gapLine(gap, { profile: rules, year, titleOf: () => '' })
        if (gap.basis === 'regulator') expect(hasRule).toBe(true)
        if (!hasRule) expect(basis).toBe('Our advice.')
        else expect(basis).toContain('Any Regulator’s rule. Source: A page, read 25 November 2026')
      }
    }),
    { numRuns: 800 },
  )
})
