import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import type { Block, Item, Paper } from '#server/platform/rules/paper.ts'
import { whoAndWhen } from './action-words.ts'
import type { CardView, Person, StatementView } from './shapes.ts'
import {
  agreementOf,
  acceptedText,
  byline,
  called,
  positionWords,
  stagesRead,
  valueText,
  votesText,
  withoutRepeats,
  type PartOf,
  type Summary,
  type SummaryPart,
} from './summary.ts'

export type ToPaper = {
  summary: Summary
  people: readonly Person[]
  teamName: string
  /** Epoch ms. */
  startsAt: number
  madeAt: number
}

/**
 * The summary of a room as a paper: what was agreed with who sees it differently, who does what by
 * when, themes with their votes. Never a private text: it is made of the summary alone. Pure.
 */
export function summaryPaper({ summary, people, teamName, startsAt, madeAt }: ToPaper): Paper {
  const when = `${dayTextWithYear(londonDay(startsAt))}, ${clockText(startsAt)}`
  const isOver = summary.status === 'closed' || summary.status === 'abandoned'
  return {
    title: `${summary.title}: summary`,
    caption: [teamName, when].filter((one) => one !== '').join(', '),
    madeAt,
    blocks: [
      ...(isOver ? [] : [quiet('The room was not closed yet when this file was made.')]),
      quiet('For the team of this room. Notes, drafts and own learning do not stand in it.'),
      ...agreement(agreementOf(summary), people),
      ...doneBefore(summary),
      ...withoutRepeats(summary.phases).flatMap(({ title, part }) => {
        const blocks = blocksOf(part, { people, groups: summary.groups })
        return blocks.length === 0 ? [] : [heading(2, title), ...blocks]
      }),
      ...caseRead(summary),
      ...notOpened(summary),
    ],
  }
}

/** Whose cards these are, and from which small group. */
type From = { people: readonly Person[]; groups: Summary['groups'] }

/** Actions of earlier rooms that this one found done. */
function doneBefore({ done }: Summary): Block[] {
  return done.length === 0 ? [] : [heading(2, 'Done since last time'), listOr([...done], '')]
}

function agreement(part: PartOf<'agreement'> | null, people: readonly Person[]): Block[] {
  if (!part) return []
  const { statements, actions } = part
  return [
    heading(2, 'What we agreed'),
    statements.length === 0
      ? paragraph('No statement was agreed.')
      : list(
          statements.map((one) => ({ text: one.text, lines: answers(one, people) })),
          true,
        ),
    heading(2, 'Actions'),
    actions.length === 0
      ? paragraph('No action was agreed.')
      : list(actions.map((one) => ({ text: one.text, lines: [whoAndWhen(one)] }))),
  ]
}

/** Who sees it differently is said by name and in their words; agreement is said in one line. */
function answers({ signatures }: StatementView, people: readonly Person[]): string[] {
  if (signatures.length === 0) return ['Nobody has answered this.']
  const agree = signatures.filter(({ position }) => position === 'agree')
  const names = agree.map(({ person }) => called(people, person)).join(', ')
  const others = signatures.filter(({ position }) => position !== 'agree')
  return [
    ...(agree.length > 0 ? [`${names} ${agree.length === 1 ? 'agrees' : 'agree'}`] : []),
    ...others.map(({ person, position, text }) => {
      const says = `${called(people, person)} ${positionWords[position]}`
      return text ? `${says}: “${text}”` : says
    }),
  ]
}

/** What each kind of part says here; agreement and case stand elsewhere on the paper. */
function blocksOf(part: SummaryPart, from: From): Block[] {
  switch (part.part) {
    case 'nothing':
    case 'agreement':
    case 'stage':
      return []
    case 'rules':
      return [paragraph(acceptedText(part.accepted))]
    case 'own':
      return [paragraph('Each person’s own learning is theirs alone. It does not stand here.')]
    case 'cards':
      return cards(part.cards, from)
    case 'themes':
      return themes(part, from)
    case 'totals':
      return [
        listOr(
          part.totals.map((one) => `${one.title}: ${votesText(one.dots)}`),
          'No votes.',
        ),
      ]
    case 'scale':
      return scale(part)
  }
}

function scale({ range, values }: PartOf<'scale'>): Block[] {
  return [
    ...(range ? [quiet(`On a scale from ${range.min} to ${range.max}.`)] : []),
    listOr(values.map(valueText), 'Nobody chose a value.'),
  ]
}

function themes({ themes: groups, loose }: PartOf<'themes'>, from: From): Block[] {
  const without = loose.map(({ card, dots }) => cardItem(card, from, dots))
  return [
    ...groups.flatMap(({ title, dots, cards: own }) => [
      heading(3, dots === undefined ? title : `${title}: ${votesText(dots)}`),
      ...(own.length === 0 ? [quiet('No card.')] : cards(own, from)),
    ]),
    ...(without.length > 0 ? [heading(3, 'Without a theme'), list(without)] : []),
  ]
}

function cards(all: readonly CardView[], from: From): Block[] {
  return all.length === 0 ? [] : [list(all.map((card) => cardItem(card, from)))]
}

function cardItem(card: CardView, from: From, dots?: number): Item {
  const votes = dots === undefined || dots === 0 ? '' : `, ${votesText(dots)}`
  return { text: card.text, lines: [`${byline(card, from)}${votes}`] }
}

function caseRead(summary: Summary): Block[] {
  const read = stagesRead(summary)
  if (read.length === 0) return []
  return [
    heading(2, 'Parts of the case that were read'),
    listOr(
      read.map(({ title }) => title),
      '',
    ),
  ]
}

function notOpened({ phases }: Summary): Block[] {
  const missing = phases.filter(({ opened }) => !opened).map(({ title }) => title)
  return missing.length === 0 ? [] : [paragraph(`Not opened in this room: ${missing.join(', ')}.`)]
}

const heading = (level: 2 | 3, text: string): Block => ({ kind: 'heading', level, text })
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const quiet = (text: string): Block => ({ kind: 'paragraph', text, quiet: true })
const list = (items: Item[], numbered = false): Block => ({ kind: 'list', items, numbered })

function listOr(texts: string[], empty: string): Block {
  return texts.length === 0 ? paragraph(empty) : list(texts.map((text) => ({ text })))
}
