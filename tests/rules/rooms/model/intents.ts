import fc from 'fast-check'
import type { PhasePlan } from '#server/rooms/rules/shapes.ts'
import {
  amara,
  ben,
  chloe,
  dev,
  everyKind,
  ewa,
  id,
  olu,
  phase as planned,
  type Given,
  type RoomInMemory,
} from '../room-in-memory.ts'
import { checked, privately } from './promises.ts'

/** Every kind of phase, and writing once more without names. */
export const phases: PhasePlan[] = [
  ...everyKind,
  planned('write', { id: 'unnamed', title: 'Without names', anonymous: true }),
  planned('small-groups'),
]
const people = [amara, ewa, ben, chloe, dev, olu] as const
/** What somebody means to do; what it comes to depends on the room that it meets. */
export type Intent =
  | { do: 'wait'; ms: number }
  | { do: 'close'; ms: number }
  | { do: 'lead'; type: string; pick: number; honest: boolean }
  | { do: 'send'; who: number; type: string; pick: number; reuse: boolean }

const leads = [
  ...['room.open', 'room.start', 'room.pause', 'room.resume', 'room.close', 'seat.take'],
  ...['phase.next', 'phase.next', 'phase.next', 'phase.open', 'phase.extend', 'stage.release'],
  ...['turn.next', 'staff.add', 'staff.remove', 'deputy.name', 'role.set', 'seat.give'],
  ...['person.remove', 'groups.form', 'groups.form', 'groups.recall', 'part.cast'],
]
const sends = [
  ...['rules.accept', 'stage.open', 'draft.save', 'draft.save', 'learning.save', 'card.post'],
  ...['card.post', 'card.late', 'card.revise', 'card.withdraw', 'card.move', 'theme.make'],
  ...['theme.rename', 'vote.put', 'vote.put', 'scale.put', 'turn.finish', 'turn.pass'],
  ...['hand.raise', 'hand.lower', 'pause.ask', 'statement.propose', 'statement.revise'],
  ...['statement.sign', 'action.add', 'action.change', 'seat.take', 'group.help', 'nonsense'],
  ...['reveal.answer', 'reveal.answer', 'company.set', 'company.leave'],
]

const shortOrLong = fc.constantFrom(1, 900, 1_500, 9_999, 10_500, 12_000)
/** The observer and the facilitator come up now and then, Ben and Chloe most of the time. */
const who = fc.constantFrom(0, 1, 2, 2, 2, 2, 3, 3, 4, 5)

export const intent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: shortOrLong }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), ms: shortOrLong }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('lead' as const),
      type: fc.constantFrom(...leads),
      pick: fc.nat(20),
      honest: fc.boolean(),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      who,
      type: fc.constantFrom(...sends),
      pick: fc.nat(20),
      reuse: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    }),
  },
)

function among<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)]
}

/** Texts say where they were written, so that one that turns up elsewhere is found. */
function wordsIn(phase: string | undefined): string {
  if (phase === 'unnamed') return 'nameless text'
  return phase === 'small-groups' ? 'text of a group' : 'text'
}

function bodyOf(room: RoomInMemory, type: string, pick: number): object {
  const { view } = room
  const text = `${wordsIn(view.current)} ${pick}`
  const phase = among(view.phases, pick)?.id
  const card = among([...view.cards, ...room.mineOf(ben).cards], pick)?.card ?? id(900)
  const theme = among(view.themes, pick)?.theme ?? id(901)
  const statement = among(view.statements, pick)
  const targets = [...view.themes.map((one) => one.theme), ...view.cards.map((one) => one.card)]
  switch (type) {
    case 'draft.save':
      return {
        phase: pick % 2 ? view.current : phase,
        field: among(['note', 'card', 'statement'], pick),
        text: pick === 3 ? '' : privately,
      }
    case 'learning.save':
      return { learnt: privately }
    case 'card.post':
      return pick % 5 === 0 ? { text, theme } : { text }
    case 'card.late':
      return { text, phase, late: true }
    case 'card.revise':
      return { card, text }
    case 'card.withdraw':
      return { card }
    case 'card.move':
      return { card, theme: pick % 3 === 0 ? null : theme }
    case 'theme.make':
      return { title: text }
    case 'theme.rename':
      return { theme, title: text }
    case 'vote.put':
      return { target: among(targets, pick), dots: among([2, 1, 3, 0, 2], pick >> 1) }
    case 'scale.put':
      return { value: pick % 7 }
    case 'statement.propose':
      return { text }
    case 'statement.revise':
      return { statement: statement?.statement ?? id(902), text }
    case 'statement.sign':
      return {
        statement: statement?.statement ?? id(902),
        revision: statement?.revision ?? 1,
        position: among(['agree', 'reserve', 'disagree'], pick),
      }
    case 'action.add':
      return { text, owner: 'Ben' }
    case 'action.change':
      return { action: among(view.actions, pick)?.action ?? id(903), text }
    case 'stage.open':
    case 'stage.release':
      return { stage: `stage-${1 + (pick % 3)}` }
    case 'phase.open':
      return { phase }
    case 'phase.extend':
      return { minutes: 1 + pick }
    case 'role.set':
      return { person: among(people, pick), role: among(['participant', 'observer'], pick) }
    case 'staff.add':
    case 'staff.remove':
    case 'deputy.name':
    case 'seat.give':
    case 'person.remove':
      return { person: among(people, pick) }
    case 'groups.form':
      return {
        groups: [
          { group: 'g', title: 'G', people: pick % 3 ? [ben] : [ben, chloe] },
          { group: 'h', title: 'H', people: [dev, ...(pick % 2 ? [ewa] : [])] },
        ],
      }
    case 'reveal.answer':
      return { phase: 'unnamed', share: pick % 3 > 0 }
    case 'part.cast':
      return {
        part: among(['presenter', 'observers'], pick),
        person: among(people, pick),
        plays: pick % 4 > 0,
      }
    case 'company.set':
      return { people: [among(people, pick), among(people, pick >> 2)] }
    default:
      return {}
  }
}

/** Does what somebody means, in the room that they meet, and holds it against the promises. */
export function carryOut(room: RoomInMemory, step: Intent, used: string[]): void {
  if (step.do === 'wait') return room.wait(step.ms)
  if (step.do === 'close') {
    checked(room, room.view.seat.person, () => room.lead('phase.next'))
    return room.wait(step.ms)
  }
  const body = bodyOf(room, step.type, step.pick)
  if (step.do === 'lead') {
    if (step.honest) return checked(room, room.view.seat.person, () => room.lead(step.type, body))
    const who = among(people, step.pick) ?? ben
    const expect = { seat: 1 + (step.pick % 3), phase: among(room.view.phases, step.pick)?.id }
    return checked(room, who, () => room.send(who, { type: step.type, body, expect }))
  }
  const who = among(people, step.who) ?? ben
  const type = step.type === 'card.late' ? 'card.post' : step.type
  const given: Given = { type, body }
  if (step.reuse && used.length > 0) given.id = among(used, step.pick)
  else used.push((given.id = id(2_000 + used.length)))
  if (type === 'seat.take') given.expect = { seat: room.view.seat.number }
  if (type === 'statement.revise') {
    given.expect = { revision: among(room.view.statements, step.pick)?.revision ?? 1 }
  }
  // Who finishes a sentence after the deadline says which phase it belongs to.
  if (
    step.pick % 2 &&
    (type === 'card.post' || type === 'statement.propose') &&
    step.type === type
  ) {
    given.expect = { phase: room.view.current }
  }
  checked(room, who, () => room.send(who, given))
}
