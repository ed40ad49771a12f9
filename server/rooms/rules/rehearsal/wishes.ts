import type { PersonId } from '#server/platform/rules/ids.ts'
import { addDays, londonDay } from '#server/platform/rules/london.ts'
import type { CommandType } from '../commands.ts'
import type { PhaseKind } from '../phase-kind.ts'
import type { PhaseView, View } from '../shapes.ts'
import { at } from '../view.ts'
import * as lines from './lines.ts'

/**
 * Something that an invented colleague would like to do now, and how long they take to come to it.
 * `key` tells it from every other: a wish that was met is not met again.
 */
export type Wish = {
  key: string
  person: PersonId
  afterMs: number
  type: CommandType
  body?: Record<string, unknown>
}

type Told = { view: View; phase: PhaseView; colleagues: readonly PersonId[]; now: number }

/**
 * What `colleagues` would do in the room as it stands. It only ever asks the room's own rules, as
 * people do, and follows from what all of them can see: so whoever leads sets the pace. Pure.
 */
export function wishes(view: View, colleagues: readonly PersonId[], now: number): Wish[] {
  if (view.room.status !== 'running') return []
  const phase = view.phases.find((one) => one.id === view.current)
  if (!phase) return []
  const told = { view, phase, colleagues, now }
  const open = phase.state === 'open' ? [...inPhase[phase.kind](told), ...readStages(told)] : []
  return [...open, ...lateSentence(told), ...handDown(told)]
}

type Script = (told: Told) => Wish[]

/** What they do in each kind of phase while it is open. */
const inPhase: Record<PhaseKind, Script> = {
  welcome: ({ colleagues, view }) =>
    each(colleagues, (person, index) =>
      view.accepted.includes(person)
        ? null
        : wish('accept', person, 2 + index * 1.5, 'rules.accept'),
    ),
  disclose: () => [],
  write: ({ colleagues, phase }) =>
    colleagues.flatMap((person, index) => {
      const text = lines.ideas[index]
      // One of them is still in the middle of a sentence when the phase ends.
      if (index === 4) {
        const body = { phase: phase.id, field: 'card', text: lines.half }
        return [wish(`half ${phase.id}`, person, 9, 'draft.save', body)]
      }
      return [wish(`card ${phase.id}`, person, 5 + index * 4, 'card.post', { text })]
    }),
  theme: ({ view, phase, colleagues }) => [
    ...group(view, colleagues),
    ...dots(view, phase, colleagues),
  ],
  vote: ({ view, phase, colleagues }) => dots(view, phase, colleagues),
  scale: ({ phase, colleagues }) =>
    colleagues.map((person, index) => {
      const { min, max } = phase.scale ?? { min: 1, max: 5 }
      const value = Math.min(max, min + ((index * 2 + 1) % (max - min + 1)))
      return wish(`value ${phase.id}`, person, 3 + index * 2, 'scale.put', { value })
    }),
  round: speak,
  discuss: ({ phase, colleagues }) => [
    ...each(lines.talk, (text, index) =>
      wish(`talk ${phase.id}`, colleagues[index + 1], 8 + index * 10, 'card.post', { text }),
    ),
    // A raised hand once, and somebody who needs a pause, so that both have been seen.
    ...some(wish('hand', colleagues[0], 5, 'hand.raise')),
    ...some(wish('pause', colleagues[3], 14, 'pause.ask')),
  ],
  'small-groups': ({ view, phase, colleagues }) =>
    colleagues.flatMap((person, index) => {
      const own = view.groups.find(({ people }) => people.includes(person))
      const text = lines.groupNotes[index]
      if (!own || text === undefined) return []
      const note = wish(`note ${phase.id}`, person, 8 + index * 5, 'card.post', { text })
      // One group asks for help, once.
      const help = wish(`help ${phase.id}`, person, 15, 'group.help')
      return index === 0 ? [note, help] : [note]
    }),
  agree,
  'own-learning': () => [],
}

/** Whoever's turn it is speaks for a while; one of them passes first, and is asked once more. */
function speak({ view, phase, colleagues }: Told): Wish[] {
  const turns = at(view.turns, phase.id)
  const index = turns?.now ? colleagues.indexOf(turns.now) : -1
  const person = colleagues[index]
  if (!turns || !person) return []
  const hasPassed = turns.ended.some((turn) => turn.person === person)
  const type = index === 1 && !hasPassed ? 'turn.pass' : 'turn.finish'
  return [
    wish(`turn ${phase.id} ${turns.ended.length}`, person, type === 'turn.pass' ? 3 : 7, type),
  ]
}

/** Two themes, and the first cards put under them. */
function group(view: View, colleagues: readonly PersonId[]): Wish[] {
  const made = each(lines.themes, (title, index) =>
    view.themes.some((one) => one.title === title)
      ? null
      : wish(`theme ${index}`, colleagues[index], 4 + index * 6, 'theme.make', { title }),
  )
  const loose = view.cards.filter(({ theme }) => theme === undefined).slice(0, 4)
  const moved =
    view.themes.length === 0
      ? []
      : each(loose, ({ card }, index) => {
          const theme = view.themes[index % view.themes.length]?.theme
          return wish(`move ${card}`, colleagues[2 + (index % 3)], 5 + index * 3, 'card.move', {
            card,
            theme,
          })
        })
  return [...made, ...moved]
}

/** Each puts dots on one thing, not all of them on the same. */
function dots(view: View, phase: PhaseView, colleagues: readonly PersonId[]): Wish[] {
  const budget = phase.dots
  const targets = [...view.themes.map(({ theme }) => theme), ...view.cards.map(({ card }) => card)]
  if (budget === undefined || targets.length === 0) return []
  return colleagues.flatMap((person, index) => {
    const target = targets[index < 3 ? 0 : index % targets.length]
    const body = { target, dots: index % 2 === 0 ? budget : 1 }
    return wish(`dots ${phase.id}`, person, 15 + index * 2, 'vote.put', body)
  })
}

function agree({ view, phase, colleagues, now }: Told): Wish[] {
  const { text, days } = lines.action
  const due = addDays(londonDay(now), days)
  const owner = view.people.find(({ person }) => person === colleagues[0])?.name ?? ''
  return [
    ...some(wish('propose', colleagues[2], 6, 'statement.propose', { text: lines.statement })),
    ...some(wish('action', colleagues[0], 20, 'action.add', { text, owner, due })),
    ...view.statements.flatMap(({ statement, revision, signatures }) =>
      each(lines.answers, (answer, index) => {
        const person = colleagues[index]
        if (signatures.some((one) => one.person === person)) return null
        const key = `sign ${phase.id} ${statement} ${revision}`
        const body = { statement, revision, ...answer }
        return wish(key, person, 4 + index * 3, 'statement.sign', body)
      }),
    ),
  ]
}

/** They read every part that has been shown. */
function readStages({ view, colleagues }: Told): Wish[] {
  return view.stages.flatMap(({ stage }) =>
    colleagues.map((person, index) =>
      wish(`read ${stage}`, person, 1 + index, 'stage.open', { stage }),
    ),
  )
}

/** Whoever was in the middle of a sentence finishes it in the seconds that everybody is given. */
function lateSentence({ phase, colleagues }: Told): Wish[] {
  if (phase.kind !== 'write' || phase.state !== 'closing') return []
  return some(wish(`whole ${phase.id}`, colleagues[4], 1, 'card.post', { text: `${lines.half}.` }))
}

function handDown({ view, colleagues }: Told): Wish[] {
  return colleagues
    .filter((person) => view.hands.includes(person))
    .map((person) => wish('hand down', person, 45, 'hand.lower'))
}

function wish(
  what: string,
  person: PersonId,
  seconds: number,
  type: CommandType,
  body?: Wish['body'],
): Wish
function wish(
  what: string,
  person: PersonId | undefined,
  seconds: number,
  type: CommandType,
  body?: Wish['body'],
): Wish | null
function wish(
  what: string,
  person: PersonId | undefined,
  seconds: number,
  type: CommandType,
  body?: Wish['body'],
): Wish | null {
  if (!person) return null
  const bare = { key: `${what} ${person}`, person, afterMs: seconds * 1000, type }
  return body ? { ...bare, body } : bare
}

function some(found: Wish | null): Wish[] {
  return found ? [found] : []
}

function each<T>(things: readonly T[], make: (thing: T, index: number) => Wish | null): Wish[] {
  return things.flatMap((thing, index) => some(make(thing, index)))
}
