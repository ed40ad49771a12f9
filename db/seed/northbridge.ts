import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Work } from '#server/learning/rules/work.ts'
import { toolkitId, type PersonId, type TeamId } from '#server/platform/rules/ids.ts'
import { addDays, londonDay, workingDay } from '#server/platform/rules/london.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import type { Services } from '#server/services.ts'
import type { CheckItem, Item, Release } from '#server/toolkits/rules/release.ts'
import {
  demonstrationPassword,
  familySupport,
  loadCast,
  northbridgeCast,
  organisationName,
  type CastMember,
} from './people.ts'

type Seeding = { db: Database; services: Services; now: number; people: number }

/**
 * Makes Northbridge Council through the services, as a council would: its teams and people, a
 * toolkit given to the first team, one member who has finished the module, one half-way, and three
 * who have begun: with five judgements, whoever tries it out sees how others judge.
 * Dates are relative to `now`. For an empty database on a loopback address only.
 */
export async function seedNorthbridge({ db, services, now, people }: Seeding): Promise<void> {
  const cast = [...northbridgeCast, ...loadCast(people)]
  const made = await bringIn({ db, services }, cast)
  const team = made.teams.get(familySupport)
  const toolkit = toolkitId.parse('participation')
  const release = await services.toolkits.current(toolkit)
  if (!team || !release) return
  const actor = (email: string) => actorOf(services, made.people.get(email))
  const amara = await actor('amara@northbridge.example')
  const dueOn = workingDay(addDays(londonDay(now), 14))
  must(await services.learning.assign(amara, team, { toolkit, dueOn }))
  const half = Math.floor(release.sections.length / 2)
  const judged = 1 + release.sections.findIndex(({ items }) => items.some(isSpread))
  const learners = [
    { name: 'ewa', sections: release.sections.length, leaning: 3 },
    { name: 'chloe', sections: half, leaning: 1 },
    { name: 'grace', sections: judged, leaning: 2 },
    { name: 'hana', sections: judged, leaning: 3 },
    { name: 'idris', sections: judged, leaning: 4 },
  ]
  for (const { name, sections, leaning } of learners)
    await study(services, await actor(`${name}@northbridge.example`), release, {
      sections: release.sections.slice(0, sections),
      leaning,
    })
}

async function bringIn(
  { db, services }: { db: Database; services: Services },
  cast: readonly CastMember[],
): Promise<{ people: Map<string, PersonId>; teams: Map<string, TeamId> }> {
  const { accounts, organisations } = services
  const hash = await accounts.passwords.hash(demonstrationPassword)
  const people = new Map<string, PersonId>()
  const teams = new Map<string, TeamId>()
  await db.tx(async (tx) => {
    const organisation = await organisations.createIn(tx, organisationName, { demonstration: true })
    for (const one of cast) {
      const { person } = await accounts.accountIn(tx, one.email)
      await accounts.setPasswordHashIn(tx, person, hash)
      await organisations.affiliateIn(tx, organisation, {
        person,
        name: one.name,
        jobTitle: one.jobTitle,
        administrator: one.administrator ?? false,
      })
      people.set(one.email, person)
      if (!one.team) continue
      const team =
        teams.get(one.team) ?? (await organisations.teamNamedIn(tx, organisation, one.team))
      teams.set(one.team, team)
      await organisations.joinTeamIn(tx, team, person, one.role ?? 'practitioner')
    }
  })
  return { people, teams }
}

async function actorOf(services: Services, person: PersonId | undefined): Promise<Actor> {
  const actor = person ? await services.organisations.actorFor(person) : null
  if (!actor) throw new Error('the demonstration lacks somebody')
  return actor
}

/** Answers checks, right or wrong as people do, judges what has no right answer, and leaves each. */
async function study(
  { learning }: Services,
  actor: Actor,
  { toolkit, hash }: Release,
  { sections, leaning }: { sections: Release['sections']; leaning: number },
): Promise<void> {
  for (const { id, items } of sections) {
    for (const item of items.filter(isCheck))
      must(await learning.answer(actor, toolkit, id, item.id, answerTo(item)))
    for (const item of items.filter(isSpread)) {
      const judgement = item.options[leaning] ?? item.options[0]
      if (!judgement) continue
      const work: Work = {
        ...{ intent: { act: 'respond', item: item.id }, release: hash, activeMs: 0 },
        ...{ reflections: {}, choices: { [item.id]: [judgement.id] }, shown: {} },
      }
      must(await learning.work(actor, toolkit, id, work))
    }
    must(await learning.saveAndContinue(actor, toolkit, id))
  }
}

const isCheck = (item: Item) => item.type === 'check'
const isSpread = (item: Item) => item.type === 'spread'

/** The first of several choices, right or not; an order and a match as they should be. */
function answerTo(item: CheckItem): string[] {
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return item.choices.slice(0, 1).map((one) => one.id)
    case 'order':
      return item.choices.map((one) => one.id)
    case 'match':
      return item.pairs.map((one) => `${one.id}:${one.id}`)
  }
}

function must<T>(outcome: Outcome<T>): void {
  if (!outcome.ok) throw new Error(`the demonstration could not be made: ${outcome.error.message}`)
}
