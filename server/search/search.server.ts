import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Formats } from '#server/formats/formats.server.ts'
import type { Toolkits } from '#server/toolkits/toolkits.server.ts'
import { excerptOf } from './rules/excerpt.ts'
import type { Found, Hit, OwnText } from './rules/hit.ts'
import { askedWords, hasAll, queryOf, ranked, type Folded, type Query } from './rules/query.ts'
import { foldedText, wordsOf } from './rules/words.ts'

/** So many of each kind are shown: who needs more needs another word. */
const mostShown = 30

/** Words of the actor's own, from whoever keeps them. It answers nobody but their owner. */
export type OwnShelf = (actor: Actor) => Promise<readonly OwnText[]>

/**
 * Search promises: everything that one may see and nothing else, each result at its exact place.
 * What a person wrote for themselves is in no index: it is read from its owner's own record when
 * its owner asks. `own` are the places where such words are kept; a new one is one more entry.
 */
export function createSearch(made: {
  toolkits: Pick<Toolkits, 'find'>
  formats: Pick<Formats, 'page'>
  own: readonly OwnShelf[]
}) {
  return {
    /** What answers `text` for the actor. Nothing for no words. */
    async find(actor: Actor, text: string): Promise<Found> {
      if (askedWords(text).length === 0 || !can(actor, 'read', { kind: 'library' })) {
        return { text, toolkits: [], hasAll: true, formats: [], own: [], guessed: [] }
      }
      const [inToolkits, inFormats, inOwn] = await Promise.all([
        made.toolkits.find(text, mostShown),
        formatsOf(made.formats, actor),
        ownOf(made.own, actor),
      ])
      const { query, found, hasAll: isWhole } = inToolkits
      return {
        text,
        toolkits: found.map((one): Hit => ({
          place: {
            kind: 'passage',
            of: one.kind,
            toolkit: one.toolkit,
            section: one.section,
            anchor: one.anchor,
          },
          title: one.heading === '' || one.kind === 'toolkit' ? one.title : one.heading,
          within:
            one.kind === 'toolkit'
              ? ''
              : `${one.toolkitTitle}, section ${one.sectionNumber}: ${one.title}`,
          excerpt: excerptOf(query, one.text),
        })),
        hasAll: isWhole || found.length === 0,
        formats: among(text, inFormats),
        own: among(text, inOwn),
        guessed: guessedIn(query),
      }
    },
  }
}

export type Search = ReturnType<typeof createSearch>

type Text = { place: Hit['place']; title: string; within: string; text: string }

/** The few texts that stand in no index: looked through as they are, by the same rules. */
function among(text: string, texts: readonly Text[]): Hit[] {
  const vocabulary = new Set(texts.flatMap((one) => wordsOf(`${one.title} ${one.text}`)).map(word))
  const query: Query = queryOf(text, [...vocabulary])
  const folded = texts.map((one) => ({ one, text: foldedOf(one) }))
  const found = folded.filter((each) => hasAll(query, each.text))
  return ranked(query, found, (each) => ({ text: each.text, place: each.one.title }))
    .slice(0, mostShown)
    .map(({ one }) => ({
      place: one.place,
      title: one.title,
      within: one.within,
      excerpt: excerptOf(query, one.text),
    }))
}

function foldedOf({ title, text }: Text): Folded {
  return { title: foldedText(title), heading: '', body: foldedText(text) }
}

const word = (one: { word: string }): string => one.word

/** The session formats of the actor's teams: the general ones once, those of a team for the team. */
async function formatsOf(formats: Pick<Formats, 'page'>, actor: Actor): Promise<Text[]> {
  const found = new Map<string, Text>()
  for (const { team, teamName } of actor.memberships) {
    const page = await formats.page(actor, team)
    if (!page.ok) continue
    for (const { format, own, retired } of page.value.formats) {
      if (retired || found.has(format.id)) continue
      found.set(format.id, {
        place: { kind: 'format', team, format: format.id },
        title: format.title,
        within: own ? `Session format of ${teamName}` : 'Session format',
        text: [format.summary, ...format.phases.map((phase) => phase.title)].join('\n'),
      })
    }
  }
  return [...found.values()]
}

async function ownOf(shelves: readonly OwnShelf[], actor: Actor): Promise<OwnText[]> {
  if (!can(actor, 'read', { kind: 'own-record', owner: actor.person })) return []
  return (await Promise.all(shelves.map((shelf) => shelf(actor)))).flat()
}

function guessedIn(query: Query): Found['guessed'] {
  return query.words.flatMap(({ word: typed, guesses }) =>
    guesses.length > 0 ? [{ word: typed, instead: guesses }] : [],
  )
}
