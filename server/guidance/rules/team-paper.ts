import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import type { Paper } from '#server/platform/rules/paper.ts'
import type { MatrixRow, RoomApart, ToolkitMatrix } from './team-matrix.ts'

/** The columns of a team's export, with how wide each is in signs. */
export const teamColumns = [
  { heading: 'Person', width: 28 },
  { heading: 'Toolkit', width: 40 },
  { heading: 'Module', width: 14 },
  { heading: 'Module done on', width: 16 },
  { heading: 'Room', width: 14 },
  { heading: 'Room date', width: 14 },
  { heading: 'CPD year', width: 12 },
] as const

const moduleWords = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  done: 'Done',
} satisfies Record<MatrixRow['module']['state'], string>
const roomWords = {
  none: 'No room yet',
  ahead: 'To come',
  attended: 'Attended',
  missed: 'Not there',
} satisfies Record<MatrixRow['room']['state'], string>
const cpdWords = { ready: 'Ready', 'not-yet': 'Not yet', hidden: 'Hidden' } satisfies Record<
  MatrixRow['cpd'],
  string
>

/** What a team's files tell of: its toolkits, and rooms of toolkits that it was not given. */
export type TeamFacts = {
  name: string
  toolkits: readonly ToolkitMatrix[]
  apart: readonly RoomApart[]
}

const notGiven = 'Not given'

/** A line for each person and toolkit, then for each person and other room: facts, never words. */
export function teamRows({ toolkits, apart }: Omit<TeamFacts, 'name'>): string[][] {
  const given = toolkits.flatMap((toolkit) =>
    toolkit.rows.map((row) => [
      row.name,
      toolkit.title,
      moduleWords[row.module.state],
      row.module.doneOn ?? '',
      roomOf(toolkit, row),
      row.room.at === undefined ? '' : londonDay(row.room.at),
      cpdWords[row.cpd],
    ]),
  )
  const others = apart.flatMap(({ title, at, rows }) =>
    rows.map(({ name, room, cpd }) => [
      ...[name, title, notGiven, '', roomWords[room.state], londonDay(at), cpdWords[cpd]],
    ]),
  )
  return [...given, ...others]
}

/** The same as a paper. Pure. */
export function teamPaper({ name, toolkits, apart }: TeamFacts, madeAt: number): Paper {
  return {
    title: `${name}: learning and readiness`,
    caption: `Made ${dayTextWithYear(londonDay(madeAt))}. Facts and readiness, never anybody’s words.`,
    madeAt,
    blocks: [
      ...toolkits.flatMap((toolkit): Paper['blocks'] => [
        { kind: 'heading', level: 2, text: toolkit.title },
        {
          kind: 'list',
          items: toolkit.rows.map((row) => ({ text: row.name, lines: [factsOf(toolkit, row)] })),
        },
      ]),
      ...apart.flatMap(({ title, at, rows }): Paper['blocks'] => [
        { kind: 'heading', level: 2, text: `${title}: room on ${dayTextWithYear(londonDay(at))}` },
        {
          kind: 'list',
          items: rows.map((row) => ({ text: row.name, lines: [factsApart(row)] })),
        },
      ]),
    ],
  }
}

function factsApart({ room, cpd }: RoomApart['rows'][number]): string {
  return `Module: ${notGiven}. Room: ${roomWords[room.state]}. CPD year: ${cpdWords[cpd]}`
}

function factsOf(toolkit: ToolkitMatrix, row: MatrixRow): string {
  const done = row.module.doneOn ? ` on ${dayTextWithYear(row.module.doneOn)}` : ''
  const at = row.room.at === undefined ? '' : ` on ${dayTextWithYear(londonDay(row.room.at))}`
  return [
    `Module: ${moduleWords[row.module.state]}${done}`,
    `Room: ${roomOf(toolkit, row)}${at}`,
    `CPD year: ${cpdWords[row.cpd]}`,
  ].join('. ')
}

function roomOf({ hasCase }: ToolkitMatrix, { room }: MatrixRow): string {
  return hasCase || room.state !== 'none' ? roomWords[room.state] : 'No room'
}
