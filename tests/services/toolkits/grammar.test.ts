import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grammarFor, wholeGrammar } from '#server/toolkits/grammar.server.ts'

const content = resolve(import.meta.dirname, '..', '..', '..', 'content', 'toolkits')

/** Everything that a grammar makes something of, in whole and in halves. */
const pieces = [
  ...[
    'a',
    'b ',
    ' ',
    '\n',
    '\n\n',
    '.',
    'w',
    'ww.',
    'www.a.test',
    'WWW.a.test/b',
    'http',
    ':',
    '//',
  ],
  ...['https://a.test', 'HTTP://a.test', 'ftp://a', 'a@b.test', 'mailto:a@b.test', 'a&#64;b.test'],
  ...[
    '&',
    '&amp;',
    '&lt;',
    '@',
    '~',
    '~~',
    '~~a~~',
    '|',
    '| a |',
    '| - |',
    ':-',
    '-:',
    '-',
    '- ',
    '---',
  ],
  ...[
    '\n:-',
    '\n-:',
    '\n| :- |',
    '[',
    ']',
    '[^',
    '[^1]',
    '[^1]: a',
    '- [ ] a',
    '- [x] a',
    '- [X]',
    '[\n]',
  ],
  ...[
    '[a](b.mdx)',
    '*',
    '**a**',
    '_',
    '`',
    '`a`',
    '\\',
    '# ',
    '> ',
    '1. ',
    '<Term id="a">a</Term>',
  ],
  ...[
    '<Expand title="a|b">',
    '</Expand>',
    '<Term id="a@b" />',
    '\n---\n',
    'title: a',
    'é',
    '😀',
    '’',
  ],
]

test('★ the smallest grammar reads any text as the whole one does, to the last position', () => {
  const unlike = { whole: 0, smaller: 0 }
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }), (some) => {
      const text = some.join('')
      const small = grammarFor(text)
      unlike[small === wholeGrammar ? 'whole' : 'smaller'] += 1
      expect(read(small, text)).toEqual(read(wholeGrammar, text))
    }),
    { numRuns: 1_500 },
  )
  expect(unlike.smaller).toBeGreaterThan(300)
})

test('our own texts are read alike, nearly all by a smaller grammar', () => {
  const files = globSync('*/{module,case-study,guide}/*.mdx', { cwd: content })
  const texts = files.map((file) => readFileSync(join(content, file), 'utf8'))
  for (const text of texts) expect(read(grammarFor(text), text)).toEqual(read(wholeGrammar, text))
  expect(texts.filter((text) => grammarFor(text) !== wholeGrammar).length).toBeGreaterThan(50)
})

function read(grammar: typeof wholeGrammar, text: string): string {
  try {
    return JSON.stringify(grammar.parse(text))
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}
