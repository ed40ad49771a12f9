import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import { checkViewOf, type CheckView } from '#server/learning/rules/check-state.ts'
import { chosenFrom, stepId } from '#server/learning/rules/chosen.ts'
import { moved } from '#server/learning/rules/order-move.ts'
import type { AnsweredFact } from '#server/learning/rules/fact.ts'
import { mark, type Feedback } from '#server/learning/rules/mark.ts'
import type { Work } from '#server/learning/rules/work.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { check } from '#server/toolkits/rules/items/check.ts'
import { findItem, type CheckItem, type Release } from '#server/toolkits/rules/release.ts'
import { cardsOf, sittingOf, type Card, type Wish } from './rules/card.ts'
import type { QuestionForm } from './rules/recall-form.ts'
import { dueOn } from './schedule.server.ts'
import * as store from './store.server.ts'

/** A question that comes back, without anything that would answer it. */
export type Returning = {
  toolkit: ToolkitId
  toolkitTitle: string
  section: string
  item: string
  question: string
  dueOn: Day
}

/** A question as it is asked now. */
export type Question = Returning & { check: CheckView; release: ReleaseHash; nth: number }

export type RecallPage = {
  /** The question to answer now; null when none is due. */
  question: Question | null
  /** How many are due, and how many of them make a minute. */
  due: number
  sitting: number
  /** Those that come back later, the next one first. */
  later: Returning[]
  /** Answered wrong in a module and not coming back by itself. */
  offered: Omit<Returning, 'dueOn'>[]
  isTold: boolean
}

/** What became of an answer: it was marked, or the parts of an order were moved. */
export type Recalled =
  | { kind: 'marked'; question: Returning; checkKind: CheckItem['kind']; feedback: Feedback }
  | { kind: 'open'; question: Question }

type Kept = Card & {
  release: Release
  check: CheckItem
  dueOn: Day
  seconds: number
  /** The number that the next answer gets. */
  next: number
}

/** The list of what could come back is short: it is an offer, not a record of mistakes. */
const mostOffered = 5

const noSuchQuestion = () =>
  refuse('not_found', 'This question does not come back to you. Open the page again.')

/**
 * Spaced recall: what somebody was sure of and got wrong comes back after days, a minute at a time.
 * It follows from their own answers, is told nobody else, and keeps no count of visits.
 */
export function createRecall({
  db,
  clock,
  toolkits,
  learning,
}: {
  db: Database
  clock: Clock
  toolkits: { current(toolkit: ToolkitId): Promise<Release | null> }
  learning: { ownAnswers(actor: Actor): Promise<AnsweredFact[]> }
}) {
  const isOwn = (actor: Actor) => can(actor, 'write', { kind: 'own-record', owner: actor.person })

  /** Everything that comes back to the actor, of what is still asked in a module. */
  async function kept(actor: Actor): Promise<{ cards: Kept[]; answers: AnsweredFact[] }> {
    const answers = await learning.ownAnswers(actor)
    const recalled = await store.answersOf(db.read, actor.person)
    const said = await store.wishesOf(db.read, actor.person)
    const of = <T extends { toolkit: ToolkitId }>(all: readonly T[], toolkit: ToolkitId) =>
      all.filter((one) => one.toolkit === toolkit)
    const cards = await Promise.all(
      [...new Set([...answers, ...said].map((one) => one.toolkit))].map(async (toolkit) => {
        const release = await toolkits.current(toolkit)
        if (!release) return []
        const own = of(answers, toolkit).map(({ item, at, payload }) => ({
          ...{ item, at, isCorrect: payload.correct },
          isSure: payload.confidence === 'sure',
        }))
        return cardsOf(own, of(recalled, toolkit), of(said, toolkit)).flatMap((card): Kept[] => {
          const item = findItem(release, card.item)?.item
          if (item?.type !== 'check') return []
          const given = of(recalled, toolkit).filter((one) => one.item === card.item)
          const next = given.reduce((most, one) => Math.max(most, one.nth), 0) + 1
          const { seconds } = check
          return [{ ...card, release, check: item, dueOn: dueOn(card), seconds, next }]
        })
      }),
    )
    return { cards: cards.flat(), answers }
  }

  /** How many questions are due today. */
  async function dueCount(actor: Actor): Promise<number> {
    const today = londonDay(clock.now())
    return (await kept(actor)).cards.filter((one) => one.dueOn <= today).length
  }

  async function cardOf(actor: Actor, toolkit: ToolkitId, item: string): Promise<Kept | null> {
    const { cards } = await kept(actor)
    return cards.find((one) => one.release.toolkit === toolkit && one.item === item) ?? null
  }

  async function say(actor: Actor, toolkit: ToolkitId, item: string, wish: Wish) {
    const release = await toolkits.current(toolkit)
    if (!isOwn(actor) || !release || findItem(release, item)?.item.type !== 'check') {
      return noSuchQuestion()
    }
    const at = clock.now()
    await db.tx((tx) => store.putWish(tx, actor.person, { toolkit, item, wish, at }))
    return ok(item)
  }

  return {
    /** What is back now, what comes back later, and what could. Reading it changes nothing. */
    async page(actor: Actor): Promise<RecallPage> {
      const { cards, answers } = await kept(actor)
      const today = londonDay(clock.now())
      const now = sittingOf(cards, today)
      const [first] = now
      return {
        question: first ? questionOf(first, actor) : null,
        due: cards.filter((one) => one.dueOn <= today).length,
        sitting: now.length,
        later: cards
          .filter((one) => one.dueOn > today)
          .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
          .map(returning),
        offered: await offeredOf(answers, cards, toolkits),
        isTold: await store.isTold(db.read, actor.person),
      }
    },

    dueCount,

    /** How many questions are due today, for a page that tells only those who want to be told. */
    async told(actor: Actor): Promise<number> {
      return (await store.isTold(db.read, actor.person)) ? dueCount(actor) : 0
    },

    /** Takes an answer. The same post again adds nothing and is told the same. */
    async answer(
      actor: Actor,
      { toolkit, item, nth }: QuestionForm,
      work: Pick<Work, 'intent' | 'choices'>,
    ): Promise<Outcome<Recalled>> {
      const card = isOwn(actor) ? await cardOf(actor, toolkit, item) : null
      if (!card || nth > card.next) return noSuchQuestion()
      const chosen = chosenFrom(card.check, work.choices[item] ?? [])
      const { intent } = work
      if (card.check.kind === 'order' && (intent.act === 'up' || intent.act === 'down')) {
        const order = moved(chosen, stepId(card.check, intent.part), intent.act)
        return ok({ kind: 'open', question: questionOf(card, actor, order) })
      }
      const marked = mark(card.check, { chosen })
      if (!marked.ok) return marked
      const { correct: isCorrect } = marked.value
      const answer = { chosen }
      const row = { toolkit, item, nth, release: card.release.hash, answer, isCorrect }
      await db.tx((tx) => store.addAnswer(tx, actor.person, { ...row, at: clock.now() }))
      const after = (await cardOf(actor, toolkit, item)) ?? card
      return ok({
        kind: 'marked',
        question: returning(after),
        checkKind: card.check.kind,
        feedback: marked.value,
      })
    },

    /** `Bring this back`: from today on, whatever the answer was. */
    bringBack: (actor: Actor, toolkit: ToolkitId, item: string) =>
      say(actor, toolkit, item, 'back'),

    /** Lets a question rest: it does not come back until its person asks. */
    letRest: (actor: Actor, toolkit: ToolkitId, item: string) => say(actor, toolkit, item, 'rest'),

    /** Whether the actor wants to be told outside these pages. */
    async setTold(actor: Actor, told: boolean): Promise<void> {
      await db.tx((tx) => store.setTold(tx, actor.person, told, clock.now()))
    },

    /** The days on which questions come back; what is overdue comes back today. */
    async days(actor: Actor): Promise<Day[]> {
      const { cards } = await kept(actor)
      const today = londonDay(clock.now())
      return cards.map((one) => (one.dueOn < today ? today : one.dueOn))
    },

    /** What recall keeps of the actor, for their own export. */
    async own(actor: Actor) {
      const [answers, said, isTold] = await Promise.all([
        store.answersOf(db.read, actor.person),
        store.wishesOf(db.read, actor.person),
        store.isTold(db.read, actor.person),
      ])
      return { answers, wishes: said, isTold }
    },
  }
}

export type Recall = ReturnType<typeof createRecall>

function returning({ release, item, check: { question }, dueOn: day }: Kept): Returning {
  return {
    toolkit: release.toolkit,
    toolkitTitle: release.title,
    section: findItem(release, item)?.section.id ?? '',
    item,
    question,
    dueOn: day,
  }
}

function questionOf(card: Kept, actor: Actor, chosen: string[] = []): Question {
  const state = { chosen, answered: false, feedback: null }
  return {
    ...returning(card),
    check: checkViewOf(card.check, state, null, `${actor.person}-${card.next}`),
    release: card.release.hash,
    nth: card.next,
  }
}

/** The checks whose newest answer is wrong and that do not come back, the newest first. */
async function offeredOf(
  answers: readonly AnsweredFact[],
  cards: readonly Kept[],
  toolkits: { current(toolkit: ToolkitId): Promise<Release | null> },
): Promise<RecallPage['offered']> {
  const newest = new Map<string, AnsweredFact>()
  for (const one of answers) {
    const key = `${one.toolkit}/${one.item}`
    if (one.payload.nth > (newest.get(key)?.payload.nth ?? 0)) newest.set(key, one)
  }
  const isBack = (one: AnsweredFact) =>
    cards.some((card) => card.release.toolkit === one.toolkit && card.item === one.item)
  const wrong = [...newest.values()]
    .filter((one) => !one.payload.correct && !isBack(one))
    .sort((a, b) => b.at - a.at)
  const offered = await Promise.all(
    wrong.map(async ({ toolkit, item }) => {
      const release = await toolkits.current(toolkit)
      const place = release && findItem(release, item)
      if (!release || place?.item.type !== 'check') return []
      const { question } = place.item
      return [{ toolkit, toolkitTitle: release.title, section: place.section.id, item, question }]
    }),
  )
  return offered.flat().slice(0, mostOffered)
}
