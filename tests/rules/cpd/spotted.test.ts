import { expect, test } from 'vitest'
import { entryChecks } from '#server/cpd/rules/readiness/entry-checks.ts'
import { gapLine } from '#server/cpd/rules/readiness/gap-line.ts'
import type { Rule } from '#server/cpd/rules/regulator/profile.ts'
import { identifyingLeft, readinessOf } from '#server/cpd/rules/readiness/readiness.ts'
import {
  spottedChoice,
  spottedIn,
  withSpottedChanged,
} from '#server/cpd/rules/confidentiality/spotted.ts'
import { yearOf } from '#server/cpd/rules/regulator/year.ts'
import { day } from '#server/platform/rules/london.ts'
import { piece, socialWorkEngland as swe } from './cpd-cast.ts'

const year = yearOf(swe, day.parse('2026-05-14'))
const titleOf = () => 'Supervision'
const telling = { learnt: 'I rang Mr Okafor, and then Mrs Begum on 07700 900123.' }

test('each button changes its own place and no other', () => {
  const { fields } = piece(1, { fields: telling })
  const [first, second, third] = spottedIn(fields.learnt)
  if (!first || !second || !third) throw new Error('Three places were expected.')
  expect(withSpottedChanged(fields, spottedChoice('learnt', second))).toEqual({
    field: 'learnt',
    fields: {
      ...fields,
      learnt: 'I rang Mr Okafor, and then this person on 07700 900123.',
    },
  })
  expect(spottedChoice('learnt', third)).toBe('learnt:phone:0')
})

test('a choice that names no place changes nothing', () => {
  const { fields } = piece(1, { fields: telling })
  for (const choice of ['', 'learnt', 'learnt:person:2', 'date:person:0', 'learnt:nobody:0']) {
    expect(withSpottedChanged(fields, choice)).toBeNull()
  }
})

test('readiness tells of what is left, as the regulator’s rule with its source, and never blocks', () => {
  const entries = [piece(1, { fields: telling }), piece(2, { fields: { peerLearning: 'More.' } })]
  expect(readinessOf(swe, year, entries).isMet).toBe(true)
  const [gap, ...others] = identifyingLeft(year, entries)
  expect(others).toEqual([])
  if (!gap) throw new Error('a gap was expected')
  expect(gap).toMatchObject({ basis: 'advice', count: 3, link: { field: 'learnt' } })
  const rule: Rule = { text: 'Leave out who it was.', sources: ['page'], for: ['identifying'] }
  const strict = { ...swe, rules: [...swe.rules, rule] }
  expect(gapLine(gap, { profile: strict, year, titleOf })).toEqual({
    state: 'note',
    text: 'Identifying details left? Supervision',
    detail:
      '3 things could show who someone is. Leave out who it was. The check knows patterns only. You decide.',
    basis: 'Social Work England’s rule. Source: A page, read 25 November 2026.',
    link: gap.link,
  })
  expect(gapLine(gap, { profile: swe, year, titleOf }).basis).toBe('Our advice.')
})

test('an entry’s own checklist tells of it, and says nothing where nothing is found', () => {
  const [spotted, plain] = [piece(1, { fields: telling }), piece(2)]
  const lines = (of: typeof plain) => entryChecks(swe, year, of, [of]).map(({ text }) => text)
  expect(lines(spotted)).toContain('3 things could show who someone is')
  expect(lines(plain).join()).not.toMatch(/anonym|identif|who someone is/)
})
