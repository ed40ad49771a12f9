import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxesIn, readableText, textOfBoxes } from '#server/learning/rules/boxes.ts'
import { normaliseText } from '#server/platform/rules/text.ts'
import { templateNames, templates } from '#server/toolkits/rules/items/templates.ts'

const lines = fc.constantFrom(
  '## What?',
  '\\## What?',
  '## Feelings',
  'Plain.',
  '',
  '  ',
  '# x',
  '\\',
)
const words = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.array(lines, { maxLength: 6 }).map((all) => all.join('\n')),
)

test('what stands in the boxes comes back from the one text, whatever was typed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...templateNames),
      fc.array(words, { minLength: 6, maxLength: 6 }),
      (template, typed) => {
        const { boxes } = templates[template]
        const filled = Object.fromEntries(boxes.map(({ id }, at) => [id, typed[at] ?? '']))
        const text = textOfBoxes(filled)
        const read = boxesIn(text, template)
        for (const { id } of boxes) expect(read[id]).toBe(normaliseText(filled[id] ?? ''))
        // What is kept is what the page makes of it again: nothing looks changed after a reload.
        expect(textOfBoxes(read)).toBe(text)
        expect(normaliseText(text)).toBe(text)
      },
    ),
  )
})

test('an author who adds, changes or takes away a template costs nobody a word', () => {
  expect(boxesIn('Written before there were boxes.', 'kolb')).toMatchObject({
    experience: 'Written before there were boxes.',
  })
  const text = textOfBoxes({ what: 'She left.', 'now-what': 'I will ring.' })
  const moved = Object.values(boxesIn(text, 'gibbs')).join('\n')
  expect(moved).toContain('She left.')
  expect(moved).toContain('I will ring.')
})

test('elsewhere each box is read under its name, without our marks', () => {
  expect(
    readableText(textOfBoxes({ what: 'She left.', 'so-what': '## What?\nNobody asked.' })),
  ).toBe('What?\nShe left.\n\nSo what?\n## What?\nNobody asked.')
  expect(textOfBoxes({ what: '  ', 'so-what': '\n' })).toBe('')
})
