import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { day } from '#server/platform/rules/london.ts'
import { profileOn, readProfile, readProfiles } from '#server/cpd/profiles.server.ts'
import { testFolder } from '#tests/support/database.ts'

const content = join(import.meta.dirname, '..', '..', '..', 'content')

test('the profiles that we ship can be read, and Social Work England asks for what it asks for', () => {
  const swe = profileOn(readProfiles(content), 'swe', day.parse('2026-11-27'))
  expect(swe).toMatchObject({
    name: 'Social Work England',
    pieces: { min: 2, mustDiffer: true },
    peer: { min: 1, naming: 'job-title' },
    cycle: { kind: 'fixed', starts: '12-01', ends: '11-30' },
  })
  expect(swe.fields.map((field) => [field.id, field.required])).toEqual([
    ['activityType', true],
    ['description', true],
    ['date', true],
    ['learnt', true],
    ['impact', true],
    ['peerLearning', false],
  ])
  const types = swe.activityTypes.map((type) => type.id)
  expect(types).toEqual(expect.arrayContaining(['online-module', 'group-case-discussion']))
})

test('a bad profile is refused with its file, its line and what is wrong', () => {
  const faults: [string, RegExp][] = [
    ['id: swe\nid: swe\n', /bad\.yaml:2:1 .*unique/i],
    ['id: [\n', /bad\.yaml:2:1/],
    ['id: swe\nname: X\nsurprise: 1\n', /bad\.yaml:\d+:\d+ /],
    ['id: swe\nname: X\nvalidFrom: soon\n', /bad\.yaml:3:1 validFrom: Enter a real date/],
  ]
  for (const [text, message] of faults) expect(() => readProfile('bad.yaml', text)).toThrow(message)
})

test('two rule sets of one regulator may not be in force at once', () => {
  const folder = testFolder()
  cpSync(join(content, 'regulators'), join(folder, 'regulators'), { recursive: true })
  const swe = profileOn(readProfiles(folder), 'swe', day.parse('2026-11-27'))
  writeFileSync(
    join(folder, 'regulators', 'zz-later.yaml'),
    JSON.stringify({ ...swe, validFrom: '2027-12-01' }),
  )
  expect(() => readProfiles(folder)).toThrow(/zz-later\.yaml: validFrom falls into the time of/)
})
