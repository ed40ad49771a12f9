import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { quotesIn } from '#server/toolkits/check-quotes.server.ts'
import { checkContent } from '#server/toolkits/content-command.server.ts'
import { toolkitFile } from '#server/toolkits/rules/toolkit-file.ts'
import { vocabulary } from '#server/toolkits/rules/vocabulary.ts'
import { contentFolder } from './folder.ts'
import { body, caseText, check, clock, expectOnly, first, stage, type Fault } from './judge.ts'

const faults: Fault[] = [
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
    'notes in a section',
    body('<FacilitatorNotes>\n\nA\n\n</FacilitatorNotes>\n'),
    `${first}:7:1  place  <FacilitatorNotes> does not belong into a section.`,
  ],
]

test.each(faults)('check tells with line and column: %s', async (_what, files, line) => {
  await expectOnly(files, line)
})

test('a sound folder, a toolkit folder alone and the product’s own content have nothing to mend', async () => {
  expect(await check({})).toEqual({ code: 0, lines: ['1 toolkit checked, nothing to mend.'] })
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  expect(await checkContent(`${contentFolder()}/toolkits/listening`, say, clock)).toBe(0)
  expect(await checkContent('content', say, clock)).toBe(0)
})

test('straight apostrophes and quotation marks are found in prose, and none in code, tags or YAML', () => {
  const found = (file: string, text: string) =>
    quotesIn(file, text).map(({ line, column }) => `${line}:${column}`)
  const head = `---\ntitle: "The child's voice"\n---\n`
  expect(found('a.mdx', `${head}It's the parents' home. <Term id="x">A</Term> \`it"s\`\n`)).toEqual(
    ['2:18', '4:3', '4:17'],
  )
  expect(found('a.mdx', 'He said "no".\n')).toEqual(['1:9', '1:12'])
  expect(found('a.yaml', `title: 'Two words: and more'\nsay: "the others’ turn"\n`)).toEqual([])
  expect(found('a.yaml', `say: The others' turn\n`)).toEqual(['1:16'])
})

test('a folder that holds no toolkits gets a sentence', async () => {
  const lines: string[] = []
  expect(await checkContent('/nowhere', (line) => lines.push(line), clock)).toBe(1)
  expect(lines[0]).toMatch(/holds no toolkits/)
})

test('the pages for authors name every component, every attribute and every key', () => {
  const page = ['authors', 'vocabulary']
    .map((name) => readFileSync(`docs/${name}.md`, 'utf8'))
    .join('\n')
  for (const [name, { attributes }] of Object.entries(vocabulary)) {
    expect(page).toContain(`<${name}`)
    for (const attribute of Object.keys(attributes.shape)) expect(page).toContain(attribute)
  }
  for (const key of Object.keys(toolkitFile.shape)) expect(page).toContain(key)
})
