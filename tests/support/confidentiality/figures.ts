import {
  findingKinds,
  type Finding,
  type FindingKind,
} from '#server/cpd/rules/confidentiality/finding.ts'
import { wordsIn, type LabelledNote } from './corpus.ts'

export type Check = (text: string) => readonly Finding[]
export type KindFigures = { labelled: number; found: number; falseAlarms: number }
export type Figures = {
  notes: number
  words: number
  labelled: number
  found: number
  falseAlarms: number
  byKind: Record<FindingKind, KindFigures>
}

/**
 * How many labelled details `check` marks as what they are, and how often it marks something that
 * overlaps no label. A detail counts as found when a finding of its own kind touches it.
 */
export function figuresOf(notes: readonly LabelledNote[], check: Check): Figures {
  const all = notes.map((note) => ({ note, findings: check(note.text) }))
  const ofKind = (kind: FindingKind): KindFigures => {
    const sums = { labelled: 0, found: 0, falseAlarms: 0 }
    for (const { note, findings } of all) {
      const labels = note.labels.filter((label) => label.kind === kind)
      const own = findings.filter((one) => one.kind === kind)
      sums.labelled += labels.length
      sums.found += labels.filter((label) => own.some((one) => isOver(one, label))).length
      sums.falseAlarms += own.filter(
        (one) => !note.labels.some((label) => isOver(one, label)),
      ).length
    }
    return sums
  }
  const rows = findingKinds.map(ofKind)
  const sum = (of: keyof KindFigures) => rows.reduce((total, row) => total + row[of], 0)
  return {
    notes: notes.length,
    words: notes.reduce((total, note) => total + wordsIn(note.text), 0),
    labelled: sum('labelled'),
    found: sum('found'),
    falseAlarms: sum('falseAlarms'),
    byKind: perKind(ofKind),
  }
}

/** The share of the labelled details that were found; 0 where nothing was labelled. */
export function recallOf({ labelled, found }: Pick<KindFigures, 'labelled' | 'found'>): number {
  return labelled === 0 ? 0 : found / labelled
}

/** False alarms in 500 words. */
export function alarmsPer500({
  falseAlarms,
  words,
}: Pick<Figures, 'falseAlarms' | 'words'>): number {
  return words === 0 ? Infinity : (falseAlarms / words) * 500
}

function isOver(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end
}

function perKind(of: (kind: FindingKind) => KindFigures): Record<FindingKind, KindFigures> {
  return {
    'nhs-number': of('nhs-number'),
    'national-insurance': of('national-insurance'),
    email: of('email'),
    'web-address': of('web-address'),
    phone: of('phone'),
    postcode: of('postcode'),
    vehicle: of('vehicle'),
    'case-reference': of('case-reference'),
    'full-date': of('full-date'),
    address: of('address'),
    school: of('school'),
    ward: of('ward'),
    'initials-date': of('initials-date'),
    'age-place': of('age-place'),
    person: of('person'),
    rare: of('rare'),
  }
}
