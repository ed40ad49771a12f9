import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import {
  confidentialityFindings,
  confidentialityRules,
} from '#server/cpd/rules/confidentiality/check.ts'
import { findingKinds, type Finding } from '#server/cpd/rules/confidentiality/finding.ts'
import { byHand, corpus } from '#tests/support/confidentiality/corpus.ts'
import {
  alarmsPer500,
  figuresOf,
  recallOf,
  type Check,
} from '#tests/support/confidentiality/figures.ts'
import { halves } from '#tests/support/confidentiality/half.ts'
import { confidentialityPage, targets } from '#tests/support/confidentiality/page.ts'

const notes = corpus()
const heldOut = notes.filter(({ half }) => half === 'held-out')
const ours: Check = (text) => confidentialityFindings(text)

/** What keeps a check from being good enough on the half that was held out. */
function shortcomings(check: Check): string[] {
  const figures = figuresOf(heldOut, check)
  return [
    ...(recallOf(figures) < targets.recall ? ['recall'] : []),
    ...(alarmsPer500(figures) > targets.alarmsPer500 ? ['false alarms'] : []),
    ...findingKinds.filter((kind) => recallOf(figures.byKind[kind]) < targets.recallOfKind),
  ]
}

test('the corpus: at least 600 notes, 150 of them by hand, in two halves that share none', () => {
  expect(notes.length).toBeGreaterThanOrEqual(600)
  expect(halves.flatMap((half) => byHand(half)).length).toBeGreaterThanOrEqual(150)
  const open = new Set(notes.filter(({ half }) => half === 'open').map(({ text }) => text))
  expect(heldOut.filter(({ text }) => open.has(text))).toEqual([])
  expect(heldOut.length / notes.length).toBeCloseTo(0.5, 1)
  for (const kind of findingKinds) {
    const labelled = heldOut.flatMap(({ labels }) => labels).filter((label) => label.kind === kind)
    expect(labelled.length, kind).toBeGreaterThanOrEqual(15)
  }
})

test('on the half that was held out, enough is found and little is marked in vain', () => {
  expect(shortcomings(ours)).toEqual([])
})

test('★ a check that finds nothing is not good enough', () => {
  expect(shortcomings(() => [])).toEqual(['recall', ...findingKinds])
})

test('★ a check that marks every word is not good enough', () => {
  const everything: Check = (text) =>
    findingKinds.flatMap((kind): Finding[] =>
      Array.from(text.matchAll(/\S+/g), ({ index, 0: word }) => ({
        kind,
        start: index,
        end: index + word.length,
        why: '',
        replacement: '',
      })),
    )
  expect(shortcomings(everything)).toEqual(['false alarms'])
})

test('★ a kind that is no longer looked for is missed', () => {
  const without = findingKinds.filter((kind) => kind !== 'vehicle')
  expect(shortcomings((text) => confidentialityFindings(text, without))).toContain('vehicle')
  expect(Object.keys(confidentialityRules).sort()).toEqual([...findingKinds].sort())
})

test('docs/confidentiality-check.md says what the rules do: npm run confidentiality writes it', async () => {
  const page = resolve(import.meta.dirname, '../../../docs/confidentiality-check.md')
  await expect(confidentialityPage(notes, ours)).toMatchFileSnapshot(page)
})
