import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readShelf } from '#server/toolkits/formats.server.ts'
import { formatMinutes } from '#server/toolkits/rules/format.ts'
import { contentFolder, formatYaml } from './folder.ts'

const content = join(import.meta.dirname, '..', '..', '..', 'content')

test('our formats are sound, and the team case study is offered first', async () => {
  const { formats, findings } = await readShelf(content)
  expect(findings).toEqual([])
  expect(formats.map(({ id }) => id)).toEqual([
    'swott',
    '4x4x4',
    'action-learning',
    'bells-that-ring',
    'gibbs',
    'intervision',
    'learning-circle',
    'reflective-case-discussion',
    'solution-focused',
  ])
})

test('each begins with ground rules, shows a first part of the case, and ends with own learning', async () => {
  const { formats } = await readShelf(content)
  for (const one of formats) {
    const kinds = one.phases.map(({ kind }) => kind)
    expect(kinds[0], one.id).toBe('welcome')
    expect(one.phases.map(({ stage }) => stage)).toContain('stage-1')
    const own = kinds.indexOf('own-learning')
    expect(own, one.id).toBeGreaterThan(kinds.indexOf('disclose'))
    // After it at most a last word.
    expect(kinds.slice(own + 1).join(), one.id).toMatch(/^(round)?$/)
    expect(formatMinutes(one), one.id).toBeLessThanOrEqual(90)
  }
})

test('whoever leads has a guide and a sentence for every step; the screen says who speaks where parts differ', async () => {
  const { formats } = await readShelf(content)
  for (const one of formats) {
    expect(one.guide.length, one.id).toBeGreaterThan(300)
    expect(one.rules.join(' '), one.id).toContain('safeguarding procedure comes first')
    for (const phase of one.phases) {
      expect(phase.say, `${one.id} ${phase.id}`).toBeTruthy()
      expect(phase.prompts.length, `${one.id} ${phase.id}`).toBeGreaterThan(0)
    }
    if (!one.parts.some(({ part }) => part === 'presenter')) continue
    const speaking = one.phases.filter(({ speaks }) => speaks !== undefined)
    expect(speaking.length, one.id).toBeGreaterThanOrEqual(2)
  }
})

test('whoever holds the case has no turn in a round in which the others ask or offer', async () => {
  const { formats } = await readShelf(content)
  const asked = formats.flatMap(({ id, phases }) =>
    phases.filter(({ noTurn }) => noTurn === 'presenter').map((phase) => `${id} ${phase.id}`),
  )
  expect(asked).toEqual([
    'action-learning clarify',
    'action-learning questions',
    'action-learning resources',
    'solution-focused clarify',
    'solution-focused impressed',
  ])
})

test('minutes of a source are its own; every other is marked as our suggestion', async () => {
  const { formats } = await readShelf(content)
  const theirs = Object.fromEntries(
    formats.map(({ id, phases }) => [
      id,
      phases.filter(({ ours }) => !ours).map(({ minutes }) => minutes),
    ]),
  )
  expect(theirs).toEqual({
    swott: [],
    '4x4x4': [],
    'action-learning': [2, 8, 12, 2, 5, 2],
    'bells-that-ring': [],
    gibbs: [],
    intervision: [5, 8, 5, 5, 12],
    'learning-circle': [7],
    'reflective-case-discussion': [],
    'solution-focused': [5, 5, 8, 3, 10, 4],
  })
})

test('hypotheses and feelings are written without names; what happened is not', async () => {
  const { formats } = await readShelf(content)
  const written = formats.flatMap(({ id, phases }) =>
    phases
      .filter(({ kind }) => kind === 'write')
      .map((phase) => `${id} ${phase.id}: ${phase.anonymous ? 'without names' : 'with names'}`),
  )
  expect(written).toEqual([
    'swott write: without names',
    '4x4x4 experience: with names',
    'gibbs feelings: without names',
    'reflective-case-discussion feelings: without names',
  ])
})

test('a part that is not sound keeps its format off the shelf, with the line to mend', async () => {
  const parts = `parts:
  - part: presenter
    title: Presenter
    does: You tell.
  - part: presenter
    title: Also
    does: You tell too.
phases:`
  const folder = contentFolder({ 'formats/short.yaml': formatYaml.replace('phases:', parts) })
  const line = formatYaml.slice(0, formatYaml.indexOf('phases:')).split('\n').length + 4
  const { formats, findings } = await readShelf(folder)
  expect(formats).toEqual([])
  expect(findings).toEqual([
    expect.objectContaining({
      line,
      column: 5,
      rule: 'value',
      mend: 'Two parts have this name: give each its own.',
    }),
  ])
  expect(findings[0]?.file).toMatch(/formats\/short\.yaml$/)

  const unknown = formatYaml.replace('phases:', 'parts: [{ part: a, title: A, role: x }]\nphases:')
  const second = await readShelf(contentFolder({ 'formats/short.yaml': unknown }))
  expect(second.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
    'key parts.0.does is missing.',
    'key role is not a key here.',
  ])
})
