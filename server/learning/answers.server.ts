import { type Sureness } from '#server/toolkits/rules/items/scales.ts'
import { sureness } from '#server/toolkits/rules/items/confidence.ts'
import {
  findItem,
  type CheckItem,
  type Item,
  type Release,
  type Section,
} from '#server/toolkits/rules/release.ts'
import { arranged, chosenFrom, sameChosen, stepId } from './rules/chosen.ts'
import { moved } from './rules/order-move.ts'
import { confidenceView, formOf } from './rules/choosing.ts'
import { latestAnswers, latestResponses, type Fact } from './rules/fact.ts'
import { mark, type Feedback } from './rules/mark.ts'
import type { Step } from './rules/walk.ts'
import { retiredAnswer } from './retired.server.ts'
import * as store from './store.server.ts'
import type { Session } from './typed.server.ts'
import { stepOf } from './walking.server.ts'

/** A fact without what every fact of one post has in common. */
export type FactPart = Fact extends infer One
  ? One extends Fact
    ? Omit<One, 'person' | 'toolkit' | 'release' | 'at'>
    : never
  : never

/** Writes a fact: of the present release, or of the older one that its page was made from. */
type Add = (what: FactPart, release?: Release) => Promise<void>

/** What is told about the answer that was just given. */
export type Answered = { item: string; feedback: Feedback }

/** What the pressed button says about one item. */
export async function actOn(session: Session, add: Add): Promise<Answered | null> {
  const { intent } = session.work
  switch (intent.act) {
    case 'check':
    case 'again':
      return actOnCheck(session, add, { act: intent.act, item: intent.item })
    case 'up':
    case 'down':
      await move(session, { ...intent, by: intent.act })
      return null
    case 'go':
      await walk(session, add, intent.item, { go: Number(intent.part) })
      return null
    case 'back':
    case 'restart':
      await walk(session, add, intent.item, intent.act)
      return null
    case 'respond':
      await respond(session, add, intent.item)
      return null
    case 'save':
    case 'touch':
    case 'reflection':
      return null
    case 'continue':
    case 'next':
      for (const item of session.section.items) await respondWithDraft(session, add, item)
      return null
  }
}

/** Takes a step through a vignette, forward or back. */
async function walk(session: Session, add: Add, item: string, step: Step): Promise<void> {
  const walked = stepOf(session, item, step)
  if (walked) await add({ verb: 'walked', ...walked })
}

/** `Check answer` and `Answer again`. */
async function actOnCheck(
  session: Session,
  add: Add,
  intent: { act: 'check' | 'again'; item: string },
): Promise<Answered | null> {
  const item = findItem(session.release, intent.item)?.item
  if (intent.act === 'again' && item?.type === 'survey') {
    const response = latestResponses(session.desk.facts).get(item.id)
    await putDraft(session, item.id, response?.payload.answer.chosen ?? [])
    return null
  }
  if (item?.type !== 'check') {
    const kept = retiredAnswer(session, intent)
    if (kept) await add(kept.what, kept.release)
    return null
  }
  const chosen = chosenFrom(item, session.work.choices[item.id] ?? [])
  const answer = latestAnswers(session.desk.facts).get(item.id)?.payload.answer.chosen
  const isSame = answer !== undefined && sameChosen(item, answer, chosen)
  if (intent.act === 'again' && (isSame || chosen.length === 0)) {
    // Nothing else was chosen yet: the check opens again, and its answer stays a fact.
    await putDraft(session, item.id, startOf(item, answer))
    return null
  }
  // What stands under the feedback was said about the answer before.
  const sure = intent.act === 'check' ? surenessIn(session, item.id) : null
  return answerCheck(session, add, { item, chosen, isSame, sure })
}

async function putDraft(session: Session, item: string, chosen: readonly string[]) {
  const { tx, actor, release, desk, at } = session
  const draft = { item, chosen, savedAt: at }
  await store.putDraft(tx, actor.person, release.toolkit, draft)
  desk.drafts = [...desk.drafts.filter((one) => one.item !== item), draft]
}

async function removeDraft({ tx, actor, release, desk }: Session, item: string) {
  await store.removeDraft(tx, actor.person, release.toolkit, item)
  desk.drafts = desk.drafts.filter((one) => one.item !== item)
}

async function answerCheck(
  session: Session,
  add: Add,
  given: { item: CheckItem; chosen: string[]; isSame: boolean; sure: Sureness | null },
): Promise<Answered | null> {
  const { item, chosen, isSame, sure } = given
  const marked = mark(item, { chosen })
  if (!marked.ok) {
    session.problems.push({ item: item.id, message: marked.error.message })
    return null
  }
  const { release, desk } = session
  const section = findItem(release, item.id)?.section ?? session.section
  if (!isSame) {
    await add({
      verb: 'answered',
      section: section.id,
      item: item.id,
      payload: {
        answer: { chosen },
        correct: marked.value.correct,
        nth: (latestAnswers(desk.facts).get(item.id)?.payload.nth ?? 0) + 1,
        ...(sure === null ? {} : { confidence: sure }),
      },
    })
  }
  await removeDraft(session, item.id)
  const asked = askedWith(section, item.id)
  if (asked) await removeDraft(session, asked.id)
  return { item: item.id, feedback: marked.value }
}

/** Moves one part of an order by one place: what its buttons do without JavaScript. */
async function move(
  session: Session,
  { item: id, part, by }: { item: string; part: string; by: 'up' | 'down' },
): Promise<void> {
  const { release, actor, work } = session
  const item = findItem(release, id)?.item
  if (item?.type !== 'check' || item.kind !== 'order') return
  // From the order on the page that was pressed: the same post again moves nothing further.
  const order = arranged(item, chosenFrom(item, work.choices[id] ?? []), actor.person)
  await putDraft(session, id, moved(order, stepId(item, part), by))
}

/** Keeps what is ticked in a survey, a judgement, or how sure somebody is after the feedback. */
async function respond(session: Session, add: Add, id: string): Promise<void> {
  const { desk, actor, release } = session
  const place = findItem(release, id)
  const item = place?.item
  if (!place || !item || !isResponded(item)) {
    session.problems.push({ item: id, message: 'This is no longer asked.' })
    return
  }
  const chosen = formOf(item, place.section.items, desk, actor.person)
  if (chosen.length === 0) {
    session.problems.push({ item: id, message: 'Choose an answer first.' })
    return
  }
  await removeDraft(session, id)
  const latest = latestResponses(desk.facts).get(id)?.payload
  // The same level after another answer of the check is said anew.
  const isKept = item.type !== 'confidence' || confidenceView(item, place.section.items, desk).kept
  if (latest && isKept && sameChosen(item, latest.answer.chosen, chosen)) return
  await add({
    verb: 'responded',
    section: place.section.id,
    item: id,
    payload: { answer: { chosen }, nth: (latest?.nth ?? 0) + 1 },
  })
}

/** Whoever goes on has answered what they ticked: no other button is needed for it. */
async function respondWithDraft(session: Session, add: Add, item: Item): Promise<void> {
  const { desk, section } = session
  const draft = desk.drafts.find((one) => one.item === item.id)
  if (!draft || draft.chosen.length === 0) return
  const isMeant =
    item.type === 'survey' ||
    item.type === 'spread' ||
    (item.type === 'confidence' && confidenceView(item, section.items, desk).phase === 'after')
  if (isMeant) await respond(session, add, item.id)
}

/** Where answering again begins: what has no order to keep is chosen afresh. */
function startOf(item: CheckItem, answer: readonly string[] | undefined): readonly string[] {
  return item.kind === 'order' || item.kind === 'match' ? (answer ?? []) : []
}

/** The question how sure one is, where the check has one. */
function askedWith(section: Section, check: string): Item | undefined {
  return section.items.find((one) => one.type === 'confidence' && one.check === check)
}

/** How sure the learner says they are, not yet kept with an answer. */
function surenessIn(session: Session, check: string): Sureness | null {
  const section = findItem(session.release, check)?.section ?? session.section
  const asked = askedWith(section, check)
  const draft = session.desk.drafts.find((one) => one.item === asked?.id)
  const read = sureness.safeParse(draft?.chosen[0])
  return read.success ? read.data : null
}

/** An item that is answered although nothing in it is right. */
function isResponded(
  item: Item,
): item is Extract<Item, { type: 'survey' | 'confidence' | 'spread' }> {
  return item.type === 'survey' || item.type === 'confidence' || item.type === 'spread'
}
