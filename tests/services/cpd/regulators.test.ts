import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { countsNothing } from '#server/cpd/rules/regulator/profile.ts'
import { content, profiles } from './cpd-record.ts'

/** Pages that were read themselves. What is known only from a mirror or a trade site is not here. */
const readPages = new Set([
  ...['SWE-need', 'SWE-peer', 'SWE-peer-2021', 'SWE-record-new', 'SWE-renew', 'SWE-prog-2024'],
  ...['SWE-novalid', 'RiP-2023-11', 'CC-2024-10'],
  ...['SSSC-sww', 'SSSC-faq', 'SSSC-quick', 'SSSC-new', 'SSSC-verify', 'SSSC-nqsw'],
  ...['SCW-cpd', 'SCW-old', 'SCW-renew', 'NISCC-sw', 'NISCC-scw', 'NISCC-prtl'],
  ...['HCPC-audit', 'HCPC-how', 'HCPC-tips22', 'HCPC-dos', 'CPDstd', 'RiP-OT'],
  ...['NMC-lpmde', 'NMC-direct', 'NMC-accounts', 'NMC-discussion'],
])

const named = (id: string) => profiles.filter((one) => one.id === id)

test('six regulators and "no regulator" stand there, Wales with the rule before', () => {
  expect([...new Set(profiles.map(({ id }) => id))].sort()).toEqual([
    ...['hcpc', 'niscc', 'nmc', 'none', 'scw', 'sssc', 'swe'],
  ])
  expect(named('scw').map(({ validTo, hours }) => [validTo, hours])).toEqual([
    ['2025-03-31', 90],
    [null, undefined],
  ])
})

test('every rule names pages that were read, with the day, and every named page is used', () => {
  for (const { id, rules, sources } of profiles) {
    const used = new Set(rules.flatMap((rule) => rule.sources))
    for (const key of used) expect(readPages, `${id}: ${key}`).toContain(key)
    expect([...used].sort(), id).toEqual(Object.keys(sources).sort())
    for (const { read, address } of Object.values(sources)) {
      expect(read).toBe('2026-11-25')
      expect(address, id).toMatch(/^https?:\/\//)
    }
  }
})

test('what is second-hand or ours says so, and stands among the advice', () => {
  const [, wales] = named('scw')
  expect(wales?.advice.join(' ')).toMatch(/Second-hand: since 1 April 2025/)
  expect(wales && countsNothing(wales)).toBe(true)
  const [scotland] = named('sssc')
  expect(scotland?.advice.join(' ')).toMatch(/We put the names of the eight elements together/)
  // Names that stand on no page of the regulator's as a list are not counted as its requirement.
  expect(scotland?.coverage.map(({ name }) => name)).toEqual(['yearly topics'])
  expect(scotland?.rules.map(({ text }) => text).join(' ')).toMatch(/eight\. We do not count them/)
  expect(named('niscc')[0]?.advice.join(' ')).toMatch(/only the regulator’s older site/)
  for (const { advice, questions, id } of profiles) {
    if (questions === 'ours' && !(id === 'scw')) {
      expect(advice.join(' '), id).toMatch(/questions .*ours/)
    }
  }
})

test('practice hours, plans and verifications are told and not checked', () => {
  const unseen = profiles.flatMap(({ rules }) => rules.filter((rule) => rule.for.length === 0))
  const texts = unseen.map(({ text }) => text).join(' ')
  expect(texts).toMatch(/450 practice hours .* We cannot see them here\./)
  expect(texts).toMatch(/learning and development plan/)
  expect(texts).toMatch(/verifies the learning/)
})

test('only the NMC asks who the partner was; everybody else wants job titles', () => {
  const asks = profiles.filter(({ fields }) => fields.some(({ id }) => id === 'partner-name'))
  expect(asks.map(({ id }) => id)).toEqual(['nmc'])
  for (const { id, peer } of profiles) expect(peer.naming).toBe(id === 'nmc' ? 'name' : 'job-title')
})

test('elements of a coverage are those of the framework by which pieces are tagged', () => {
  const framework = z.object({
    standards: z.array(z.object({ code: z.string(), title: z.string() })),
  })
  const sets = profiles.flatMap(({ coverage }) => coverage)
  expect(sets).toHaveLength(1)
  for (const { framework: id, elements } of sets) {
    const file = join(content, 'frameworks', `${id}.yaml`)
    const { standards } = framework.parse(parse(readFileSync(file, 'utf8')))
    expect(elements).toEqual(standards.map(({ code, title }) => ({ code, title })))
  }
})
