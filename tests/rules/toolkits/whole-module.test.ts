import { expect, test } from 'vitest'
import { paperBlocks } from '#server/toolkits/rules/plain-html.ts'
import { wholeModule } from '#server/toolkits/rules/whole-module.ts'

const cite = (number: number) =>
  `<sup class="cc-cite"><a class="govuk-link" href="#ref-${number}" id="cite-${number}"><span class="govuk-visually-hidden">Reference </span>${number}</a></sup>`
const source = (number: number, words: string) =>
  `<li id="ref-${number}">${words} <a class="govuk-link" href="https://x.test">x.test</a> <a class="govuk-link" href="#cite-${number}">Back to the text</a></li>`
const end = (...sources: string[]) =>
  `<div class="cc-endmatter"><dl><dt id="term-voice" class="b">Voice</dt><dd>A &amp; B.</dd></dl><ol>${sources.join('')}</ol></div>`

const whole = wholeModule([
  {
    id: 'first',
    pieces: [
      `<h2 class="m" id="h-why">Why</h2><p class="govuk-body">One${cite(1)} two${cite(2)}.</p>`,
    ],
    endHtml: end(source(1, 'Lundy'), source(2, 'Hart')),
  },
  {
    id: 'second',
    pieces: [
      `<h3 class="s" id="h-why">Why</h3><p class="govuk-body">Three${cite(1)} four${cite(2)}. <a href="#h-why">up</a></p>`,
      '<details class="govuk-details"><summary>More</summary><p>x</p></details>',
    ],
    endHtml: end(source(1, 'Munro'), source(2, 'Lundy')),
  },
])
const text = whole.sections.flatMap((one) => one.pieces).join('\n')

test('sources are numbered through the module, each once, and every number leads to one', () => {
  expect(whole.references.map(({ number, html }) => [number, html.split(' ')[0]])).toEqual([
    [1, 'Lundy'],
    [2, 'Hart'],
    [3, 'Munro'],
  ])
  expect([...text.matchAll(/href="#ref-(\d+)"/g)].map((one) => Number(one[1]))).toEqual([
    1, 2, 3, 1,
  ])
})

test('no id stands on the page twice, links inside a section stay inside it, and nothing is folded', () => {
  const ids = [...text.matchAll(/ id="([^"]*)"/g)].map((one) => one[1])
  expect(new Set(ids).size).toBe(ids.length)
  expect(text).toContain('href="#second-h-why"')
  expect(text).toContain('<details class="govuk-details" open="">')
})

test('headings go one level down, under the title of their section', () => {
  expect(text).toContain('<h3 class="m" id="first-h-why">Why</h3>')
  expect(text).toContain('<h4 class="s" id="second-h-why">Why</h4>')
})

test('each term stands once', () => {
  expect(whole.terms).toEqual([{ id: 'voice', term: 'Voice', html: 'A &amp; B.' }])
})

test('on a paper it is headings, paragraphs and lists; a picture says what it says', () => {
  const html = `${whole.sections[0]?.pieces[0] ?? ''}<ul class="b"><li>A &lt;b&gt;</li><li><p>C</p><p>D</p></li></ul><figure><img src="/x" alt="Two chairs &amp; a door"/><figcaption>Figure 1. Who sees whom.</figcaption></figure><blockquote class="q"><p>Said.</p></blockquote>`
  expect(paperBlocks(html)).toEqual([
    { kind: 'heading', level: 3, text: 'Why' },
    { kind: 'paragraph', text: 'One [1] two [2].' },
    { kind: 'list', items: [{ text: 'A <b>' }, { text: 'C D' }] },
    { kind: 'paragraph', text: 'Picture: Two chairs & a door' },
    { kind: 'paragraph', text: 'Figure 1. Who sees whom.', quiet: true },
    { kind: 'paragraph', text: 'Said.' },
  ])
})
