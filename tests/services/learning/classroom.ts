import { createEvidence } from '#server/evidence/evidence.server.ts'
import type { Actor, TeamRole } from '#server/access/rules/actor.ts'
import { createLearning } from '#server/learning/learning.server.ts'
import type { Library } from '#server/learning/study.server.ts'
import { createNotes } from '#server/notes/notes.server.ts'
import { createOrganisations } from '#server/organisations/organisations.server.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { personId, releaseHash, toolkitId } from '#server/platform/rules/ids.ts'
import { londonInstant, day } from '#server/platform/rules/london.ts'
import {
  findItem,
  type Item,
  type Release,
  type ReleaseCard,
  type Section,
} from '#server/toolkits/rules/release.ts'
import { describe as describeItem } from '#server/toolkits/rules/items/index.ts'
import { testDatabase } from '#tests/support/database.ts'

export const participation = toolkitId.parse('participation')

export const chair: Item = {
  type: 'check',
  id: 'chair',
  kind: 'single',
  question: 'What would you change first?',
  choices: [
    { id: 'leave', text: 'Ask the mother to leave', correct: false, feedback: 'FEEDBACK-LEAVE.' },
    { id: 'move', text: 'Move your chair', correct: true, feedback: 'Yes, FEEDBACK-MOVE. It is.' },
  ],
}
export const needs: Item = {
  type: 'check',
  id: 'needs',
  kind: 'multiple',
  question: 'What does article 12 need?',
  choices: [
    { id: 'space', text: 'Space', correct: true, feedback: 'FEEDBACK-SPACE.' },
    { id: 'voice', text: 'Voice', correct: true, feedback: 'FEEDBACK-VOICE.' },
    { id: 'silence', text: 'Silence', correct: false, feedback: 'FEEDBACK-SILENCE.' },
  ],
}
export const visit: Item = { type: 'reflection', id: 'visit', prompt: 'Where did you sit?' }
export const words: Item = { type: 'reflection', id: 'words', prompt: 'Whose words are these?' }

export const sections: Section[] = [
  { id: 'power', number: 1, title: 'Power in the visit', minutes: 7, items: [chair, visit] },
  { id: 'rights', number: 2, title: 'Rights', minutes: 6, warning: 'Names harm.', items: [needs] },
  { id: 'record', number: 3, title: 'What to record', minutes: 5, items: [words] },
]

/** A release of the toolkit; `letter` makes its hash. */
export function release(letter: string, of: Section[] = sections, more: Partial<Release> = {}) {
  const items = of.flatMap((section) => section.items)
  const made: Release = {
    toolkit: participation,
    hash: releaseHash.parse(letter.repeat(64)),
    version: '1.0.0',
    kind: 'team',
    title: 'Participation',
    summary: 'Hearing children.',
    themes: [],
    audiences: [],
    minutes: of.reduce((sum, section) => sum + section.minutes, 0),
    sectionCount: of.length,
    checkCount: items.filter((item) => item.type === 'check').length,
    reflectionCount: items.filter((item) => item.type === 'reflection').length,
    stageCount: 1,
    review: { by: 'not yet reviewed', on: '2026-01-01', next: '2027-01-01' },
    publishedAt: 0,
    preview: false,
    sections: of,
    stages: ['stage-1'],
    authors: [],
    licence: 'CC BY 4.0',
    standards: [],
    references: [],
    glossary: [],
    change: { severity: 'none', note: 'First version.' },
    retired: [],
    ...more,
  }
  return made
}

/** A shelf with one toolkit whose releases can be replaced. */
export function shelf(first: Release) {
  const releases = [first]
  const newest = () => releases.at(-1) ?? first
  const library: Library = {
    library: () => Promise.resolve([cardOf(newest())]),
    current: (id) => Promise.resolve(id === newest().toolkit ? newest() : null),
    release: (hash) => Promise.resolve(releases.find((one) => one.hash === hash) ?? null),
    scenes: (hash, id) => {
      const known = releases.find((one) => one.hash === hash)
      const item = known && findItem(known, id)?.item
      return Promise.resolve(
        item?.type === 'vignette' ? item.scenes.map((one) => `<p>${one.text}</p>`) : [],
      )
    },
    history: () =>
      Promise.resolve(releases.map(({ hash, version, change }) => ({ hash, version, change }))),
    section: (hash, id) => {
      const section = releases
        .find((one) => one.hash === hash)
        ?.sections.find((one) => one.id === id)
      if (!section) return Promise.resolve(null)
      return Promise.resolve({
        ...section,
        items: section.items.map((item) => ({ id: item.id, type: item.type })),
        blocks: [
          { kind: 'html' as const, html: '<p>Prose.</p>' },
          ...section.items.map((item) => ({ kind: 'item' as const, item: describeItem(item) })),
        ],
      })
    },
  }
  return { library, publish: (next: Release) => releases.push(next) }
}

function cardOf(one: Release): ReleaseCard {
  // What the service hands out has no sections; leaving them in would hide a leak from a test.
  const card: Partial<Release> & ReleaseCard = { ...one }
  delete card.sections
  return card
}

/** Two organisations; a team with Amara (manager), Ben and Chloe; and the learning service. */
export async function classroom() {
  const db = await testDatabase()
  const clock = {
    at: londonInstant(day.parse('2026-11-25'), '14:32'),
    now() {
      return this.at
    },
  }
  const parts = { db, clock, random: systemRandom }
  const organisations = createOrganisations(parts)
  const evidence = createEvidence(parts)
  const books = shelf(release('a'))
  const learning = createLearning({ ...parts, toolkits: books.library, organisations, evidence })
  const notes = createNotes({
    db,
    clock,
    newId: () => systemRandom.uuid(),
    toolkits: books.library,
  })

  async function person(
    name: string,
    where: { organisation: string; team?: string; role?: TeamRole; administrator?: boolean },
  ): Promise<Actor> {
    const id = personId.parse(systemRandom.uuid())
    await db.tx(async (tx) => {
      const known = await organisations.findByName(where.organisation)
      const organisation = known?.id ?? (await organisations.createIn(tx, where.organisation))
      await organisations.affiliateIn(tx, organisation, {
        person: id,
        name,
        jobTitle: 'Social worker',
        administrator: where.administrator ?? false,
      })
      if (!where.team) return
      const team = await organisations.teamNamedIn(tx, organisation, where.team)
      await organisations.joinTeamIn(tx, team, id, where.role ?? 'practitioner')
    })
    const actor = await organisations.actorFor(id)
    if (!actor) throw new Error('nobody there')
    return actor
  }

  const east = { organisation: 'Northbridge Council', team: 'Family Support East' }
  const west = { organisation: 'Northbridge Council', team: 'Adults Locality West' }
  const amara = await person('Amara', { ...east, role: 'manager' })
  const ben = await person('Ben', east)
  const chloe = await person('Chloe', east)
  const grace = await person('Grace', { ...west, role: 'manager' })
  const jo = await person('Jo', { organisation: 'Northbridge Council', administrator: true })
  const zoe = await person('Zoe', {
    organisation: 'Southbridge Council',
    team: 'Family Support East',
    role: 'manager',
  })
  const team = amara.memberships[0]?.team
  if (!team) throw new Error('no team')
  const others = { amara, chloe, grace, jo, zoe }
  const services = { learning, notes, evidence, organisations }
  return { db, clock, ...services, books, team, amara, ben, chloe, others }
}

/** Ben, or somebody else, does the whole module of the classroom. */
export async function completeModule(
  { learning }: Pick<Awaited<ReturnType<typeof classroom>>, 'learning'>,
  actor: Actor,
): Promise<void> {
  await learning.answer(actor, participation, 'power', 'chair', ['move'])
  await learning.saveAndContinue(actor, participation, 'power')
  await learning.answer(actor, participation, 'rights', 'needs', ['silence'])
  await learning.saveAndContinue(actor, participation, 'rights')
  await learning.saveAndContinue(actor, participation, 'record')
}
