import { z } from 'zod'
import type { Mine, RoomEvent } from '#tests/support/protocol-client.ts'
import type { Truth } from './truth.ts'
import type { LedgerEntry } from './ledger.ts'

/** What people kept for themselves and were told is kept, but is not there (any more). */
export function judgeMine(truth: Truth, entries: readonly LedgerEntry[]): string[] {
  return [...truth.snapshots.values()].flatMap(({ person, mine }) => {
    const own = entries.filter((entry) => entry.person === person && entry.accepted.length > 0)
    return [
      ...behind(own, mine),
      ...lastWords(own, mine),
      ...cardsWithoutTrace(own, mine, truth.log),
      ...stagesNotOpened(own, mine),
    ].map((what) => `${person} in ${truth.room}: ${what}`)
  })
}

function behind(own: readonly LedgerEntry[], mine: Mine): string[] {
  const told = Math.max(0, ...own.flatMap(({ accepted }) => accepted.map((one) => one.mine ?? 0)))
  return told > mine.revision ? [`mine is at ${mine.revision}, ${told} was acknowledged`] : []
}

/** The last acknowledged text of each note, each answer of own learning, each vote. */
function lastWords(own: readonly LedgerEntry[], mine: Mine): string[] {
  const wanted = new Map<string, unknown>()
  for (const { command } of own) {
    const body = command.body ?? {}
    if (command.type === 'draft.save' && body['field'] === 'note') {
      wanted.set(`note of ${String(body['phase'])}`, body['text'])
    }
    if (command.type === 'learning.save') {
      for (const [field, text] of Object.entries(body)) wanted.set(`learning.${field}`, text)
    }
    if (command.type === 'vote.put') wanted.set(`dots on ${String(body['target'])}`, body['dots'])
  }
  const kept = new Set([
    ...mine.drafts.map(({ phase, text }) => `note of ${phase}: ${text}`),
    ...Object.entries(mine.learning).map(([field, text]) => `learning.${field}: ${text}`),
    ...Object.values(mine.votes).flatMap((votes) =>
      Object.entries(votes).map(([target, dots]) => `dots on ${target}: ${dots}`),
    ),
  ])
  return [...wanted]
    .map(([what, value]) => `${what}: ${String(value)}`)
    .filter((line) => !line.endsWith(': 0') && !kept.has(line))
    .map((line) => `acknowledged, but not kept: ${line}`)
}

const revealedCards = z.object({
  cards: z.array(z.object({ card: z.string(), text: z.string(), author: z.string().optional() })),
})

/** Cards written in private: still there, shown, taken back, or a note after the room's end. */
function cardsWithoutTrace(
  own: readonly LedgerEntry[],
  mine: Mine,
  log: readonly RoomEvent[],
): string[] {
  const cards = log
    .filter(({ type }) => type === 'cards.revealed')
    .flatMap(({ body }) => revealedCards.parse(body).cards)
  const shown = new Map(cards.map(({ card, text }) => [card, text]))
  // Under another id: also one that was sent in the phase before, and arrived in one without names.
  // No two texts of a run are the same.
  const unnamed = new Set<unknown>(
    cards.filter(({ author }) => author === undefined).map(({ text }) => text),
  )
  const withdrawn = new Set(
    own
      .filter(({ command }) => command.type === 'card.withdraw')
      .map(({ command }) => command.body?.['card']),
  )
  const text = new Map<unknown, unknown>()
  for (const { command, accepted } of own) {
    if (accepted[0]?.mine === undefined) continue
    if (command.type === 'card.post') text.set(command.id, command.body?.['text'])
    if (command.type === 'card.revise') text.set(command.body?.['card'], command.body?.['text'])
  }
  return [...text]
    .filter(([card, words]) => {
      const isThere =
        mine.cards.some((one) => one.card === card && one.text === words) ||
        mine.drafts.some((one) => one.field === 'note' && one.text === words)
      const isShown = shown.get(String(card)) === words || unnamed.has(words)
      return !isThere && !isShown && !withdrawn.has(card)
    })
    .map(([card]) => `the private card ${String(card)} is gone`)
}

function stagesNotOpened(own: readonly LedgerEntry[], mine: Mine): string[] {
  return own
    .filter(({ command }) => command.type === 'stage.open')
    .map(({ command }) => String(command.body?.['stage']))
    .filter((stage) => !mine.opened.includes(stage))
    .map((stage) => `the opening of ${stage} is gone`)
}
