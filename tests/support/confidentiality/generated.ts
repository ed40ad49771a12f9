import type { FindingKind } from '#server/cpd/rules/confidentiality/finding.ts'
import type { Half, Material } from './half.ts'
import { material } from './material.ts'

const perKind = 17
const withoutAny = 70

/**
 * Notes put together from sentences and words that each half has for itself, always the same ones.
 * Each kind stands in the middle of sentences that hold nothing, but for what looks like it.
 */
export function generatedNotes(half: Half): string[] {
  const random = sequence(half === 'open' ? 20_260_401 : 19_890_711)
  const { carriers, plain, values } = material(half)
  const notes: string[] = []
  for (const kind of Object.keys(carriers)) {
    if (!isKind(carriers, kind)) continue
    for (let n = 0; n < perKind; n += 1) {
      const sentence = filled(pick(carriers[kind], random), values, random)
      const around = [pick(plain, random), pick(plain, random)]
      notes.push(filled([around[0], sentence, around[1]].join(' '), values, random))
    }
  }
  for (let n = 0; n < withoutAny; n += 1) {
    notes.push([0, 1, 2, 3].map(() => pick(plain, random)).join(' '))
  }
  return notes
}

function isKind(carriers: Material['carriers'], name: string): name is FindingKind {
  return name in carriers
}

/** Puts a value in place of each `<slot>`; `<digits4>` is four digits, `<nhs>` a valid number. */
function filled(sentence: string, values: Material['values'], random: () => number): string {
  return sentence.replace(/<(\w+?)(\d*)>/g, (_, slot: string, count: string) => {
    if (slot === 'digits') return digits(Number(count), random)
    if (slot === 'letters') return letters(Number(count), random)
    if (slot === 'nhs') return nhsNumber(random)
    const choices = values[slot]
    if (!choices) throw new Error(`There are no values for <${slot}>.`)
    return pick(choices, random)
  })
}

function pick<T>(from: readonly T[], random: () => number): T {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new Error('There is nothing to choose from.')
  return one
}

function digits(count: number, random: () => number): string {
  return Array.from({ length: count }, () => String(1 + Math.floor(random() * 9))).join('')
}

function letters(count: number, random: () => number): string {
  return Array.from({ length: count }, () => pick(Array.from('ABDEFGHJLNPRSTUWXY'), random)).join(
    '',
  )
}

function nhsNumber(random: () => number): string {
  for (;;) {
    const nine = digits(9, random)
    const sum = Array.from(nine).reduce((total, digit, at) => total + Number(digit) * (10 - at), 0)
    const check = (11 - (sum % 11)) % 11
    if (check === 10) continue
    const all = `${nine}${check}`
    const between = pick([' ', '', '-'], random)
    return [all.slice(0, 3), all.slice(3, 6), all.slice(6)].join(between)
  }
}

/** A sequence that looks random and is always the same (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
