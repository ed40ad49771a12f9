import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findingKinds, type FindingKind } from '#server/cpd/rules/confidentiality/finding.ts'
import { generatedNotes } from './generated.ts'
import { halves, type Half } from './half.ts'

export type Label = { kind: FindingKind; start: number; end: number }
/** A note that nobody wrote about anybody: its text, and where something identifying stands. */
export type LabelledNote = { half: Half; text: string; labels: Label[] }

/** The whole corpus: notes written by hand, one on a line, and generated ones. Always the same. */
export function corpus(): LabelledNote[] {
  return halves.flatMap((half) => [
    ...byHand(half),
    ...generatedNotes(half).map((note) => parsed(half, note)),
  ])
}

export function byHand(half: Half): LabelledNote[] {
  const file = join(import.meta.dirname, `by-hand-${half}.txt`)
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => parsed(half, line))
}

/** Reads `{kind:what stands there}`. A kind that does not exist is a mistake in the corpus. */
export function parsed(half: Half, marked: string): LabelledNote {
  const labels: Label[] = []
  let text = ''
  let reached = 0
  for (const match of marked.matchAll(/\{([a-z-]+):([^{}]+)\}/g)) {
    const [all, name = '', words = ''] = match
    const kind = findingKinds.find((one) => one === name)
    if (!kind) throw new Error(`There is no kind “${name}”: ${marked}`)
    text += marked.slice(reached, match.index)
    labels.push({ kind, start: text.length, end: text.length + words.length })
    text += words
    reached = match.index + all.length
  }
  return { half, text: text + marked.slice(reached), labels }
}

export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}
