import { expect, test } from 'vitest'
import { formatYaml, section, type Files } from './folder.ts'
import {
  body,
  check,
  cited,
  expectOnly,
  first,
  front,
  yaml,
  yamlWith,
  type Fault,
} from './judge.ts'

const faults: Fault[] = [
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
    'section over ten minutes',
    body(`${'Ten words of a text that somebody might read here.\n\n'.repeat(210)}\n`),
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
    'review in the past',
    yamlWith('next: 2027-11-01', 'next: 2026-11-24'),
    `${yaml}:12:3  review  The next review is in the past.`,
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
  await expectOnly(files, line)
})

test('a module over ninety minutes is told', async () => {
  const long = `${'Ten words of a text that somebody might read here. '.repeat(20)}\n\n`.repeat(9)
  const files: Files = body('A\n')
  for (let n = 2; n <= 12; n += 1)
    files[`toolkits/listening/module/${String(n).padStart(2, '0')}-part-${n}.mdx`] =
      `${front}${long}`
  const { lines } = await check(files)
  expect(lines[0]).toMatch(/toolkit\.yaml:1:1 {2}time {2}The module takes 100 minutes, over 90\./)
})
