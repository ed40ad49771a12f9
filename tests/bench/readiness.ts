import { resolve } from 'node:path'
import { readProfiles } from '#server/cpd/profiles.server.ts'
import { blankEntry, type Entry } from '#server/cpd/rules/entry/entry.ts'
import { isReady } from '#server/cpd/rules/readiness/readiness.ts'
import { cycleOn } from '#server/cpd/rules/regulator/registration.ts'
import { isWithin } from '#server/cpd/rules/regulator/year.ts'
import { entryId, personId } from '#server/platform/rules/ids.ts'
import { addDays, day } from '#server/platform/rules/london.ts'
import { median, type Row } from './figures.ts'

const piecesEach = 12
const wordsEach = 60
const regulators = ['swe', 'nmc', 'sssc', 'hcpc']

/**
 * Whether so many people are ready, each with a dozen pieces, by four regulators' rules in turn,
 * against reading the same pieces once and counting those that are ready and of the year.
 */
export function benchReadiness(rounds: number, people: number): Promise<Row[]> {
  const today = day.parse('2026-11-27')
  const profiles = readProfiles(resolve(import.meta.dirname, '..', '..', 'content'))
  const records = Array.from({ length: people }, (_one, person) => {
    const regulator = regulators[person % regulators.length] ?? 'swe'
    const rules = cycleOn(profiles, { regulator, endsOn: day.parse('2027-03-31') }, today)
    if (!rules) throw new Error(`There is no regulator ${regulator}.`)
    return { ...rules, entries: Array.from({ length: piecesEach }, (_two, n) => piece(person, n)) }
  })
  const measured: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const ours = timed(() =>
      records.filter(({ profile, year, entries }) => isReady(profile, year, entries)),
    )
    const bare = timed(() =>
      records.filter(({ year, entries }) => {
        const ready = entries.filter(
          ({ status, fields }) => status === 'ready' && isWithin(year, fields.date),
        )
        return ready.length >= 2 && ready.some(({ fields }) => fields.learnt.trim() !== '')
      }),
    )
    // The first round warms both up.
    if (round === 0) continue
    measured.ours.push(ours)
    measured.bare.push(bare)
  }
  const what = `Readiness of ${people.toLocaleString('en-GB')} people`
  const [ours, bare] = [median(measured.ours), median(measured.bare)]
  return Promise.resolve([{ what, unit: 'ms', ours, bare, target: '2,000 ms for 2,000 people' }])
}

function piece(person: number, n: number): Entry {
  const id = `${person.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
  const owner = personId.parse(id)
  const blank = blankEntry(entryId.parse(id), owner, Date.parse('2026-01-01T10:00:00Z'))
  const words = (of: string) =>
    Array.from({ length: wordsEach }, (_one, at) => `${of}${(person * 7 + n * 13 + at * 3) % 997}`)
  return {
    ...blank,
    status: n % 3 === 0 ? 'draft' : 'ready',
    fields: {
      ...blank.fields,
      ...{ activityType: n % 2 === 0 ? 'supervision' : 'feedback' },
      date: addDays(day.parse('2025-12-20'), n * 25),
      ...{ description: words('d').join(' '), learnt: words('l').join(' ') },
      ...{ impact: words('i').join(' '), peerLearning: n % 4 === 0 ? 'A colleague saw it.' : '' },
    },
    ...{ minutes: 60 + n * 5, participatoryMinutes: 30, standards: [`SSSC ${(n % 8) + 1}`] },
  }
}

function timed(work: () => unknown): number {
  const at = performance.now()
  work()
  return performance.now() - at
}
