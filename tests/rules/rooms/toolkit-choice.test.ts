import { expect, test } from 'vitest'
import { releaseHash, toolkitId } from '#server/platform/rules/ids.ts'
import { formatAfter, toolkitChoice, toolkitOptions } from '#server/rooms/rules/toolkit-choice.ts'
import type { ReleaseCard } from '#server/toolkits/rules/release.ts'

function card(name: string, stageCount = 3): ReleaseCard {
  return {
    toolkit: toolkitId.parse(name),
    hash: releaseHash.parse('a'.repeat(64)),
    version: '1.0.0',
    kind: stageCount > 0 ? 'team' : 'briefing',
    title: `About ${name}`,
    summary: '',
    themes: [],
    audiences: [],
    standards: [],
    minutes: 7,
    sectionCount: 1,
    checkCount: 0,
    reflectionCount: 0,
    stageCount,
    review: { by: 'nobody', on: '2026-01-01', next: '2027-01-01' },
    publishedAt: 0,
    preview: false,
  }
}
const [curiosity, participation, trauma] = [
  card('curiosity'),
  card('participation'),
  card('trauma'),
]
const library = [card('a-briefing', 0), curiosity, participation, trauma]

test('a room is about the toolkit that was asked for, by name and never by position', () => {
  expect(toolkitChoice(library, [], 'trauma').chosen?.toolkit).toBe('trauma')
  expect(toolkitChoice(library, [curiosity.toolkit], 'trauma').chosen?.toolkit).toBe('trauma')
})

test('else about the only one that the team was given, which is offered first', () => {
  const { toolkits, chosen } = toolkitChoice(library, [participation.toolkit], null)
  expect(chosen?.toolkit).toBe('participation')
  expect(toolkits.map((one) => one.toolkit)).toEqual(['participation', 'curiosity', 'trauma'])
})

test('with several, or none, nobody guesses: the field begins empty', () => {
  for (const given of [[], [participation.toolkit, trauma.toolkit]]) {
    const { toolkits, chosen } = toolkitChoice(library, given, null)
    expect(chosen).toBeNull()
    expect(toolkitOptions(toolkits, chosen)[0]).toEqual({ value: '', text: 'Choose a toolkit' })
  }
  expect(toolkitChoice([trauma], [], null).chosen?.toolkit).toBe('trauma')
})

test('a toolkit without a case study is not offered, even when it is asked for', () => {
  const { toolkits, chosen } = toolkitChoice(library, [], 'a-briefing')
  expect(toolkits.map((one) => one.toolkit)).not.toContain('a-briefing')
  expect(chosen).toBeNull()
})

test('the format follows the toolkit, unless somebody has chosen one by hand', () => {
  const offered = ['swott', 'gibbs', 'learning-circle']
  const of = (toolkit: string, format: string | null) => ({
    ...{ toolkit: toolkitId.parse(toolkit), title: toolkit, format },
  })
  const toolkits = [of('curiosity', null), of('trauma', 'gibbs'), of('hearing', 'retired-one')]
  const after = (before: string, now: string, format: string) =>
    formatAfter(toolkits, offered, { before, now, format })
  expect(after('', 'trauma', 'swott')).toBe('gibbs')
  expect(after('curiosity', 'trauma', 'swott')).toBe('gibbs')
  expect(after('trauma', 'curiosity', 'gibbs')).toBe('swott')
  expect(after('curiosity', 'trauma', 'learning-circle')).toBe('learning-circle')
  // A format that the team is not offered is not chosen for it.
  expect(after('trauma', 'hearing', 'gibbs')).toBe('swott')
})
