import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import type { Block, FlowingPaper, Item } from '#server/platform/rules/paper.ts'
import { answerText } from '../rules/entry/answer.ts'
import { notAttestedHere, type LinkedEvidence } from '../rules/entry/brought.ts'
import { evidenceTitle, happenedAt, minutesOf, peersText } from '../rules/entry/draft.ts'
import type { CpdExport, ExportedEntry } from './export.server.ts'

/**
 * A record as a paper, for PDF and Word: a heading for each entry, one for each question of the
 * regulator's form in its order, the person's words as they stand, then the linked facts. Its blocks
 * are made while it is written; `begun` counts the entries that were begun.
 */
export function cpdPaper(exported: CpdExport, begun = { entries: 0 }): FlowingPaper {
  const { person, at } = exported
  const made = `Made ${dayTextWithYear(londonDay(at))}, ${clockText(at)}`
  return {
    title: 'CPD record',
    caption: `${person.name}, ${person.jobTitle}. ${made}.`,
    madeAt: at,
    blocks: allBlocks(exported, begun),
  }
}

function* allBlocks(exported: CpdExport, begun: { entries: number }): Generator<Block> {
  const { profile, entries } = exported
  yield quiet(`The questions are our summary of the form of ${profile.name}.`)
  if (entries.length === 0) yield words('There is nothing in it yet.')
  for (const one of entries) {
    begun.entries += 1
    yield* entryBlocks(exported, one)
  }
}

function entryBlocks({ profile }: CpdExport, { entry, title, evidence }: ExportedEntry): Block[] {
  const status = entry.status === 'ready' ? 'Ready' : 'Draft'
  const answers = profile.fields.flatMap(({ id, question }): Block[] => {
    const text = answerText(profile, entry, id, dayTextWithYear)
    return [
      { kind: 'heading', level: 3, text: question },
      text === '' ? quiet('Not answered.') : words(text),
    ]
  })
  const ours = [
    ...(entry.minutes === null ? [] : [`Minutes: ${entry.minutes}`]),
    ...(entry.participatoryMinutes === null
      ? []
      : [`Participatory minutes: ${entry.participatoryMinutes}`]),
    ...(entry.standards.length === 0 ? [] : [`Standards: ${entry.standards.join(', ')}`]),
  ]
  return [
    { kind: 'heading', level: 2, text: `${title} (${status})` },
    ...answers,
    ...(ours.length === 0 ? [] : [list(ours.map((text) => ({ text })))]),
    ...(evidence.length === 0
      ? []
      : [
          { kind: 'heading', level: 3, text: 'Linked evidence' } as const,
          list(evidence.map(evidenceItem)),
        ]),
  ]
}

function evidenceItem(evidence: LinkedEvidence): Item {
  const { fact, isBrought } = evidence
  const minutes = minutesOf(evidence)
  const facts = [
    dayTextWithYear(londonDay(happenedAt(evidence))),
    ...(minutes === null ? [] : [`${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`]),
    ...(fact.kind === 'room-attended' && fact.peers.length > 0
      ? [`with ${peersText(fact.peers)}`]
      : []),
  ]
  return {
    text: evidenceTitle(evidence),
    lines: [facts.join(', '), ...(isBrought ? [notAttestedHere] : [])],
  }
}

function words(text: string): Block {
  return { kind: 'paragraph', text }
}

function quiet(text: string): Block {
  return { kind: 'paragraph', text, quiet: true }
}

function list(items: Item[]): Block {
  return { kind: 'list', items }
}
