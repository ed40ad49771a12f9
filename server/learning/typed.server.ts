import type { Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { clockText } from '#server/platform/rules/london.ts'
import { findItem, type Release, type Section } from '#server/toolkits/rules/release.ts'
import { chosenFrom, knownIn, sameChosen } from './rules/chosen.ts'
import { formOf, isChosen } from './rules/choosing.ts'
import { pathMark, walkOf } from './rules/walk.ts'
import { choiceFingerprint } from './rules/work-fields.ts'
import { reflectionText, type Work } from './rules/work.ts'
import * as store from './store.server.ts'
import { deskOf, type Desk } from './study.server.ts'

/** Something that could not be done with an item. All the rest of the post was saved. */
export type Problem = {
  item: string
  message: string
  /** The text as it was typed, when it could not be kept. */
  typed?: string
  /** What another window of the same person has saved meanwhile. */
  elsewhere?: string
}

/** What is kept of an item, for the page to remember. */
export type Kept = { item: string; shown: string; savedAt: number | null }

/** The post of one person from one section, while it is dealt with. */
export type Session = {
  tx: Transaction
  actor: Actor
  release: Release
  /** The release that the page was made from, when it is an older one. */
  shownRelease: Release | null
  section: Section
  work: Work
  desk: Desk
  at: number
  problems: Problem[]
}

/** Keeps every text and choice of the post that was changed on that page. */
export async function saveTyped(session: Session): Promise<void> {
  await saveReflections(session)
  await saveChoices(session)
}

async function saveReflections(session: Session): Promise<void> {
  for (const [item, typed] of Object.entries(session.work.reflections)) {
    const release = releaseWith(session, item)
    if (release) await saveReflection(session, release, item, typed)
  }
}

async function saveReflection(
  session: Session,
  release: Release,
  item: string,
  typed: string,
): Promise<void> {
  const { tx, actor, desk, work, at, problems } = session
  const read = reflectionText.safeParse(typed)
  if (!read.success) {
    const message = read.error.issues[0]?.message ?? 'This text cannot be kept as it is.'
    problems.push({ item, message, typed })
    return
  }
  const stored = desk.reflections.find((one) => one.item === item)
  const text = read.data
  const known = work.shown[item]?.split(' ')
  // Same as kept, or as this page was given it: nothing was typed here.
  if (text === (stored?.text ?? '') || fingerprint(text) === known?.[0]) return
  if (stored && known && !known.includes(fingerprint(stored.text))) {
    problems.push({
      item,
      message: `You changed this text in another window at ${clockText(stored.savedAt)}. Yours is kept on this page: save it again to put it in place of the other.`,
      typed,
      elsewhere: stored.text,
    })
    return
  }
  await store.putReflection(tx, actor.person, release.toolkit, {
    item,
    release: release.hash,
    text,
    savedAt: at,
  })
}

async function saveChoices(session: Session): Promise<void> {
  const { tx, actor, release, section, desk, work, at } = session
  for (const item of section.items.filter(isChosen)) {
    // A form does not name what is not ticked: only a page that showed the item speaks of it.
    const shown = work.shown[item.id]?.split(' ')[0]
    const posted = work.choices[item.id] ?? []
    if (shown === undefined && posted.length === 0) continue
    if (choiceFingerprint(posted) === shown) continue
    const chosen = knownIn(item, chosenFrom(item, posted))
    const before = chosenFrom(item, formOf(item, section.items, desk, actor.person))
    if (sameChosen(item, before, chosen)) continue
    const draft = { item: item.id, chosen, savedAt: at }
    await store.putDraft(tx, actor.person, release.toolkit, draft)
    desk.drafts = [...desk.drafts.filter((one) => one.item !== item.id), draft]
  }
}

/** How each item of the section is kept now. */
export async function keptIn(session: Session): Promise<Kept[]> {
  const { tx, actor, release, section } = session
  const desk = await deskOf(tx, actor.person, release.toolkit)
  return section.items.map((item) => {
    if (item.type === 'vignette')
      return { item: item.id, shown: pathMark(walkOf(item, desk.facts).path), savedAt: null }
    if (!isChosen(item)) {
      const stored = desk.reflections.find((one) => one.item === item.id)
      const text = stored?.text ?? ''
      return { item: item.id, shown: fingerprint(text), savedAt: stored?.savedAt ?? null }
    }
    const draft = desk.drafts.find((one) => one.item === item.id)
    const posted = formOf(item, section.items, desk, actor.person)
    return { item: item.id, shown: choiceFingerprint(posted), savedAt: draft?.savedAt ?? null }
  })
}

/** The release in which the post's item is a reflection: the current one, or the one shown. */
function releaseWith(session: Session, item: string): Release | null {
  const releases = [session.release, session.shownRelease]
  return releases.find((one) => one && findItem(one, item)?.item.type === 'reflection') ?? null
}
