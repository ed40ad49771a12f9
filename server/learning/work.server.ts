import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { EvidenceService } from '#server/evidence/evidence.server.ts'
import type { ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { findItem, findSection, type Release } from '#server/toolkits/rules/release.ts'
import { actOn, type Answered, type FactPart } from './answers.server.ts'
import type { Judgements } from './judgements.server.ts'
import { addedActiveMs } from './rules/active-time.ts'
import { completion } from './rules/completion.ts'
import { postedFrom } from './rules/chosen.ts'
import { isChosen } from './rules/choosing.ts'
import type { Fact } from './rules/fact.ts'
import { openCheckText } from './rules/open-check.ts'
import { planOf } from './rules/plan.ts'
import type { Work } from './rules/work.ts'
import { keptIn, saveTyped, type Kept, type Problem, type Session } from './typed.server.ts'
import * as store from './store.server.ts'
import {
  deskOf,
  noSuchSection,
  noSuchToolkit,
  totalActiveMs,
  type Library,
} from './study.server.ts'

export type Worked = {
  savedAt: number
  /** What is kept now of each item of the section, for the page to remember. */
  kept: Kept[]
  problems: Problem[]
  /** On the answer that was just given. */
  feedback: Answered | null
  /** Where to go: another section (at an item), the overview, or nowhere. */
  goTo: { section: string; item: string | null } | 'overview' | null
}

/** What a learner does in a section: one post, one transaction, all or nothing. */
export function createWork({
  db,
  toolkits,
  evidence,
  judgements,
  now,
  newId,
}: {
  db: Database
  toolkits: Library
  evidence: Pick<EvidenceService, 'attestIn'>
  judgements: Pick<Judgements, 'heard'>
  now: () => number
  newId: () => string
}) {
  /**
   * Saves everything typed in the post, then does what it asks for. A text that cannot be kept
   * comes back among the problems while the rest is kept; `continue` with open checks stays and
   * names them. Posting the same again changes nothing. When the module turns complete it is
   * attested in the same transaction.
   */
  async function work(
    actor: Actor,
    toolkit: ToolkitId,
    sectionId: string,
    posted: Work,
  ): Promise<Outcome<Worked>> {
    const release = await toolkits.current(toolkit)
    if (!release || !can(actor, 'write', { kind: 'own-record', owner: actor.person })) {
      return noSuchToolkit()
    }
    const section = findSection(release, sectionId)
    if (!section) return noSuchSection()
    const shownRelease = await olderRelease(release, posted.release)
    const { intent } = posted
    if ('item' in intent && !knownItem(release, shownRelease, intent.item)) {
      return refuse('stale', 'This page has changed since you opened it. Load it again.')
    }
    const { worked, added } = await db.tx(async (tx) => {
      const at = now()
      const desk = await deskOf(tx, actor.person, toolkit)
      const before = desk.facts.length
      const session: Session = {
        ...{ tx, actor, release, shownRelease, section, work: posted, desk, at },
        problems: [],
      }
      return { worked: await workIn(session), added: desk.facts.slice(before) }
    })
    await judgements.heard(added)
    return ok(worked)
  }

  async function olderRelease(current: Release, shown: ReleaseHash): Promise<Release | null> {
    if (shown === current.hash) return null
    const release = await toolkits.release(shown)
    return release?.toolkit === current.toolkit ? release : null
  }

  async function workIn(session: Session): Promise<Worked> {
    if (session.desk.facts.length === 0) await add(session, { verb: 'started', payload: {} })
    await saveTyped(session)
    const feedback = await actOn(session, (what, release = session.release) =>
      add({ ...session, release }, what),
    )
    const goTo = await moveOn(session)
    await countActivity(session, goTo)
    await attestWhenComplete(session)
    return {
      savedAt: session.at,
      kept: await keptIn(session),
      problems: session.problems,
      feedback,
      goTo,
    }
  }

  /** `Save and continue` and `Next section`. */
  async function moveOn(session: Session): Promise<Worked['goTo']> {
    const { release, section, work: posted, desk, problems } = session
    const { act } = posted.intent
    if (act !== 'continue' && act !== 'next') return null
    const following = release.sections[release.sections.indexOf(section) + 1]
    if (act === 'continue') {
      const open = completion(planOf(release), desk.facts).sections.find(
        (one) => one.section === section.id,
      )?.open
      for (const item of section.items.filter(({ id }) => open?.includes(id))) {
        const message = openCheckText(item, posted.choices[item.id] ?? [])
        problems.push({ item: item.id, message })
      }
    }
    if (problems.length > 0) return null
    if (act === 'continue') {
      const checks = section.items.filter((item) => item.type === 'check').map((item) => item.id)
      await add(session, { verb: 'left-section', section: section.id, payload: { checks } })
    }
    return following ? { section: following.id, item: null } : 'overview'
  }

  /** Attests once: the first post after which the module is complete writes the fact of it. */
  async function attestWhenComplete(session: Deed): Promise<void> {
    const { tx, actor, release, desk } = session
    if (desk.facts.some((one) => one.verb === 'completed-module')) return
    const { completedAt } = completion(planOf(release), desk.facts)
    if (completedAt === null) return
    const sections = release.sections.map((one) => one.id)
    await add(session, { verb: 'completed-module', payload: { sections } })
    const activity = await store.activityOf(tx, actor.person, release.toolkit)
    await evidence.attestIn(tx, {
      person: actor.person,
      organisation: actor.organisation,
      key: `module:${release.toolkit}:${release.hash}`,
      fact: {
        kind: 'module-completed',
        toolkit: release.toolkit,
        title: release.title,
        version: release.version,
        release: release.hash,
        sections: sections.length,
        checks: release.sections.flatMap(({ items }) => items).filter(isCheck).length,
        activeMinutes: Math.round(totalActiveMs(activity) / 60_000),
        completedAt,
      },
    })
  }

  /** Adds a fact to the log and to what this post knows. */
  async function add(session: Deed, what: FactPart): Promise<void> {
    const fact: Fact = {
      person: session.actor.person,
      toolkit: session.release.toolkit,
      release: session.release.hash,
      at: session.at,
      ...what,
    }
    await store.appendFact(session.tx, newId(), fact)
    session.desk.facts.push(fact)
  }

  /** One act without anything else typed: what a page's post does, for those without a page. */
  async function act(
    actor: Actor,
    toolkit: ToolkitId,
    section: string,
    posted: Pick<Work, 'intent'> & Partial<Work>,
  ): Promise<Outcome<Worked>> {
    const release = await toolkits.current(toolkit)
    if (!release) return noSuchToolkit()
    const nothing = { release: release.hash, activeMs: 0, reflections: {}, choices: {}, shown: {} }
    return work(actor, toolkit, section, { ...nothing, ...posted })
  }

  /**
   * The learner has read what is different in the present release. A module that an edit alone had
   * completed is attested by that.
   */
  async function sawRelease(actor: Actor, toolkit: ToolkitId): Promise<Outcome<ToolkitId>> {
    const release = await toolkits.current(toolkit)
    if (!release || !can(actor, 'write', { kind: 'own-record', owner: actor.person })) {
      return noSuchToolkit()
    }
    return db.tx(async (tx) => {
      const deed = { tx, actor, release, desk: await deskOf(tx, actor.person, toolkit), at: now() }
      if (deed.desk.facts.length === 0) return ok(toolkit)
      await add(deed, { verb: 'saw-release', payload: {} })
      await attestWhenComplete(deed)
      return ok(toolkit)
    })
  }

  return {
    work,
    sawRelease,

    /** Answers a check, by the ids that are stored; the same answer again adds nothing. */
    async answer(
      actor: Actor,
      toolkit: ToolkitId,
      section: string,
      item: string,
      chosen: string[],
    ): Promise<Outcome<Worked>> {
      const release = await toolkits.current(toolkit)
      const asked = release && findItem(release, item)?.item
      const posted = asked && isChosen(asked) ? postedFrom(asked, chosen) : chosen
      return act(actor, toolkit, section, {
        intent: { act: 'check', item },
        choices: { [item]: posted },
      })
    },

    saveReflection(actor: Actor, toolkit: ToolkitId, section: string, item: string, text: string) {
      return act(actor, toolkit, section, {
        intent: { act: 'reflection', item },
        reflections: { [item]: text },
      })
    },

    /** Leaves a section; with open checks it stays, and `problems` names them. */
    saveAndContinue(actor: Actor, toolkit: ToolkitId, section: string) {
      return act(actor, toolkit, section, { intent: { act: 'continue' } })
    },

    /** Counts time in which the section was visible and its reader not idle, in milliseconds. */
    touchActive(actor: Actor, toolkit: ToolkitId, section: string, activeMs: number) {
      return act(actor, toolkit, section, { intent: { act: 'touch' }, activeMs })
    },
  }
}

/** What writing a fact needs to know. */
type Deed = Pick<Session, 'tx' | 'actor' | 'release' | 'desk' | 'at'>

async function countActivity(session: Session, goTo: Worked['goTo']): Promise<void> {
  const { tx, actor, release, section, desk, work, at } = session
  const lastAt = desk.activity[0]?.lastAt ?? null
  const sinceOpened = work.openedAt === undefined ? 0 : at - work.openedAt
  const activeMs = addedActiveMs(Math.max(work.activeMs, sinceOpened), at, lastAt)
  const add = (one: store.Activity) => store.addActivity(tx, actor.person, release.toolkit, one)
  // The page that was read is the one that was shown.
  const readTo = work.readTo === undefined ? null : { release: work.release, piece: work.readTo }
  await add({ section: section.id, activeMs, lastAt: at, readTo })
  // One later, so that coming back lands where the learner went.
  if (goTo !== null && goTo !== 'overview') {
    await add({ section: goTo.section, activeMs: 0, lastAt: at + 1, readTo: null })
  }
}

function knownItem(release: Release, shown: Release | null, item: string): boolean {
  return findItem(release, item) !== null || (shown !== null && findItem(shown, item) !== null)
}

function isCheck(item: { type: string }): boolean {
  return item.type === 'check'
}
