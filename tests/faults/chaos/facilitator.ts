import type { Chance } from './chance.ts'
import type { Wish } from './participant.ts'
import type { Picture } from './picture.ts'

/** What the holder of the seat does to move the room on; null to leave it as it is. */
export function facilitatorWish(picture: Picture, chance: Chance): Wish | null {
  const seat = picture.seat.number
  const wish = (type: string, more: Partial<Wish> = {}): Wish => ({
    type,
    ...more,
    expect: { seat, ...more.expect },
  })
  const phase = picture.current
  if (picture.status === 'scheduled') return wish('room.open')
  if (picture.status === 'lobby') return wish('room.start')
  if (picture.status === 'paused') return wish('room.resume')
  if (picture.status !== 'running') return null
  const helpers = picture.people.filter((one) => one.role === 'co-facilitator')
  if (helpers.length < 1) {
    const person = chance.pick(picture.people.filter((one) => one.role === 'participant'))?.person
    if (person !== undefined) return wish('staff.add', { body: { person } })
  }
  if (!phase) {
    const again = chance.pick(picture.phases)
    return again ? wish('phase.open', { body: { phase: again.id } }) : null
  }
  if (phase.state !== 'open') return null
  if (phase.stage !== undefined && !picture.stages.includes(phase.stage)) {
    return wish('stage.release', { body: { stage: phase.stage } })
  }
  if (phase.kind === 'small-groups' && picture.groups.length === 0 && chance.happens(0.7)) {
    return wish('groups.form', { body: { groups: twoGroups(picture) } })
  }
  if (phase.kind === 'small-groups' && chance.happens(0.3)) return wish('groups.recall')
  const choice = chance.upTo(20)
  if (choice === 0) return wish('room.pause')
  if (choice === 1) return wish('phase.extend', { body: { minutes: 2 } })
  if (choice === 2 && phase.kind === 'round') return wish('turn.next')
  const helper = chance.pick(helpers)?.person
  if (choice === 3 && helper !== undefined) return wish('seat.give', { body: { person: helper } })
  return wish('phase.next', { expect: { phase: phase.id } })
}

function twoGroups({ people }: Picture) {
  const inThem = people.map(({ person }) => person)
  const half = Math.ceil(inThem.length / 2)
  return [
    { group: 'g1', title: 'Group 1', people: inThem.slice(0, half) },
    { group: 'g2', title: 'Group 2', people: inThem.slice(half) },
  ]
}

/** A co-facilitator sometimes takes the seat. */
export function seatTake(picture: Picture): Wish {
  return { type: 'seat.take', expect: { seat: picture.seat.number } }
}
