import { hurtfulWords } from './equality.server.ts'
import type { MdxDocument } from './parse.server.ts'
import { instructionAgeLimit, readingAge } from './reading-age.server.ts'
import { heavyThemes } from './rules/heavy-themes.ts'
import { saysNowhere, sentenceLimitWords, sentencesOf } from './rules/sentences.ts'
import { unkindWords } from './rules/wording.ts'
import type { Passage } from './prose.server.ts'
import type { Fault, Place } from './syntax.server.ts'

/**
 * How a document speaks: kind words, sentences that can be read in one breath, instructions that
 * anybody understands, links that say where they lead, and a warning before what is heavy.
 */
export function checkWording(document: MdxDocument, isStory: boolean, fault: Fault): void {
  checkKindness(document, fault)
  tooLong(document.wording.passages, fault)
  hardToRead(document.wording.passages, fault)
  checkLinkWords(document, fault)
  checkWarning(document, isStory, fault)
}

/** Words of a YAML file that people read: where they stand, and whether they say what to do. */
export type YamlText = { text: string; at: Place; role: 'prose' | 'label' | 'instruction' }

/** How a YAML file speaks; what is quoted in it stands in quotation marks. */
export function checkYamlWording(texts: readonly YamlText[], fault: Fault): void {
  const passages = texts.map(({ text, at, role }) => ({ text, role, quoted: false, at: () => at }))
  unkind(passages, fault)
  tooLong(passages, fault)
  hardToRead(passages, fault)
}

function checkKindness({ wording, matter }: MdxDocument, fault: Fault): void {
  const passages = [
    ...wording.passages.filter((one) => !one.quoted),
    { text: matter.title, at: () => ({ line: 2, column: 1 }) },
    { text: matter.warning ?? '', at: () => ({ line: 2, column: 1 }) },
  ]
  unkind(passages, fault)
}

type Said = Pick<Passage, 'text' | 'at'>

function unkind(passages: readonly Said[], fault: Fault): void {
  for (const { text, at } of passages) {
    const own = unkindWords(text)
    const others = hurtfulWords(text).filter((one) =>
      own.every((mine) => mine.offset !== one.offset),
    )
    for (const { offset, words, why, mend } of [...own, ...others])
      fault(
        at(offset),
        'wording',
        `“${words.toLowerCase()}” ${why}.`,
        `${mend} Where somebody says it, put it in quotation marks.`,
      )
  }
}

function tooLong(
  passages: readonly (Said & Pick<Passage, 'role' | 'quoted'>)[],
  fault: Fault,
): void {
  for (const { text, at, role, quoted } of passages) {
    if (quoted) continue
    if (role === 'label' && text.length < 200) continue
    for (const { offset, words } of sentencesOf(text))
      if (words > sentenceLimitWords)
        fault(
          at(offset),
          'sentence',
          `This sentence has ${words} words, over ${sentenceLimitWords}.`,
          'Make two of it.',
        )
  }
}

function hardToRead(passages: readonly (Said & Pick<Passage, 'role'>)[], fault: Fault): void {
  const asked = passages.filter((one) => one.role === 'instruction')
  const age = readingAge(asked.map((one) => one.text))
  const [first] = asked
  if (first && age !== null && age > instructionAgeLimit)
    fault(
      first.at(0),
      'reading-age',
      `The questions of this file need a reading age of ${age}, over ${instructionAgeLimit}.`,
      'Ask in shorter sentences and shorter words.',
    )
}

function checkLinkWords({ wording }: MdxDocument, fault: Fault): void {
  for (const link of wording.links)
    if (saysNowhere(link.words))
      fault(
        link,
        'link-text',
        `“${link.words.trim()}” does not say where the link leads.`,
        'Write what stands there: [the Care Act 2014](https://…).',
      )
}

function checkWarning({ wording, matter }: MdxDocument, isStory: boolean, fault: Fault): void {
  if (matter.warning !== undefined) return
  for (const { text, at, inStory } of wording.passages) {
    if (!isStory && !inStory) continue
    const [first] = heavyThemes(text)
    if (!first) continue
    return fault(
      at(first.offset),
      'warning',
      `This story speaks of ${first.theme}, without a warning before it.`,
      'Write a line warning: … under the title, in one sentence: what comes, and that one may stop.',
    )
  }
}
