import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageOf, knownCodes, tagForm, type Learnt } from '#server/standards/rules/coverage.ts'
import type { Framework } from '#server/toolkits/rules/format.ts'

const pcf: Framework = {
  id: 'pcf',
  title: 'Capabilities',
  standards: [
    { code: 'PCF1', title: 'Professionalism' },
    { code: 'PCF2', title: 'Values' },
  ],
}
const swe: Framework = {
  id: 'swe',
  title: 'Standard 4',
  standards: [
    { code: 'SWE 4.1', title: 'Feedback' },
    { code: 'SWE 4.6', title: 'Reflection' },
  ],
}

test('shows which standards are touched, by what, and which are not; most touched first', () => {
  const learnt: Learnt[] = [
    { kind: 'module', title: 'Participation', standards: ['SWE 4.6', 'SWE 4.1'] },
    { kind: 'room', title: 'Participation', standards: ['SWE 4.6'] },
    { kind: 'entry', title: 'Reading', standards: ['PCF2', 'gone'] },
    { kind: 'entry', title: 'Reading', standards: ['PCF2'] },
  ]
  const covered = coverageOf([pcf, swe], learnt)
  expect(covered.map(({ id, touched }) => [id, touched])).toEqual([
    ['swe', 2],
    ['pcf', 1],
  ])
  expect(covered[0]?.standards[1]?.by).toEqual([
    { kind: 'module', title: 'Participation' },
    { kind: 'room', title: 'Participation' },
  ])
  expect(covered[1]?.standards.map(({ by }) => by)).toEqual([
    [],
    [{ kind: 'entry', title: 'Reading' }],
  ])
})

test('nothing learnt touches nothing, and every standard is still there', () => {
  expect(coverageOf([pcf, swe], []).flatMap((one) => one.standards.map(({ by }) => by))).toEqual([
    [],
    [],
    [],
    [],
  ])
})

test('only codes that there are can be tagged, in the order of the frameworks', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<string>('PCF2', 'SWE 4.1', 'PCF1', 'x', '')), (chosen) => {
      const kept = knownCodes([pcf, swe], chosen)
      expect(kept).toEqual(['PCF1', 'PCF2', 'SWE 4.1'].filter((code) => chosen.includes(code)))
    }),
  )
  expect(tagForm.parse({})).toEqual({ standard: [] })
  expect(tagForm.parse({ standard: 'PCF1' })).toEqual({ standard: ['PCF1'] })
})
