import { code, inBody } from './hostile-files.ts'

/** What may be slipped into any line. */
const payloads: [string, string][] = [
  ['an expression', `{${code}}`],
  ['an expression of a template', '{`${' + code + '}`}'],
  ['a function that calls itself', `{(()=>{${code}})()}`],
  ['a comment of the language', `{/* ${code} */}`],
  ['a script', `<script>${code}</script>`],
  ['a picture with a handler', `<img src="x" onError="${code}" />`],
  ['a component of an object', '<a.b />'],
  ['a component with a namespace', '<svg:use href="a" />'],
  ['a component of no vocabulary', '<Quiz id="a" />'],
  ['a link to a script', `[a](javascript:${code})`],
  ['a link to data', '[a](data:text/html,a)'],
  ['a comment', '<!-- a -->'],
  ['a picture from elsewhere', '![a](https://a.test/a.png)'],
  ['a null byte', '\u0000'],
  ['a spread', `<Term {...(${code},{})}>a</Term>`],
  ['a value that is code', `<Term id={${code}}>a</Term>`],
  ['a handler on a component', `<Term id="a" onClick="${code}">a</Term>`],
]

/** Where it is slipped in: the text around, with a mark for the place. */
const places: [string, string][] = [
  ['a paragraph', 'Words @ words.'],
  ['the second line of a paragraph', 'Words\nwords @ words.'],
  ['a heading', '## Words @'],
  ['a list', '- words\n- words @'],
  ['a numbered list', '1. words @'],
  ['a list in a list', '- words\n  - words @'],
  ['a quotation', '> Words @'],
  ['a table', '| A | B |\n| - | - |\n| a | @ |'],
  ['bold words', 'Words **bold @ bold** words.'],
  ['a box', '<Callout kind="law">\n\nWords @\n\n</Callout>'],
  ['more for those who want it', '<Expand title="More">\n\nWords @\n\n</Expand>'],
  [
    'a question',
    '<Check id="c" kind="single">\n\nWords @?\n\n<Choice id="a" correct feedback="f">A</Choice>\n<Choice id="b" feedback="f">B</Choice>\n</Check>',
  ],
  [
    'a choice',
    '<Check id="c" kind="single" prompt="Q?">\n<Choice id="a" correct feedback="f">A @</Choice>\n<Choice id="b" feedback="f">B</Choice>\n</Check>',
  ],
  [
    'a scene',
    '<Vignette id="v">\n\n<Scene id="one">\n\nWords @\n\n<Go to="two">On</Go>\n\n</Scene>\n\n<Scene id="two">\n\nEnd.\n\n</Scene>\n\n</Vignette>',
  ],
  [
    'a way out of a scene',
    '<Vignette id="v">\n\n<Scene id="one">\n\nWords\n\n<Go to="two">On @</Go>\n\n</Scene>\n\n<Scene id="two">\n\nEnd.\n\n</Scene>\n\n</Vignette>',
  ],
  [
    'a judgement',
    '<Spread id="s" prompt="Q?" panel="P" lowest="L" highest="H">\n\n<Judgement for="1" by="A">Words @</Judgement>\n<Judgement for="2" by="B">Words</Judgement>\n\n</Spread>',
  ],
]

/** Where the attack stands in its file: it is to be told somewhere from its first sign to its last. */
export type HostilePlace = { line: number; from: number; to: number }

/** What is tried, the file, and the place in it. */
export const hostilePlaces: [string, string, HostilePlace][] = places.flatMap(([where, around]) =>
  payloads.map(([what, payload]): [string, string, HostilePlace] => {
    const file = inBody(around.replace('@', () => payload))
    const before = inBody(around).split('@')[0]?.split('\n') ?? []
    const from = (before.at(-1)?.length ?? 0) + 1
    return [`${what} in ${where}`, file, { line: before.length, from, to: from + payload.length }]
  }),
)

/** The same places with a harmless word. */
export const harmlessPlaces: [string, string][] = places.map(([where, around]) => [
  where,
  inBody(around.replace('@', 'word')),
])
