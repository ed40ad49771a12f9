import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockedAs, readLock } from '#server/toolkits/check-ids.server.ts'
import { checkContent, lockContent } from '#server/toolkits/content-command.server.ts'
import { readItems } from '#server/toolkits/items.server.ts'
import { parseDocument } from '#server/toolkits/parse.server.ts'
import { readToolkit, toolkitFolders } from '#server/toolkits/source.server.ts'
import type { PlacedItem } from '#server/toolkits/syntax.server.ts'
import { contentFolder, toolkitYaml, write } from './folder.ts'
import { body, caseText, clock, expectOnly, first, lock, stage, yaml, type Fault } from './judge.ts'

const choices =
  '<Choice id="a" correct feedback="f">A</Choice>\n<Choice id="b" feedback="f">B</Choice>\n'

const faults: Fault[] = [
  [
    'two items of one id',
    body('<Reflection id="a" prompt="p" />\n\n<Reflection id="a" prompt="q" />\n'),
    `${first}:9:1  id  The id a is used twice.`,
  ],
  [
    'retyped id',
    {
      ...body('<Reflection id="a" prompt="p" />\n'),
      [lock]: '{ "items": { "a": { "type": "check" } } }',
    },
    `${first}:7:1  id  The id a named a check before.`,
  ],
  [
    'vanished id',
    { ...body('Nothing.\n'), [lock]: '{\n  "items": {\n    "a": { "type": "check" }\n  }\n}' },
    `${lock}:3:5  id  The item a has vanished.`,
  ],
  [
    'vanished choice',
    {
      ...body(`<Check id="c" kind="single" prompt="Q?">\n${choices}</Check>\n`),
      [lock]: '{ "items": { "c": { "type": "check", "kind": "single", "choices": ["a", "z"] } } }',
    },
    `${first}:7:1  id  The id c named a check with the choice z before.`,
  ],
  [
    'reused id',
    { ...body('<Reflection id="a" prompt="p" />\n'), [yaml]: `${toolkitYaml}retired: [a]\n` },
    `${first}:7:1  id  The id a is retired.`,
  ],
  [
    'two right answers in a single check',
    body(
      `<Check id="c" kind="single" prompt="Q?">\n${choices.replace('id="b"', 'id="b" correct')}</Check>\n`,
    ),
    `${first}:7:1  choices  2 choices are correct.`,
  ],
  [
    'no right answer in a multiple check',
    body(
      `<Check id="c" kind="multiple" prompt="Q?">\n${choices.replace(' correct', '')}</Check>\n`,
    ),
    `${first}:7:1  choices  No choice is correct.`,
  ],
  [
    'choice without feedback',
    body(
      '<Check id="c" kind="single" prompt="Q?">\n<Choice id="a" correct feedback="f">A</Choice>\n<Choice id="b">B</Choice>\n</Check>\n',
    ),
    `${first}:9:1  feedback  <Choice> lacks feedback.`,
  ],
  [
    'check that asks nothing',
    body(`<Check id="c" kind="single">\n${choices}</Check>\n`),
    `${first}:7:1  choices  This check asks nothing.`,
  ],
  [
    'check that asks twice',
    body(`<Check id="c" kind="single" prompt="Q?">\n\nAnd this?\n\n${choices}</Check>\n`),
    `${first}:9:1  choices  This check asks twice.`,
  ],
  [
    'two choices of one id',
    body(
      `<Check id="c" kind="single" prompt="Q?">\n${choices.replace('id="b"', 'id="a"')}</Check>\n`,
    ),
    `${first}:9:1  choices  Two choices are called a.`,
  ],
  [
    'mark-up in a choice',
    body(
      `<Check id="c" kind="single" prompt="Q?">\n${choices.replace('>B<', '>**B**<')}</Check>\n`,
    ),
    `${first}:9:29  place  <Choice> holds plain words only.`,
  ],
  [
    'correct with a value',
    body(
      `<Check id="c" kind="single" prompt="Q?">\n${choices.replace('correct', 'correct="yes"')}</Check>\n`,
    ),
    `${first}:8:16  attribute  correct of <Choice> is not right.`,
  ],
  [
    'item inside something else',
    body('<Expand title="More">\n\n<Reflection id="a" prompt="p" />\n\n</Expand>\n'),
    `${first}:9:1  place  <Reflection> stands inside something else.`,
  ],
  [
    'item in a case',
    caseText('A\n\n<Reflection id="a" prompt="p" />\n'),
    `${stage}:7:1  place  <Reflection> does not belong into a stage.`,
  ],
  [
    'choice alone',
    body('<Choice id="a" feedback="f">A</Choice>\n'),
    `${first}:7:1  place  <Choice> stands alone.`,
  ],
]

test.each(faults)('check tells with line and column: %s', async (_what, files, line) => {
  await expectOnly(files, line)
})

test('the list of ids is written once the toolkit is sound, and keeps what is retired', async () => {
  const folder = contentFolder({ [lock]: '{ "items": { "old": { "type": "reflection" } } }' })
  write(folder, { [yaml]: `${toolkitYaml}retired: [old]\n` })
  const lines: string[] = []
  expect(await lockContent(folder, (line) => lines.push(line), clock)).toBe(0)
  const written: unknown = JSON.parse(readFileSync(join(folder, lock), 'utf8'))
  expect(written).toEqual({
    items: {
      old: { type: 'reflection' },
      'first-step': { type: 'check', kind: 'single', choices: ['leave', 'chair'] },
      'last-visit': { type: 'reflection' },
    },
  })
  expect(await checkContent(folder, (line) => lines.push(line), clock)).toBe(0)
})

test('the product’s own toolkits keep a list of every id that people may have answered', async () => {
  for (const folder of await toolkitFolders('content')) {
    const source = await readToolkit(folder)
    const { ids } = readLock(source.lock)
    const earlier: PlacedItem[] = []
    for (const file of source.files.filter((one) => one.path.startsWith('module/'))) {
      const { document } = parseDocument(file.shown, 'section', file.text)
      const items = document ? readItems(file.shown, document.reading, earlier).items : []
      earlier.push(...items)
      for (const { item } of items) expect(ids.get(item.id), item.id).toEqual(lockedAs(item))
    }
  }
})
