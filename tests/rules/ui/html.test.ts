import { describe, expect, test } from 'vitest'
import { normalised } from './html.ts'

// The fixtures are only worth something if this comparison can fail.
describe('what a reader or a style sheet can tell apart stays apart', () => {
  const differing: [string, string, string][] = [
    ['a missing attribute', '<input id="a" required>', '<input id="a">'],
    ['another value', '<a href="/a">x</a>', '<a href="/b">x</a>'],
    ['a class less', '<p class="a b">x</p>', '<p class="a">x</p>'],
    ['classes in another order', '<p class="a b">x</p>', '<p class="b a">x</p>'],
    ['other words', '<p>one</p>', '<p>two</p>'],
    [
      'a space between words',
      '<p>Previous<span> page</span></p>',
      '<p>Previous<span>page</span></p>',
    ],
    ['a space between inline elements', '<b>a</b> <b>b</b>', '<b>a</b><b>b</b>'],
    ['another nesting', '<div><p>x</p></div><p>y</p>', '<div><p>x</p><p>y</p></div>'],
    ['another element', '<h1>x</h1>', '<h2>x</h2>'],
    ['white space that is typed text', '<textarea>a  b</textarea>', '<textarea>a b</textarea>'],
    ['escaped markup', '<p>&lt;b&gt;x&lt;/b&gt;</p>', '<p><b>x</b></p>'],
  ]
  test.each(differing)('%s', (_what, one, other) => {
    expect(normalised(one)).not.toBe(normalised(other))
  })
})

describe('what nobody can tell apart is the same', () => {
  const same: [string, string, string][] = [
    ['the order of attributes', '<a id="x" href="/">y</a>', '<a href="/" id="x">y</a>'],
    ['a flag with and without a value', '<input checked>', '<input checked="">'],
    ['white space at the edges of a block', '<div>\n  <p> x </p>\n</div>', '<div><p>x</p></div>'],
    ['runs of white space', '<p>a\n   b</p>', '<p>a b</p>'],
    [
      'ways to write a character',
      '<p title="&#x27;">it&#39;s &amp;</p>',
      '<p title="\'">it\'s &amp;</p>',
    ],
    ['an element closed at once', '<svg><path d="M0"></path></svg>', '<svg><path d="M0"/></svg>'],
  ]
  test.each(same)('%s', (_what, one, other) => {
    expect(normalised(one)).toBe(normalised(other))
  })
})
