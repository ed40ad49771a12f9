import { expect, test } from 'vitest'
import { formatYaml, toolkitYaml } from './folder.ts'
import {
  body,
  caseText,
  check,
  cited,
  expectOnly,
  first,
  front,
  stage,
  yaml,
  yamlWith,
  type Fault,
} from './judge.ts'

const short = 'formats/short.yaml'
const long = `It ${'goes on and '.repeat(14)}ends.`

const faults: Fault[] = [
  [
    'words that blame',
    body('She was with a non-engaging family.\n'),
    `${first}:7:16  wording  “non-engaging” tells one side of a meeting of two. Say who offered`,
  ],
  [
    'words that blame, in the second line of a paragraph',
    body('First line.\nThey are hard to reach.\n'),
    `${first}:8:6  wording  “are hard to reach”`,
  ],
  [
    'words that blame, in an attribute',
    body('<Figure src="media/plan.svg" alt="A frequent flyer" caption="A" />\n'),
    `${first}:7:37  wording  “frequent flyer”`,
  ],
  [
    'words that blame, in the feedback of a choice',
    body(
      '<Check id="c" kind="single" prompt="Q?">\n<Choice id="a" correct feedback="The service users know.">A</Choice>\n<Choice id="b" feedback="f">B</Choice>\n</Check>\n',
    ),
    `${first}:8:38  wording  “service users”`,
  ],
  [
    'words of the list of others',
    body('A **handicapped** man.\n'),
    `${first}:7:5  wording  “handicapped” can hurt the people it names`,
  ],
  [
    'words that blame, in a case outside of quotation marks',
    caseText('“I see a difficult mother”, says Bo. A difficult mother.\n'),
    `${stage}:5:40  wording  “difficult mother”`,
  ],
  [
    'a sentence that never ends',
    body(`Short. ${long}\n`),
    `${first}:7:8  sentence  This sentence has 44 words, over 40. Make two of it.`,
  ],
  [
    'a link that says nothing',
    body('Find it [here](https://a.test/b).\n'),
    `${first}:7:9  link-text  “here” does not say where the link leads.`,
  ],
  [
    'words that blame, in the summary of a toolkit',
    yamlWith('A short toolkit for tests.', 'For work with difficult families.'),
    `${yaml}:4:1  wording  “difficult families”`,
  ],
  [
    'words that blame, in a glossary',
    yamlWith('own way.', 'own way, as service users do.'),
    `${yaml}:23:5  wording  “service users”`,
  ],
  [
    'a note on what changed that never ends',
    yamlWith('note: First release.', `note: ${long}`),
    `${yaml}:26:3  sentence  This sentence has 44 words`,
  ],
  [
    'words that blame, in a question of a format',
    { [short]: formatYaml.replace('What do we know?', 'Is she a difficult mother?') },
    `${short}:18:15  wording  “difficult mother”`,
  ],
  [
    'words that blame, in the guide of a format',
    { [short]: formatYaml.replace('Keep the **time**.', 'Wait for the service users.') },
    `${short}:6:1  wording  “service users”`,
  ],
  [
    'questions that are hard to read',
    body(
      `<Reflection id="a" prompt="Considering interdisciplinary professional accountability, which organisational prioritisation methodologies characteristically disadvantage participation, notwithstanding contemporaneous documentation requirements necessitating proportionate justification of individualised safeguarding determinations, and demonstrably deprioritise children's fundamental entitlements throughout assessment?" />\n`,
    ),
    `${first}:7:28  reading-age  The questions of this file need a reading age of`,
  ],
  [
    'a case without the warning that it needs',
    caseText('He sat there.\n\nThere was a bruise on his arm.\n'),
    `${stage}:7:13  warning  This story speaks of injury to a child`,
  ],
  [
    'a learning example without the warning that it needs',
    {
      ...body('Her sister died last year.\n'),
      [yaml]: toolkitYaml.replace('change:', 'kind: example\nformat: learning-circle\nchange:'),
    },
    `${first}:7:5  warning  This story speaks of the death of somebody`,
  ],
]

test.each(faults)('check tells with line and column: %s', async (_what, files, line) => {
  await expectOnly(files, line)
})

test.each([
  ['a quotation in marks', caseText("The file says “a non-engaging family, DNA'd twice”.\n")],
  ['a block quotation', caseText('> A difficult mother.\n')],
  ['words that a text discusses', body('What does “disguised compliance” hide?\n')],
  [
    'a case that warns',
    { [stage]: '---\ntitle: A\nwarning: A bruise is seen.\n---\n\nA bruise.\n' },
  ],
  ['a section that only names a duty', body('The law on domestic abuse, suicide and neglect.\n')],
  ['he and she in a case', caseText('He asks his mother; she looks at her son, a disabled boy.\n')],
  ['a long sentence that somebody said', body(`> ${long}\n`)],
])('check leaves alone: %s', async (_what, files) => {
  expect(await check(files)).toEqual({ code: 0, lines: ['1 toolkit checked, nothing to mend.'] })
})

test('an item that could not be read has not vanished', async () => {
  const { lines } = await check({
    [first]: `${front}${cited}<Check id="kept" kind="single" prompt="Q?">\n<Choice id="a" correct>A</Choice>\n<Choice id="b" feedback="f">B</Choice>\n</Check>\n`,
    'toolkits/listening/ids.lock.json': '{ "items": { "kept": { "type": "check" } } }',
  })
  expect(lines).toEqual([
    expect.stringContaining('feedback  <Choice> lacks feedback.'),
    '1 toolkit checked, 1 to mend.',
  ])
})
