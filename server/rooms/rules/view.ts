import type { PersonId } from '#server/platform/rules/ids.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import type { LogEvent } from './events.ts'
import type { ActionView, CardView, PhaseView, Role, StatementView, View } from './shapes.ts'

/**
 * The view after all `events` of the `room` stream, from `room.created` on. One function for the
 * server, the browser and every export. Throws when the first event is not `room.created`.
 */
export function fold(events: Iterable<LogEvent>): View {
  let view: View | null = null
  for (const event of events) view = applyEvent(view, event)
  if (!view) throw new Error('A room begins with room.created.')
  return view
}

/** The text whose sha256 (lower-case hex) is the digest of `view`: RFC 8785, nothing undefined. */
export function digestInput(view: View): string {
  return canonicalJson(view)
}

/**
 * `view` after one event more; events of the staff stream and of unknown types change nothing.
 * Pure: what does not change keeps its identity.
 */
export function applyEvent(view: View | null, event: LogEvent): View | null {
  if (event.type === 'room.created') return created(event.body)
  if (!view) throw new Error('A room begins with room.created.')
  return event.stream === 'room' ? applied(view, event) : view
}

type Created = Extract<LogEvent, { type: 'room.created' }>['body']

function created({ id, title, format, startsAt, phases, people, seat }: Created): View {
  return {
    room: { id, title, status: 'scheduled', format, startsAt },
    seat,
    people,
    phases: phases.map((phase) => ({ ...phase, state: 'pending' })),
    accepted: [],
    stages: [],
    cards: [],
    themes: [],
    votes: {},
    scales: {},
    turns: {},
    hands: [],
    statements: [],
    actions: [],
    groups: [],
  }
}

function applied(view: View, event: LogEvent): View {
  switch (event.type) {
    case 'room.rescheduled':
      return { ...view, room: { ...view.room, startsAt: event.body.startsAt } }
    case 'room.opened':
      return withStatus(view, 'lobby')
    case 'room.started':
      return withStatus(view, 'running')
    case 'room.paused':
      return withStatus(view, 'paused')
    case 'room.resumed':
      return resumed(withStatus(view, 'running'), event.body.deadline)
    case 'room.closed':
      return withStatus(view, event.body.abandoned ? 'abandoned' : 'closed')
    case 'rules.accepted':
      return { ...view, accepted: including(view.accepted, event.actor) }
    case 'stage.released': {
      const known = view.stages.some((stage) => stage.stage === event.body.stage)
      return known ? view : { ...view, stages: [...view.stages, event.body] }
    }
    case 'hand.raised':
      return { ...view, hands: including(view.hands, event.actor) }
    case 'hand.lowered':
      return { ...view, hands: view.hands.filter((person) => person !== event.actor) }
    case 'theme.made':
      return { ...view, themes: [...view.themes, event.body] }
    case 'theme.renamed': {
      const { theme, title } = event.body
      const themes = view.themes.map((one) => (one.theme === theme ? { theme, title } : one))
      return { ...view, themes }
    }
    case 'votes.totalled':
      return { ...view, votes: { ...view.votes, [event.body.phase]: event.body.totals } }
    case 'scales.totalled':
      return { ...view, scales: { ...view.scales, [event.body.phase]: event.body.values } }
    case 'groups.formed':
      return { ...view, groups: event.body.groups }
    case 'groups.recalled':
      return { ...view, groups: [] }
    default:
      return phaseApplied(view, event) ?? boardApplied(view, event) ?? peopleApplied(view, event)
  }
}

function phaseApplied(view: View, event: LogEvent): View | null {
  switch (event.type) {
    case 'phase.opened':
      return opened(view, event.body, event.at)
    case 'phase.closing': {
      const { phase, deadline } = event.body
      return withPhase(view, phase, (one) => ({ ...one, state: 'closing', deadline }))
    }
    case 'phase.extended': {
      const { phase, minutes } = event.body
      return withPhase(view, phase, (one) => ({ ...one, minutes: one.minutes + minutes }))
    }
    case 'phase.closed':
      return closed(view, event.body.phase)
    case 'turn.begun': {
      const person = event.body.person
      return withTurns(view, (turns) => ({ ...turns, now: person }))
    }
    case 'turn.ended': {
      const { person, how } = event.body
      return withTurns(view, ({ order, ended }) => ({ order, ended: [...ended, { person, how }] }))
    }
    default:
      return null
  }
}

function opened(
  view: View,
  { phase, order }: { phase: string; order?: PersonId[] | undefined },
  openedAt: string,
): View {
  const next = withPhase(view, phase, ({ deadline: _past, ...one }) => ({
    ...one,
    state: 'open',
    openedAt,
  }))
  const turns = order ? { ...view.turns, [phase]: { order, ended: [] } } : view.turns
  return { ...next, current: phase, hands: [], turns }
}

function closed(view: View, phase: string): View {
  const { current, ...rest } = withPhase(view, phase, ({ deadline: _past, ...one }) => ({
    ...one,
    state: 'closed',
  }))
  const next: View = current === undefined || current === phase ? rest : { ...rest, current }
  const turns = at(view.turns, phase)
  if (!turns?.now) return next
  const { now: _nobody, ...ended } = turns
  return { ...next, turns: { ...view.turns, [phase]: ended } }
}

function resumed(view: View, deadline: string | undefined): View {
  if (deadline === undefined || view.current === undefined) return view
  return withPhase(view, view.current, (phase) => ({ ...phase, deadline }))
}

function withTurns(view: View, change: (turns: View['turns'][string]) => View['turns'][string]) {
  const { current } = view
  const turns = current === undefined ? undefined : at(view.turns, current)
  if (current === undefined || !turns) return view
  return { ...view, turns: { ...view.turns, [current]: change(turns) } }
}

function boardApplied(view: View, event: LogEvent): View | null {
  switch (event.type) {
    case 'cards.revealed': {
      const { phase } = event.body
      const cards = event.body.cards.map(({ group: _group, ...card }) => ({ ...card, phase }))
      return { ...view, cards: [...view.cards, ...cards] }
    }
    case 'card.posted':
      // `concat` makes room for one more at once; a spread copies a long list twice.
      return { ...view, cards: view.cards.concat([event.body]) }
    case 'card.revised': {
      const { card, text } = event.body
      return withCard(view, card, (one) => ({ ...one, text }))
    }
    case 'card.withdrawn':
      return { ...view, cards: view.cards.filter((one) => one.card !== event.body.card) }
    case 'card.moved': {
      const { card, theme } = event.body
      return withCard(view, card, ({ theme: _before, ...one }) => (theme ? { ...one, theme } : one))
    }
    case 'statement.proposed':
      return { ...view, statements: [...view.statements, { ...event.body, signatures: [] }] }
    case 'statement.revised':
      return withStatement(view, event.body.statement, () => ({ ...event.body, signatures: [] }))
    case 'statement.signed':
      return event.actor ? signed(view, event.actor, event.body) : view
    case 'action.added':
      return { ...view, actions: [...view.actions, event.body] }
    case 'action.changed':
      return withAction(view, event.body)
    default:
      return null
  }
}

type Signed = Extract<LogEvent, { type: 'statement.signed' }>['body']

function signed(view: View, person: PersonId, { statement, position, text }: Signed): View {
  const signature = text === undefined ? { person, position } : { person, position, text }
  return withStatement(view, statement, (one) => {
    const before = one.signatures.some((each) => each.person === person)
    const signatures = before
      ? one.signatures.map((each) => (each.person === person ? signature : each))
      : [...one.signatures, signature]
    return { ...one, signatures }
  })
}

function peopleApplied(view: View, event: LogEvent): View {
  switch (event.type) {
    case 'person.joined':
      return { ...view, people: [...view.people, event.body] }
    case 'person.removed': {
      const gone = event.body.person
      return {
        ...view,
        people: view.people.filter(({ person }) => person !== gone),
        hands: view.hands.filter((person) => person !== gone),
      }
    }
    case 'staff.added':
      return withRole(view, event.body.person, 'co-facilitator')
    case 'staff.removed':
      return withRole(view, event.body.person, 'participant')
    case 'role.changed':
      return withRole(view, event.body.person, event.body.role)
    case 'seat.moved': {
      const { person, seat } = event.body
      const former = withRole(view, view.seat.person, 'co-facilitator')
      return { ...withRole(former, person, 'facilitator'), seat: { person, number: seat } }
    }
    default:
      return view
  }
}

/** What stands under `key` itself: a phase may be called `constructor`. */
export function at<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function including(people: PersonId[], person: PersonId | undefined): PersonId[] {
  return person === undefined || people.includes(person) ? people : [...people, person]
}

function withStatus(view: View, status: View['room']['status']): View {
  return { ...view, room: { ...view.room, status } }
}

function withPhase(view: View, id: string, change: (phase: PhaseView) => PhaseView): View {
  return { ...view, phases: view.phases.map((one) => (one.id === id ? change(one) : one)) }
}

function withRole(view: View, person: PersonId, role: Role): View {
  return {
    ...view,
    people: view.people.map((one) => (one.person === person ? { ...one, role } : one)),
  }
}

function withCard(view: View, card: string, change: (card: CardView) => CardView): View {
  return { ...view, cards: view.cards.map((one) => (one.card === card ? change(one) : one)) }
}

function withStatement(
  view: View,
  id: string,
  change: (statement: StatementView) => StatementView,
): View {
  return {
    ...view,
    statements: view.statements.map((one) => (one.statement === id ? change(one) : one)),
  }
}

function withAction(view: View, change: Partial<ActionView> & { action: string }): View {
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  )
  return {
    ...view,
    actions: view.actions.map((one) => (one.action === change.action ? { ...one, ...given } : one)),
  }
}
