import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identifyingDetails } from '#server/toolkits/rules/identifying-details.ts'
import { headingSlug, linkTarget } from '#server/toolkits/rules/link.ts'

test('links lead to the web, to a heading, or to a section', () => {
  expect(linkTarget('https://a.test/b?c#d')).toEqual({ kind: 'web', href: 'https://a.test/b?c#d' })
  expect(linkTarget('mailto:help@a.test')).toEqual({ kind: 'web', href: 'mailto:help@a.test' })
  expect(linkTarget('#a-heading')).toEqual({ kind: 'heading', heading: 'a-heading' })
  expect(linkTarget('02-power.mdx')).toEqual({ kind: 'section', section: 'power' })
  expect(linkTarget('../module/02-power.mdx')).toEqual({ kind: 'section', section: 'power' })
})

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:1',
  'java\tscript:1',
  ' javascript:1',
  '\u0001javascript:1',
  'data:text/html,1',
  'vbscript:1',
  'file:///etc/passwd',
  '//a.test',
  '\\\\a.test',
  'https:a.test',
  'https:///a',
  '/sign-out',
  '../../x.mdx',
  'mailto:javascript:1@a',
  '',
])('no link leads to %j', (address) => {
  expect(linkTarget(address)).toBeNull()
})

test('whatever is written, a link to the web is http, https or mailto', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const target = linkTarget(text)
      if (target?.kind === 'web')
        expect(['http:', 'https:', 'mailto:']).toContain(new URL(target.href).protocol)
    }),
  )
})

test('the anchor of a heading is its words', () => {
  expect(headingSlug('A child’s own words: what now?')).toBe('a-childs-own-words-what-now')
  expect(headingSlug('Éducation – 2')).toBe('education-2')
  expect(headingSlug('…')).toBe('')
})

test('details that could point at somebody are found where they stand', () => {
  const found = (text: string) => identifyingDetails(text).map((one) => [one.offset, one.what])
  expect(found('Write to a.b@c.org')).toEqual([[9, 'an e-mail address']])
  expect(found('Ring (020) 7946 0123 or +44 7700 900123')).toEqual([
    [5, 'a telephone number'],
    [24, 'a telephone number'],
  ])
  expect(found('Lives in M1 1AE.')).toEqual([[9, 'a postcode']])
  expect(found('Born 3 March 2017')).toEqual([[5, 'a full date of birth or other full date']])
  expect(found('NHS 9434765919')).toEqual([[4, 'an NHS number']])
})

test('ages, times, sums and sections of acts are no such details', () => {
  for (const text of [
    'Kit is 9. She rang at 4.30pm on Tuesday, 14 hours a week, 6 now.',
    'Section 47 of the Children Act 1989, in March, three weeks ago.',
    'It cost £1,200 and took 90 minutes. 1 in 10. 2019–2021.',
  ])
    expect(identifyingDetails(text)).toEqual([])
})
