import { expect, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Fact } from '#server/evidence/rules/evidence.ts'
import { auditQuery } from '#server/audit/rules/audit-query.ts'
import { peopleQuery } from '#server/organisations/rules/people-form.ts'
import {
  evidenceId,
  releaseHash,
  toolkitId,
  type OrganisationId,
} from '#server/platform/rules/ids.ts'
import { northbridge, type Northbridge } from '#tests/support/cast.ts'

const learnt: Fact = {
  kind: 'module-completed',
  toolkit: toolkitId.parse('participation'),
  title: 'Participation',
  version: '1.0.0',
  release: releaseHash.parse('a'.repeat(64)),
  sections: 6,
  checks: 8,
  activeMinutes: 48,
  completedAt: 0,
}

/** Both councils with a fact about everybody. */
async function twins() {
  const north = await northbridge()
  const south = north.southbridge
  for (const council of [north, south]) {
    await north.db.tx(async (tx) => {
      for (const { person } of cast(council)) {
        const { organisation } = council
        await north.evidence.attestIn(tx, { person, organisation, key: 'module', fact: learnt })
      }
    })
  }
  return { north, south }
}

type Cast = Pick<Northbridge, (typeof names)[number]>
const names = [
  'amara',
  'ben',
  'chloe',
  'dev',
  'ewa',
  'farid',
  'grace',
  'hana',
  'idris',
  'jo',
] as const
const cast = (council: Cast): Actor[] => names.map((name) => council[name])
const idsOf = (council: Cast & { organisation: OrganisationId; east: string; west: string }) => [
  council.organisation,
  council.east,
  council.west,
  ...cast(council).map((actor) => actor.person),
]

/** All that the faces of organisations and evidence answer to one person of one council. */
async function everythingSeenBy(
  { organisations, people: listed, teams, logbook, evidence, audit, db }: Northbridge,
  actor: Actor,
  others: Cast & { east: Northbridge['east']; west: Northbridge['west'] },
) {
  const { organisation } = actor
  const people = cast(others).map((one) => one.person)
  return [
    await organisations.actorFor(actor.person),
    await teams.overview(actor),
    await listed.page(actor, peopleQuery.parse({})),
    await listed.addingTo(actor),
    ...(await Promise.all(people.map((person) => listed.find(actor, person)))),
    await teams.board(actor),
    await logbook.page(actor, auditQuery.parse({})),
    ...(await Promise.all(
      people.map((person) => logbook.page(actor, auditQuery.parse({ person }))),
    )),
    await teams.administered(actor, others.east),
    await evidence.own(actor),
    audit.ofOrganisation(actor),
    await evidence.ofPeople(db.read, organisation, people),
    await organisations.people(db.read, organisation, people),
    ...(await Promise.all(
      [others.east, others.west].flatMap((team) => [
        organisations.teamPage(actor, team),
        organisations.team(db.read, organisation, team),
        organisations.membersOf(db.read, organisation, team),
      ]),
    )),
  ]
}

test('T3: nobody of one council sees an id of its twin, whatever they ask with the twin’s own ids', async () => {
  const { north, south } = await twins()
  const pairs = [
    [north, south],
    [south, north],
  ] as const
  for (const [own, foreign] of pairs) {
    for (const actor of cast(own)) {
      const seen = JSON.stringify(await everythingSeenBy(north, actor, foreign))
      for (const id of idsOf(foreign)) expect(seen.includes(id), actor.name).toBe(false)
      expect(seen).not.toContain(foreign.amara.organisationName)
      expect(seen).toContain(actor.person)
    }
  }
})

test('T3 ★: asked without the organisation, the same questions would answer', async () => {
  const { north, south } = await twins()
  const { organisations, evidence, db } = north
  const people = cast(south).map((one) => one.person)
  expect(await evidence.ofPeople(db.read, south.organisation, people)).toHaveLength(10)
  expect(await organisations.membersOf(db.read, south.organisation, south.east)).toHaveLength(6)
  expect(await organisations.people(db.read, south.organisation, people)).toHaveLength(10)
})

test('T3: evidence of somebody else is not found, in the own council or in the twin', async () => {
  const { north, south } = await twins()
  for (const other of [north.chloe, south.ben]) {
    const [theirs] = await north.evidence.own(other)
    expect(await north.evidence.findOwn(north.ben, evidenceId.parse(theirs?.id))).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    })
  }
})

test('the manager sees the own team, and nobody else’s; the administrator sees who is there', async () => {
  const { organisations, teams, amara, ben, grace, jo, east, west } = await northbridge()
  const page = await organisations.teamPage(amara, east)
  if (!page.ok) throw new Error('refused')
  expect(page.value.members.map(({ name, role }) => [name, role])).toEqual([
    ['Amara Osei', 'manager'],
    ['Ben Whitfield', 'practitioner'],
    ['Chloe Marsh', 'practitioner'],
    ['Dev Anand', 'practitioner'],
    ['Ewa Nowak', 'practitioner'],
    ['Farid Rahimi', 'practitioner'],
  ])
  for (const [actor, team] of [
    [ben, east],
    [grace, east],
    [jo, east],
    [amara, west],
  ] as const) {
    expect(await organisations.teamPage(actor, team)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    })
  }
  const overview = await teams.overview(jo)
  expect(overview).toMatchObject({
    ok: true,
    value: { teams: [{ name: 'Adults Locality West' }, { name: 'Family Support East' }] },
  })
  expect((await teams.overview(amara)).ok).toBe(false)
})

test('T4: who leaves a team is no member from that commit on, and who comes back is one again', async () => {
  const { organisations, db, ben, east, organisation } = await northbridge()
  await db.tx((tx) => organisations.leaveTeamIn(tx, east, ben.person))
  expect((await organisations.actorFor(ben.person))?.memberships).toEqual([])
  const members = await organisations.membersOf(db.read, organisation, east)
  expect(members.map((one) => one.person)).not.toContain(ben.person)
  await db.tx((tx) => organisations.joinTeamIn(tx, east, ben.person, 'practitioner'))
  expect(await organisations.actorFor(ben.person)).toEqual(ben)
})

test('the demonstration’s cast is shown once each, and nobody of a real council', async () => {
  const { organisations, southbridge, ben, db, east } = await northbridge()
  const shown = await organisations.demonstrationCast(true)
  expect(shown).toHaveLength(10)
  expect(shown.map((one) => one.role).sort()).toEqual([
    'administrator',
    ...Array.from({ length: 7 }, () => 'practitioner'),
    'team manager',
    'team manager',
  ])
  expect(await organisations.demonstrationCast(false)).toEqual([])
  expect(await organisations.isDemonstration(true, southbridge.ben.person)).toBe(false)
  expect(await organisations.isDemonstration(false, ben.person)).toBe(false)
  await db.tx((tx) => organisations.leaveTeamIn(tx, east, ben.person))
  expect(await organisations.demonstrationCast(true)).toHaveLength(10)
})
