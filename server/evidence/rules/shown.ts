import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import type { Statement } from './statement.ts'

/** What a statement says, in plain words, a row each: never a name. */
export function statementRows(statement: Statement): [label: string, value: string][] {
  return [
    ...factRows(statement.fact),
    ['Attested by', statement.attestedBy],
    ['Attested on', dayOf(statement.attestedAt)],
  ]
}

/** 'Completed the module “Participation”' */
export function statementTitle({ fact }: Statement): string {
  return fact.kind === 'module-completed'
    ? `Completed the module “${fact.title}”`
    : `Took part in the team reflection “${fact.title}”`
}

function factRows(fact: Statement['fact']): [string, string][] {
  switch (fact.kind) {
    case 'module-completed':
      return [
        ['What', 'Online module completed'],
        ['Toolkit', fact.title],
        ['Version', fact.version],
        ['Completed on', dayOf(fact.completedAt)],
        ['Done', `${counted(fact.sections, 'section')}, ${counted(fact.checks, 'check')}`],
        ['Active time', minutesText(fact.activeMinutes)],
      ]
    case 'room-attended':
      return [
        ['What', 'Case reflection with the team attended'],
        ['Case study', fact.title],
        ['Format', fact.formatTitle],
        ['Date', dayOf(fact.startedAt)],
        ['Present', minutesText(fact.minutesPresent)],
        ['Took part in', `${fact.phases.length} of ${counted(fact.phasesOpened, 'phase')}`],
        ...openedRow(fact.stagesOpenedAt ?? []),
        ['Peers', peersLine(fact.peers)],
        ['Facilitated by', fact.facilitatorJobTitle],
      ]
  }
}

/** 'Parts of the case opened at 10:05am, 10:40am': that they came one after the other. */
function openedRow(instants: readonly string[]): [string, string][] {
  if (instants.length === 0) return []
  return [['Parts of the case opened', instants.map((at) => clockText(Date.parse(at))).join(', ')]]
}

/** '3 × Social worker, 1 × Team manager' */
function peersLine(peers: readonly { jobTitle: string; count: number }[]): string {
  if (peers.length === 0) return 'None'
  return peers.map(({ jobTitle, count }) => `${count} × ${jobTitle}`).join(', ')
}

function minutesText(minutes: number): string {
  return minutes === 0 ? 'Less than a minute' : counted(minutes, 'minute')
}

function counted(n: number, of: string): string {
  return `${n} ${of}${n === 1 ? '' : 's'}`
}

function dayOf(instant: string): string {
  return dayTextWithYear(londonDay(Date.parse(instant)))
}
