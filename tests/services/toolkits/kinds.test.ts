import { expect, test } from 'vitest'
import { checkContent } from '#server/toolkits/content-command.server.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { contentFolder, formatYaml, noon, toolkitsOf, toolkitYaml, type Files } from './folder.ts'

const yaml = 'toolkits/listening/toolkit.yaml'
const stage = 'toolkits/listening/case-study/01-call.mdx'
const second = 'toolkits/listening/module/02-second.mdx'
const more = '---\ntitle: A second section\n---\n\nMore words.\n'
const ofKind = (kind: string, rest = ''): Files => ({
  [yaml]: `${toolkitYaml}kind: ${kind}\n${rest}`,
})

async function check(files: Files): Promise<string[]> {
  const folder = contentFolder(files)
  const lines: string[] = []
  const clock = { now: () => noon }
  await checkContent(folder, (line) => lines.push(line.replace(`${folder}/`, '')), clock)
  return lines
}

const sound = ['1 toolkit checked, nothing to mend.']

test('a briefing is one section, without a case study', async () => {
  expect(await check({ ...ofKind('briefing'), [stage]: null })).toEqual(sound)
  expect((await check(ofKind('briefing')))[0]).toContain(
    `${yaml}:27:1  kind  A briefing has no case study.`,
  )
  expect((await check({ ...ofKind('briefing'), [stage]: null, [second]: more }))[0]).toContain(
    `${yaml}:27:1  kind  A briefing has one section, and this has 2.`,
  )
})

test('a learning example does without a room, or names the format of a short one', async () => {
  expect(await check({ ...ofKind('example'), [stage]: null })).toEqual(sound)
  expect(await check(ofKind('example', 'format: short\n'))).toEqual(sound)
  expect((await check(ofKind('example')))[0]).toContain(
    `${yaml}:27:1  kind  A learning example with a case study says its format.`,
  )
})

test('a format without a case study would promise a room that cannot be', async () => {
  const lines = await check({
    ...ofKind('example', 'format: short\n'),
    [stage]: null,
    'formats/short.yaml': formatYaml
      .replace('kind: disclose', 'kind: discuss')
      .replace('    stage: stage-1\n', ''),
  })
  expect(lines[0]).toContain(`${yaml}:28:1  kind  There is a format, but no case study for a room.`)
})

test('a briefing is published with its kind, its standards and no room', async () => {
  const folder = contentFolder({ ...ofKind('briefing', 'cpdType: knowledge\n'), [stage]: null })
  const { toolkits } = await toolkitsOf(folder)
  expect(await toolkits.publishAll()).toMatchObject({
    published: ['listening 1.0.0'],
    findings: [],
  })
  expect(await toolkits.library()).toMatchObject([
    { kind: 'briefing', cpdType: 'knowledge', standards: ['PCF2'], stageCount: 0, sectionCount: 1 },
  ])
  const release = await toolkits.current(toolkitId.parse('listening'))
  expect(release?.stages).toEqual([])
})
