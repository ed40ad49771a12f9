import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockedAs, readLock } from '#server/toolkits/check-ids.server.ts'
import { checkContent, lockContent } from '#server/toolkits/content-command.server.ts'
import { readItems } from '#server/toolkits/items.server.ts'
import { parseDocument } from '#server/toolkits/parse.server.ts'
import { toolkitFile } from '#server/toolkits/rules/toolkit-file.ts'
import { vocabulary } from '#server/toolkits/rules/vocabulary.ts'
import { readToolkit, toolkitFolders } from '#server/toolkits/source.server.ts'
import {
  contentFolder,
  noon,
  section,
  toolkitYaml,
  formatYaml,
  write,
  type Files,
} from './folder.ts'

const yaml = 'toolkits/listening/toolkit.yaml'
const first = 'toolkits/listening/module/01-first.mdx'
const stage = 'toolkits/listening/case-study/01-call.mdx'
const lock = 'toolkits/listening/ids.lock.json'
const clock = { now: () => noon }

async function check(files: Files): Promise<{ code: number; lines: string[] }> {
  const folder = contentFolder(files)
  const lines: string[] = []
  const code = await checkContent(folder, (line) => lines.push(line), clock)
  return { code, lines: lines.map((line) => line.replace(`${folder}/`, '')) }
}

const front = '---\ntitle: A section\n---\n\n'
const cited = 'A <Term id="voice">voice</Term>.<Cite ref="lundy" />\n\n'
const body = (text: string): Files => ({ [first]: `${front}${cited}${text}` })
const caseText = (text: string): Files => ({ [stage]: `${front}${text}` })
const yamlWith = (from: string, to: string): Files => ({ [yaml]: toolkitYaml.replace(from, to) })
const choices =
  '<Choice id="a" correct feedback="f">A</Choice>\n<Choice id="b" feedback="f">B</Choice>\n'

/** One minimal fault each: what it is, the files, and the line that must be printed for it. */
const faults: [string, Files, string][] = [
  ['unknown tag', body('<Quiz id="x" />\n'), `${first}:7:1  tag  <Quiz> is not in the vocabulary.`],
  [
    'unknown attribute',
    body('<Callout kind="law" colour="red">\n\nA\n\n</Callout>\n'),
    `${first}:7:21  attribute  <Callout> has no attribute colour.`,
  ],
  [
    'a value that is not one',
    body('<Callout kind="loud">\n\nA\n\n</Callout>\n'),
    `${first}:7:10  attribute  kind of <Callout> is not right.`,
  ],
  [
    'unknown key',
    yamlWith('licence:', 'license: x\nlicence:'),
    `${yaml}:8:1  key  license is not a key here.`,
  ],
  ['missing key', yamlWith('licence: CC BY 4.0\n', ''), `${yaml}:1:1  key  licence is missing.`],
  [
    'unknown key in front matter',
    { [first]: `---\ntitle: A\nauthor: B\n---\n\n${cited}` },
    `${first}:3:1  key  author is not a key here.`,
  ],
  ['version that is none', yamlWith('1.0.0', '"1.0"'), `${yaml}:2:1  value  version is not right.`],
  [
    'missing alt',
    body('<Figure src="media/plan.svg" caption="A" />\n'),
    `${first}:7:1  alt  <Figure> lacks alt.`,
  ],
  [
    'empty alt',
    body('<Figure src="media/plan.svg" alt="" caption="A" />\n'),
    `${first}:7:30  alt  alt of <Figure> is not right.`,
  ],
  [
    'missing picture',
    body('<Figure src="media/gone.svg" alt="a" caption="A" />\n'),
    `${first}:7:1  media  There is no media/gone.svg.`,
  ],
  [
    'picture from elsewhere',
    body('<Figure src="https://x.test/a.png" alt="a" caption="A" />\n'),
    `${first}:7:9  media  src of <Figure> is not right.`,
  ],
  [
    'heading of level 1',
    body('# Title\n'),
    `${first}:7:1  heading  The title is the only heading of level 1.`,
  ],
  [
    'heading that skips a level',
    body('## A\n\n#### B\n'),
    `${first}:9:1  heading  A heading of level 4 follows one of level 2.`,
  ],
  [
    'section over ten minutes',
    body(`${'word '.repeat(2100)}\n`.replace(/(.{1000})/g, '$1\n\n')),
    `${first}:1:1  time  This section takes`,
  ],
  [
    'format over ninety minutes',
    {
      ...yamlWith('change:', 'format: short\nchange:'),
      'formats/short.yaml': formatYaml.replace(
        'minutes: 10',
        'minutes: 60\n  - id: more\n    kind: discuss\n    title: More\n    minutes: 60',
      ),
    },
    `${yaml}:24:1  time  The format takes 125 minutes, over 90.`,
  ],
  [
    'format that opens a stage too many',
    {
      ...yamlWith('change:', 'format: short\nchange:'),
      'formats/short.yaml': formatYaml.replace('stage-1', 'stage-2'),
    },
    `${yaml}:24:1  format  The format opens stage-2, which the case does not have.`,
  ],
  [
    'unknown format',
    yamlWith('change:', 'format: nowhere\nchange:'),
    `${yaml}:24:1  format  There is no format nowhere.`,
  ],
  [
    'unknown standard',
    yamlWith('[PCF2]', '[PCF2, PCF99]'),
    `${yaml}:13:19  standard  There is no standard PCF99.`,
  ],
  [
    'unknown term',
    body('A <Term id="nothing">word</Term> here.\n'),
    `${first}:7:3  term  There is no glossary term nothing.`,
  ],
  [
    'unknown reference',
    body('A<Cite ref="nobody" /> here.\n'),
    `${first}:7:2  reference  There is no reference nobody.`,
  ],
  [
    'unused reference',
    { [first]: `${front}A <Term id="voice">voice</Term> here.\n` },
    `${yaml}:15:5  unused-reference  Nothing cites lundy.`,
  ],
  [
    'shape of a DOI',
    yamlWith('10.1080/01411920701657033', 'https://doi.org/10.1080/x'),
    `${yaml}:16:5  doi  references.0.doi is not right.`,
  ],
  [
    'reference without doi and url',
    yamlWith('    doi: 10.1080/01411920701657033\n', ''),
    `${yaml}:15:5  value  references.0 is not right.`,
  ],
  [
    'broken link to a section',
    body('See [that](02-gone.mdx).\n'),
    `${first}:7:5  link  There is no section gone.`,
  ],
  [
    'broken link to a heading',
    body('See [that](#gone).\n'),
    `${first}:7:5  link  No heading here is called #gone.`,
  ],
  [
    'review in the past',
    yamlWith('next: 2027-11-01', 'next: 2026-11-24'),
    `${yaml}:12:3  review  The next review is in the past.`,
  ],
  [
    'e-mail address in a case',
    caseText('Write to rosa.k@bakery.example now.\n'),
    `${stage}:5:10  identifying  This looks like an e-mail address.`,
  ],
  [
    'telephone number in a case',
    caseText('First line.\nRing 07700 900123 now.\n'),
    `${stage}:6:6  identifying  This looks like a telephone number.`,
  ],
  [
    'postcode in a case',
    caseText('They live in LS1 4AP now.\n'),
    `${stage}:5:14  identifying  This looks like a postcode.`,
  ],
  [
    'date of birth in a case',
    caseText('Kit (born 12/03/2017) is 9.\n'),
    `${stage}:5:11  identifying  This looks like a full date of birth`,
  ],
  [
    'NHS number in a case',
    caseText('His number is 943 476 5919 here.\n'),
    `${stage}:5:15  identifying  This looks like an NHS number.`,
  ],
  [
    'detail in the notes of a case',
    caseText('A\n\n<FacilitatorNotes>\n\nRing 020 7946 0123.\n\n</FacilitatorNotes>\n'),
    `${stage}:9:6  identifying  This looks like a telephone number.`,
  ],
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
    'notes in a section',
    body('<FacilitatorNotes>\n\nA\n\n</FacilitatorNotes>\n'),
    `${first}:7:1  place  <FacilitatorNotes> does not belong into a section.`,
  ],
  [
    'choice alone',
    body('<Choice id="a" feedback="f">A</Choice>\n'),
    `${first}:7:1  place  <Choice> stands alone.`,
  ],
  [
    'file that does not belong',
    { 'toolkits/listening/notes.txt': 'x' },
    'toolkits/listening/notes.txt:1:1  file  This does not belong here.',
  ],
  [
    'section with a strange name',
    { 'toolkits/listening/module/Second.mdx': section },
    'toolkits/listening/module/Second.mdx:1:1  file  This does not belong here.',
  ],
  [
    'two sections of one name',
    { 'toolkits/listening/module/02-first.mdx': `${front}A\n` },
    'toolkits/listening/module/02-first.mdx:1:1  file  Two sections have the name first.',
  ],
  [
    'folder and id that differ',
    yamlWith('id: listening', 'id: hearing'),
    `${yaml}:1:1  id  The folder is called listening.`,
  ],
  [
    'picture that is not what it says',
    { 'toolkits/listening/media/a.png': 'GIF89a' },
    'toolkits/listening/media/a.png:1:1  media  The file is not the kind of picture',
  ],
  [
    'picture with a script',
    {
      'toolkits/listening/media/a.svg':
        '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    },
    'toolkits/listening/media/a.svg:1:1  media  It holds a script.',
  ],
]

test.each(faults)('check tells with line and column: %s', async (_what, files, line) => {
  const { code, lines } = await check(files)
  expect(code).toBe(1)
  // One fault, one finding: the rest of the toolkit is sound.
  expect(lines.slice(0, -1)).toEqual([expect.stringContaining(line)])
})

test('a module over ninety minutes is told', async () => {
  const long = `${'word '.repeat(200)}\n\n`.repeat(9)
  const files: Files = body('A\n')
  for (let n = 2; n <= 12; n += 1)
    files[`toolkits/listening/module/${String(n).padStart(2, '0')}-part-${n}.mdx`] =
      `${front}${long}`
  const { lines } = await check(files)
  expect(lines[0]).toMatch(/toolkit\.yaml:1:1 {2}time {2}The module takes 100 minutes, over 90\./)
})

test('a sound folder, a toolkit folder alone and the product’s own content have nothing to mend', async () => {
  expect(await check({})).toEqual({ code: 0, lines: ['1 toolkit checked, nothing to mend.'] })
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  expect(await checkContent(`${contentFolder()}/toolkits/listening`, say, clock)).toBe(0)
  expect(await checkContent('content', say, clock)).toBe(0)
})

test('a folder that holds no toolkits gets a sentence', async () => {
  const lines: string[] = []
  expect(await checkContent('/nowhere', (line) => lines.push(line), clock)).toBe(1)
  expect(lines[0]).toMatch(/holds no toolkits/)
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
    for (const file of source.files.filter((one) => one.path.startsWith('module/'))) {
      const { document } = parseDocument(file.shown, 'section', file.text)
      const items = document ? readItems(file.shown, document.reading).items : []
      for (const { item } of items) expect(ids.get(item.id), item.id).toEqual(lockedAs(item))
    }
  }
})

test('the page for authors names every component, every attribute and every key', () => {
  const page = readFileSync('docs/authoring.md', 'utf8')
  for (const [name, { attributes }] of Object.entries(vocabulary)) {
    expect(page).toContain(`<${name}`)
    for (const attribute of Object.keys(attributes.shape)) expect(page).toContain(attribute)
  }
  for (const key of Object.keys(toolkitFile.shape)) expect(page).toContain(key)
})
