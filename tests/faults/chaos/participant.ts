import type { Command } from '#tests/support/protocol-client.ts'
import type { Chance } from './chance.ts'
import type { Picture, PicturePhase } from './picture.ts'

/** How every text begins that was written without a name. */
export const nameless = 'nameless text'

/** What somebody wants to do: a command without its id and room. */
export type Wish = Pick<Command, 'type' | 'body' | 'expect'>

/** What a person remembers of their own that is not in the log. */
export type Memory = {
  /** Own cards that nobody else sees yet, by phase. */
  privateCards: { card: string; phase: string }[]
  votes: Map<string, Map<string, number>>
  /** Phases without names in which the person is asked whether their cards may be shown. */
  asked: string[]
}
export function newMemory(): Memory {
  return { privateCards: [], votes: new Map(), asked: [] }
}

type Scene = { picture: Picture; memory: Memory; person: string; words: string; chance: Chance }

/** What a participant does next, by what is going on; null when there is nothing to do. */
export function participantWish(scene: Scene): Wish | null {
  const { picture, chance } = scene
  if (picture.status !== 'running' && picture.status !== 'paused') return null
  const [asked] = scene.memory.asked
  if (asked !== undefined && chance.happens(0.4)) {
    return { type: 'reveal.answer', body: { phase: asked, share: chance.happens(0.7) } }
  }
  if (chance.happens(0.3)) return ownWish(scene)
  if (picture.status === 'paused') return ownWish(scene)
  const phase = picture.current
  const wish = phase && inPhase[phase.kind]?.(scene, phase)
  return wish ?? ownWish(scene)
}

/** What can be done at nearly any time: drafts, notes, own learning, a call for a pause. */
function ownWish({ picture, words, chance }: Scene): Wish {
  const opened = picture.phases.filter((phase) => phase.state !== 'pending')
  const phase = chance.pick(opened)?.id
  const stage = chance.pick(picture.stages)
  const choice = chance.upTo(10)
  if (choice < 4 && phase !== undefined) {
    return { type: 'draft.save', body: { phase, field: 'note', text: `note ${words}` } }
  }
  if (choice === 4 && stage !== undefined) return { type: 'stage.open', body: { stage } }
  if (choice === 5) return { type: 'pause.ask' }
  const field = chance.pick(['learnt', 'impact', 'peerLearning']) ?? 'learnt'
  return { type: 'learning.save', body: { [field]: `learning ${words}` } }
}

type InPhase = (scene: Scene, phase: PicturePhase) => Wish | null

const inPhase: Record<string, InPhase> = {
  welcome: ({ chance }) => ({ type: chance.happens(0.7) ? 'rules.accept' : 'hand.raise' }),
  disclose: ({ chance, words }, { id }) =>
    chance.happens(0.3)
      ? { type: chance.happens(0.5) ? 'hand.raise' : 'hand.lower' }
      : { type: 'draft.save', body: { phase: id, field: 'note', text: `note ${words}` } },
  round: ({ picture, person, chance, words }) => {
    if (picture.speaker === person) {
      return { type: chance.happens(0.3) ? 'turn.pass' : 'turn.finish' }
    }
    return chance.happens(0.3) ? { type: 'card.post', body: { text: `card ${words}` } } : null
  },
  write: writing,
  theme: (scene, phase) => theming(scene, phase),
  vote: (scene, phase) => voting(scene, phase),
  discuss: (scene, phase) => discussing(scene, phase),
  agree: agreeing,
  'small-groups': inASmallGroup,
  scale: ({ chance }, { scale }) =>
    scale ? { type: 'scale.put', body: { value: chance.between(scale.min, scale.max) } } : null,
}

function inASmallGroup({ picture, person, chance, words }: Scene): Wish | null {
  const isIn = picture.groups.some(({ people }) => people.includes(person))
  if (!isIn) return null
  if (chance.happens(0.1)) return { type: 'group.help' }
  return { type: 'card.post', body: { text: `card ${words}` } }
}

/** A text without a name says nothing of who wrote it, so that a name beside it is found. */
function textIn({ anonymous }: PicturePhase, words: string): string {
  return anonymous ? `${nameless} ${words.split(' as ')[1] ?? ''}` : `card ${words}`
}

function writing({ memory, chance, words }: Scene, phase: PicturePhase): Wish | null {
  const { id } = phase
  const own = chance.pick(memory.privateCards.filter((card) => card.phase === id))
  const choice = chance.upTo(10)
  if (own && choice === 0) return { type: 'card.withdraw', body: { card: own.card } }
  if (own && choice < 3) {
    return { type: 'card.revise', body: { card: own.card, text: textIn(phase, words) } }
  }
  if (choice < 5) {
    return { type: 'draft.save', body: { phase: id, field: 'card', text: `draft ${words}` } }
  }
  return { type: 'card.post', body: { text: textIn(phase, words) }, expect: { phase: id } }
}

function theming(scene: Scene, phase: PicturePhase): Wish | null {
  const { picture, chance, words } = scene
  const [theme, card] = [chance.pick(picture.themes), chance.pick(picture.cards)?.card]
  const choice = chance.upTo(10)
  if (choice === 0 && picture.themes.length < 20) {
    return { type: 'theme.make', body: { title: `theme ${words}` } }
  }
  if (choice === 1 && theme !== undefined) {
    return { type: 'theme.rename', body: { theme, title: `theme ${words}` } }
  }
  if (choice < 5 && card !== undefined) {
    const to = chance.happens(0.2) ? null : (theme ?? null)
    return { type: 'card.move', body: { card, theme: to } }
  }
  if (choice < 8) return voting(scene, phase)
  return { type: 'card.post', body: { text: `card ${words}`, ...(theme ? { theme } : {}) } }
}

/** A vote within the budget: `dots` is absolute, 0 takes back. */
function voting({ picture, memory, chance }: Scene, { id, dots = 0 }: PicturePhase): Wish | null {
  const target = chance.pick([...picture.themes, ...picture.cards.map((one) => one.card)])
  if (target === undefined) return null
  const given = memory.votes.get(id) ?? new Map<string, number>()
  const others = [...given].filter(([on]) => on !== target).reduce((sum, [, n]) => sum + n, 0)
  return { type: 'vote.put', body: { target, dots: chance.between(0, dots - others) } }
}

function discussing({ picture, person, chance, words }: Scene, { id }: PicturePhase): Wish | null {
  const own = chance.pick(
    picture.cards.filter((card) => card.author === person && card.phase === id),
  )
  const written = picture.phases.find((phase) => phase.kind === 'write')
  const choice = chance.upTo(10)
  if (own && choice === 0) return { type: 'card.withdraw', body: { card: own.card } }
  if (own && choice < 3) {
    return { type: 'card.revise', body: { card: own.card, text: `card ${words}` } }
  }
  if (choice === 3) return { type: 'hand.raise' }
  if (choice === 4) return { type: 'hand.lower' }
  if (choice === 5 && written?.state === 'closed') {
    const body = { text: textIn(written, words), phase: written.id, late: true }
    return { type: 'card.post', body }
  }
  return { type: 'card.post', body: { text: `card ${words}` } }
}

function agreeing({ picture, chance, words }: Scene): Wish | null {
  const found = chance.pick([...picture.statements])
  const action = chance.pick(picture.actions)
  const choice = chance.upTo(10)
  if (!found || choice < 2)
    return { type: 'statement.propose', body: { text: `statement ${words}` } }
  const [statement, revision] = found
  if (choice === 2) {
    const body = { statement, text: `statement ${words}` }
    return { type: 'statement.revise', body, expect: { revision } }
  }
  if (choice < 7) {
    const position = chance.pick(['agree', 'reserve', 'disagree']) ?? 'agree'
    return {
      type: 'statement.sign',
      body: { statement, revision, position, text: `view ${words}` },
    }
  }
  if (action !== undefined && choice === 7) {
    return { type: 'action.change', body: { action, text: `action ${words}`, due: '2027-01-31' } }
  }
  return { type: 'action.add', body: { text: `action ${words}`, owner: 'Team manager' } }
}
