import type { CommandType } from '../rules/commands.ts'
import type { EventType } from '../rules/events.ts'

type CommandNote = { who: string; effect: string }

const seat = 'seat'
const participant = 'participant'

/** Who may send each command and what it comes to: a command left out does not compile. */
export const commandNotes: Record<CommandType, CommandNote> = {
  'room.cancel': {
    who: seat,
    effect:
      '`room.closed` with `abandoned`: what was scheduled does not take place, nobody missed it',
  },
  'room.open': { who: seat, effect: '`room.opened`' },
  'room.start': { who: seat, effect: '`room.started`, then the first `phase.opened`' },
  'room.pause': { who: seat, effect: '`room.paused`; a deadline stands still' },
  'room.resume': { who: seat, effect: '`room.resumed`, with the new deadline of a closing phase' },
  'room.close': {
    who: seat,
    effect: '`room.closed`; cards not yet revealed become their authors’ notes',
  },
  'phase.next': { who: seat, effect: '`phase.closing`; see *Closing*' },
  'phase.open': {
    who: seat,
    effect:
      'closes the open phase in the same two steps (`phase.closing` then carries `next`), then `phase.opened`; at once where none is open',
  },
  'phase.extend': { who: seat, effect: '`phase.extended`' },
  'rules.accept': { who: participant, effect: '`rules.accepted`' },
  'stage.release': { who: seat, effect: '`stage.released`' },
  'stage.open': {
    who: participant,
    effect: 'mine; a stage that is not released is the same `not_found` as one that does not exist',
  },
  'draft.save': {
    who: participant,
    effect:
      'mine, in any phase that has been opened; empty removes; `note` is private for good; 0–10,000 code points, untrimmed',
  },
  'learning.save': {
    who: participant,
    effect: 'mine; absent leaves as it was, empty takes back',
  },
  'card.post': {
    who: participant,
    effect:
      'in write: mine until the close reveals all; in theme, discuss, round: `card.posted`; with `phase` and `late: true` after that phase: `card.posted` marked late. A `card` draft of the same text leaves mine as soon as the card is shown. `theme` counts in theme, discuss and round, and names a theme of the view; in write, in small-groups and with `late` it is accepted and says nothing: such a card is put under a theme by `card.move` once it is shown',
  },
  'card.revise': { who: 'author', effect: '`card.revised`, or mine, while its phase is open' },
  'card.withdraw': { who: 'author', effect: '`card.withdrawn`, or mine, while its phase is open' },
  'card.move': { who: participant, effect: '`card.moved`' },
  'reveal.answer': {
    who: 'writer',
    effect:
      'mine; when all who were asked have answered, what they share: `cards.revealed`, with the end of its phase as `at`. `wrong_phase` for whoever is not asked',
  },
  'theme.make': { who: participant, effect: '`theme.made`' },
  'theme.rename': { who: participant, effect: '`theme.renamed`' },
  'vote.put': {
    who: participant,
    effect:
      'mine, absolute, within the phase’s `dots`; votes on what was withdrawn do not count; at the close `votes.totalled`',
  },
  'scale.put': { who: participant, effect: 'mine; at the close `scales.totalled`' },
  'turn.finish': { who: 'speaker', effect: '`turn.ended`, `turn.begun`' },
  'turn.pass': { who: 'speaker', effect: '`turn.ended`, `turn.begun`' },
  'turn.next': { who: seat, effect: '`turn.ended` (moved), `turn.begun`' },
  'hand.raise': { who: participant, effect: '`hand.raised`' },
  'hand.lower': { who: participant, effect: '`hand.lowered`' },
  'pause.ask': {
    who: participant,
    effect:
      'mine of each other co-facilitator, of the seat where there is none; the answer carries the sender’s own revision',
  },
  'statement.propose': { who: participant, effect: '`statement.proposed`' },
  'statement.revise': { who: participant, effect: '`statement.revised`; signatures fall away' },
  'statement.sign': {
    who: participant,
    effect: '`statement.signed`; another revision than the current is `stale`; again replaces',
  },
  'action.add': { who: participant, effect: '`action.added`' },
  'action.change': { who: participant, effect: '`action.changed`; absent leaves as it was' },
  'staff.add': { who: seat, effect: '`staff.added`' },
  'staff.remove': { who: seat, effect: '`staff.removed`' },
  'deputy.name': { who: seat, effect: '`deputy.named`' },
  'role.set': {
    who: seat,
    effect: '`role.changed`; a turn of somebody who no longer takes part goes on',
  },
  'seat.give': { who: seat, effect: '`seat.moved`; the former holder becomes co-facilitator' },
  'seat.take': {
    who: 'staff; deputy after 2 min of the holder’s absence',
    effect: '`seat.moved`; the former holder becomes co-facilitator',
  },
  'person.remove': {
    who: seat,
    effect: '`person.removed`; cards not yet revealed become that person’s notes',
  },
  'groups.form': { who: seat, effect: '`groups.formed`; forming again moves people' },
  'groups.recall': {
    who: seat,
    effect: '`groups.recalled`, then `cards.revealed` with the `group` of each; also at the close',
  },
  'group.help': {
    who: 'member of a group',
    effect: '`help.asked` in stream `staff`; `wrong_phase` for whoever is in no group',
  },
  'part.cast': { who: seat, effect: '`part.cast`: who plays a part that the format names' },
  'company.set': {
    who: participant,
    effect: '`company.set`: who shares the sender’s device now; an empty list ends it',
  },
  'company.leave': { who: participant, effect: '`company.left`: the sender is on no other device' },
  'floor.give': {
    who: seat,
    effect: '`floor.given`; where their hand is raised, `hand.lowered` with that person as `actor`',
  },
  'clock.hold': {
    who: seat,
    effect: '`clock.held`: the clock of the phase stands; it only advises',
  },
  'clock.run': { who: seat, effect: '`clock.ran`: the clock goes on where it stood' },
  'carried.done': {
    who: participant,
    effect: '`carried.done`: the action of an earlier room with this text is done',
  },
}

/** What each event does to the view: an event left out does not compile. */
export const eventNotes: Record<EventType, string> = {
  'room.created': 'always `room` 1: makes the view, status `scheduled`, every phase `pending`',
  'room.rescheduled': 'sets `room.startsAt`',
  'room.opened': 'status `lobby`',
  'room.started': 'status `running`',
  'room.paused': 'status `paused`',
  'room.resumed': 'status `running`; `deadline`, where given, becomes that of the current phase',
  'room.closed': 'status `closed`, with `abandoned` status `abandoned`; nothing else changes',
  'stages.listed': 'stream `staff`, made by the server: no effect on the view',
  'person.joined': 'adds to the end of `people`',
  'code.used':
    'made by the server: `actor`, not of the team, came in by the room’s code; no effect on the view',
  'person.removed': 'leaves `people` and `hands`, stays in what is past',
  'phase.opened':
    'state `open`, `openedAt` = `at`, no `deadline`; becomes `current`; `hands` empty; with `order` the phase’s `turns` begin anew as `{order, ended: []}`',
  'phase.closing':
    'state `closing`, `deadline` set; `next` (after `phase.open`) has no effect on the view',
  'phase.closed': 'state `closed`, no `deadline`; `current` goes; the phase’s `turns` lose `now`',
  'phase.extended': 'adds `minutes` to the phase’s `minutes`',
  'rules.accepted': 'adds `actor` to `accepted`, once',
  'stage.released': 'adds to the end of `stages`, once',
  'cards.revealed': 'adds each card, with `phase` and without `group`, to the end of `cards`',
  'card.posted': 'adds the body to the end of `cards`',
  'card.revised': 'replaces the card’s `text`',
  'card.withdrawn': 'takes the card away',
  'card.moved': 'sets the card’s `theme`; null takes it away',
  'theme.made': 'adds to the end of `themes`',
  'theme.renamed': 'replaces the theme’s `title`',
  'votes.totalled': 'sets `votes[phase]`',
  'scales.totalled': 'sets `scales[phase]`',
  'turn.begun': 'sets `now` of the current phase’s `turns`',
  'turn.ended': 'adds to `ended` of the current phase’s `turns`, takes `now` away',
  'hand.raised': 'adds `actor` to the end of `hands`, once',
  'hand.lowered': 'takes `actor` from `hands`',
  'statement.proposed': 'adds to the end of `statements`, without signatures',
  'statement.revised': 'replaces `revision` and `text`, signatures empty',
  'statement.signed': 'the signature of `actor`: replaced in its place, or added to the end',
  'action.added': 'adds to the end of `actions`',
  'action.changed': 'replaces the fields that are given',
  'staff.added': 'role `co-facilitator`',
  'staff.removed': 'role `participant`',
  'deputy.named': 'no effect on the view; `beside.deputy`',
  'role.changed': 'sets the role',
  'seat.moved':
    'the former holder’s role becomes `co-facilitator`, the person’s `facilitator`; `seat` = `{person, number: seat}`',
  'groups.formed': 'sets `groups`',
  'groups.recalled': '`groups` empty',
  'help.asked': 'stream `staff`: no effect on the view',
  'part.cast': 'no effect on the view; `beside.cast`',
  'company.set': 'no effect on the view; `beside.company`',
  'company.left': 'no effect on the view; `beside.company`',
  'floor.given': 'no effect on the view; `beside.floor`',
  'clock.held': 'no effect on the view; `beside.clock`',
  'clock.ran': 'no effect on the view; `beside.clock`',
  'carried.done': 'no effect on the view; `beside.done`',
}
