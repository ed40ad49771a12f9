import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutEmployer, type Actor } from '#server/access/rules/actor.ts'
import {
  can,
  canByAddress,
  canDisplay,
  relations,
  type Resource,
  type Standing,
} from '#server/access/rules/can.ts'
import { table } from '#server/access/rules/table.ts'
import { organisationId, personId, teamId } from '#server/platform/rules/ids.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const northbridge = organisationId.parse(id(1))
const southbridge = organisationId.parse(id(2))
const east = teamId.parse(id(11))
const west = teamId.parse(id(12))
const south = teamId.parse(id(13))
const ben = personId.parse(id(21))
const other = personId.parse(id(22))

function actor(more: Partial<Actor> = {}): Actor {
  return {
    person: ben,
    name: 'Ben',
    jobTitle: 'Social worker',
    organisation: northbridge,
    organisationName: 'Northbridge Council',
    administrator: false,
    memberships: [],
    ...more,
  }
}
const inEast = (role: 'practitioner' | 'manager') => [{ team: east, teamName: 'East', role }]
const actors = {
  practitioner: actor({ memberships: inEast('practitioner') }),
  manager: actor({ memberships: inEast('manager') }),
  administrator: actor({ administrator: true }),
  'administrator and manager': actor({ administrator: true, memberships: inEast('manager') }),
  'manager of another team': actor({
    memberships: [{ team: west, teamName: 'West', role: 'manager' }],
  }),
  'former member': actor(),
  'manager of another organisation': actor({
    organisation: southbridge,
    memberships: [{ team: south, teamName: 'East', role: 'manager' }],
  }),
  'administrator of another organisation': actor({
    organisation: southbridge,
    administrator: true,
  }),
  'member of no organisation': withoutEmployer(actor({ memberships: inEast('manager') })),
} satisfies Record<string, Actor>
type Who = keyof typeof actors

const seatAndStaff = ['facilitator', 'co-facilitator'] as const
const inTheRoom = [...seatAndStaff, 'participant', 'observer'] as const
const standings: readonly Standing[] = [...inTheRoom, 'removed', 'none']
const room = (standing: Standing): Extract<Resource, { kind: 'room' }> => ({
  kind: 'room',
  team: east,
  organisation: northbridge,
  standing,
})
const share = (
  of: Partial<Extract<Resource, { kind: 'share' }>>,
): Extract<Resource, { kind: 'share' }> => ({
  ...{ kind: 'share', owner: other, reader: ben, organisation: northbridge },
  ...{ right: 'comment', isOpen: true },
  ...of,
})
const members: readonly Who[] = ['practitioner', 'manager', 'administrator and manager']
const managers: readonly Who[] = ['manager', 'administrator and manager']
const everybody = Object.keys(actors)
const colleagues = everybody.filter((who) => !/(another|no) organisation$/.test(who))

/** Written from the trust page and product page, not from the table: who may, and nobody else. */
const expected: [string, string, Resource, readonly string[]][] = [
  ...['read', 'write', 'take-away', 'erase'].flatMap(
    (action): [string, string, Resource, readonly string[]][] => [
      ['own-record', action, { kind: 'own-record', owner: ben }, everybody],
      ['own-record', action, { kind: 'own-record', owner: other }, []],
    ],
  ),
  // Shared by somebody else with the actors: whoever is of that organisation, while it is open.
  ...['read', 'comment', 'manage'].flatMap(
    (action): [string, string, Resource, readonly string[]][] => {
      const none: readonly string[] = []
      return [
        ['share', action, share({}), action === 'manage' ? none : colleagues],
        ['share', action, share({ right: 'view' }), action === 'read' ? colleagues : none],
        ['share', action, share({ isOpen: false }), none],
        ['share', action, share({ reader: other }), none],
        [
          'share',
          action,
          share({ owner: ben, reader: other }),
          action === 'read' ? none : everybody,
        ],
      ]
    },
  ),
  ['evidence', 'share', { kind: 'evidence', owner: ben }, everybody],
  ['evidence', 'share', { kind: 'evidence', owner: other }, []],
  ['evidence', 'read-shared', { kind: 'evidence', owner: ben }, []],
  ['library', 'read', { kind: 'library' }, everybody],
  ...[
    ...['read', 'assign', 'schedule-room', 'take-room', 'read-case', 'export', 'change-formats'],
  ].map((action): [string, string, Resource, readonly string[]] => [
    'team',
    action,
    { kind: 'team', team: east, organisation: northbridge },
    managers,
  ]),
  ['team', 'read-plan', { kind: 'team', team: east, organisation: northbridge }, members],
  ['team', 'read-formats', { kind: 'team', team: east, organisation: northbridge }, members],
  ['team', 'read-formats', { kind: 'team', team: east, organisation: southbridge }, []],
  ['team', 'change-formats', { kind: 'team', team: east, organisation: southbridge }, []],
  // A team's id with another organisation's beside it opens nothing.
  ['team', 'read', { kind: 'team', team: east, organisation: southbridge }, []],
  ['team', 'read-plan', { kind: 'team', team: east, organisation: southbridge }, []],
  ...standings.flatMap((standing): [string, string, Resource, readonly string[]][] => {
    const inside = standing === 'none' || standing === 'removed' ? [] : members
    const readers = standing === 'removed' ? [] : members
    const removed = standing === 'removed' ? colleagues : []
    const staff = standing === 'facilitator' || standing === 'co-facilitator' ? members : []
    const seat = standing === 'facilitator' ? members : []
    return [
      ['room', 'enter', room(standing), inside],
      ['room', 'command', room(standing), inside],
      ['room', 'read-ahead', room(standing), staff],
      ['room', 'reschedule', room(standing), seat],
      ['room', 'read-summary', room(standing), readers],
      ['room', 'be-let-in', room(standing), readers],
      ['room', 'read-own-words', room(standing), removed],
      ['room', 'join-by-code', room(standing), colleagues],
      ['room', 'invite', room(standing), staff],
      ['room', 'read-screen', room(standing), staff],
    ]
  }),
  ['organisation', 'read', { kind: 'organisation', organisation: northbridge }, colleagues],
  ['organisation', 'leave', { kind: 'organisation', organisation: northbridge }, colleagues],
  ...['administer', 'read-audit', 'remove-people'].map(
    (action): [string, string, Resource, readonly string[]] => [
      'organisation',
      action,
      { kind: 'organisation', organisation: northbridge },
      ['administrator', 'administrator and manager'],
    ],
  ),
]

/** Asks `can` with an action that is only known as text, as this copy of the table holds it. */
function may(who: Actor, action: string, resource: Resource): boolean {
  switch (resource.kind) {
    case 'own-record':
      return isKey(table['own-record'], action) ? can(who, action, resource) : wrong(action)
    case 'share':
      return isKey(table.share, action) ? can(who, action, resource) : wrong(action)
    case 'evidence':
      return isKey(table.evidence, action) ? can(who, action, resource) : wrong(action)
    case 'library':
      return action === 'read' ? can(who, action, resource) : wrong(action)
    case 'team':
      return isKey(table.team, action) ? can(who, action, resource) : wrong(action)
    case 'room':
      return isKey(table.room, action) ? can(who, action, resource) : wrong(action)
    case 'organisation':
      return isKey(table.organisation, action) ? can(who, action, resource) : wrong(action)
  }
}
function isKey<T extends object>(row: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(row, key)
}
function wrong(action: string): never {
  throw new Error(`the table does not know ${action}`)
}

test.each(expected)('T1: %s, %s', (_kind, action, resource, allowed) => {
  const may_ = Object.entries(actors).filter(([, who]) => may(who, action, resource))
  expect(may_.map(([name]) => name).sort()).toEqual([...allowed].sort())
})

test('T1: this copy asks about each action of the table', () => {
  const asked = new Set(expected.map(([kind, action]) => `${kind} ${action}`))
  const known = Object.entries(table).flatMap(([kind, row]) =>
    Object.keys(row).map((action) => `${kind} ${action}`),
  )
  expect([...asked].sort()).toEqual(known.sort())
})

test('T2: no row gives a person’s own record to anybody but its owner', () => {
  expect(new Set(Object.values(table['own-record']).flat())).toEqual(new Set(['owner']))
})

const anybody = fc.record({
  administrator: fc.boolean(),
  organisation: fc.constantFrom(northbridge, southbridge),
  memberships: fc.uniqueArray(
    fc.record({
      team: fc.constantFrom(east, west, south),
      teamName: fc.constant('A team'),
      role: fc.constantFrom('practitioner' as const, 'manager' as const),
    }),
    { selector: (one) => one.team },
  ),
})
const anything: fc.Arbitrary<Resource> = fc.oneof(
  fc.record({ kind: fc.constant('own-record' as const), owner: fc.constantFrom(ben, other) }),
  fc.record({
    kind: fc.constant('team' as const),
    team: fc.constantFrom(east, west, south),
    organisation: fc.constantFrom(northbridge, southbridge),
  }),
  fc.record({
    kind: fc.constant('room' as const),
    team: fc.constantFrom(east, west, south),
    organisation: fc.constantFrom(northbridge, southbridge),
    standing: fc.constantFrom(...standings),
  }),
  fc.record({
    kind: fc.constant('organisation' as const),
    organisation: fc.constantFrom(northbridge, southbridge),
  }),
)
const everyAction = (resource: Resource) => Object.keys(table[resource.kind])

test('T1: without a membership nobody does anything with a team or room, whatever the room remembers, but ask to come in by its code and read their own words', () => {
  fc.assert(
    fc.property(anybody, anything, (who, resource) => {
      fc.pre(resource.kind === 'team' || resource.kind === 'room')
      const left = actor({ ...who, memberships: [] })
      const kept = ['join-by-code', 'read-own-words']
      const others = everyAction(resource).filter((action) => !kept.includes(action))
      return others.every((action) => !may(left, action, resource))
    }),
  )
})

test('a guest of the organisation stands in the room as a member does, one of another never', () => {
  const guest = { ...room('participant'), guest: true }
  expect(may(actors['former member'], 'enter', guest)).toBe(true)
  expect(may(actors['former member'], 'read-ahead', guest)).toBe(false)
  expect(may(actors['manager of another organisation'], 'enter', guest)).toBe(false)
  expect(may(actors['former member'], 'enter', { ...room('none'), guest: true })).toBe(false)
})

test('a display address reads the screen of its room and does nothing else', () => {
  const actions = Object.keys(table.room).filter((action) => isKey(table.room, action))
  expect(actions.filter((action) => canDisplay(action))).toEqual(['read-screen'])
})

test('a verify address reads what it was made for and does nothing else', () => {
  const actions = Object.keys(table.evidence).filter((action) => isKey(table.evidence, action))
  expect(actions.filter((action) => canByAddress(action))).toEqual(['read-shared'])
})

test('T3: nobody does anything with what belongs to another organisation', () => {
  fc.assert(
    fc.property(anybody, anything, (who, resource) => {
      fc.pre('organisation' in resource && resource.organisation !== who.organisation)
      return everyAction(resource).every((action) => !may(actor(who), action, resource))
    }),
  )
})

test('T2: whoever it is, somebody else’s record stays closed', () => {
  fc.assert(
    fc.property(anybody, (who) => {
      const theirs = { kind: 'own-record', owner: other } as const
      return !can(actor(who), 'read', theirs) && !can(actor(who), 'write', theirs)
    }),
  )
})

test('T1: more standing never takes a right away', () => {
  fc.assert(
    fc.property(anybody, anything, (who, resource) => {
      const less = actor({ ...who, administrator: false })
      const more = actor({ ...who, administrator: true })
      return everyAction(resource).every(
        (action) => !may(less, action, resource) || may(more, action, resource),
      )
    }),
  )
})

test('relations answers none for those who have nothing to do with it', () => {
  expect(relations(actors['former member'], room('facilitator'))).toEqual(['colleague'])
  expect(relations(actors['administrator of another organisation'], room('participant'))).toEqual(
    [],
  )
})
