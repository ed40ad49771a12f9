import { furtherFields, headingOf, otherFields, ruleBehind, type Profile } from './profile.ts'
import { namesPartner, partnerConsent } from './question.ts'
import { noRegulator } from './registration.ts'

/** The three answers that a room asks of everybody, whoever their regulator is. */
export const learningIds = ['learnt', 'impact', 'peerLearning'] as const
export type LearningId = (typeof learningIds)[number]

export type LearningQuestion = { id: LearningId; question: string; hint: string }

/** What one person is asked about their own learning before they leave a room. */
export type LearningAsked = {
  /** Whose questions they are. */
  whose: string
  questions: LearningQuestion[]
  /** What the draft asks besides, or who else; empty where that is nothing. */
  later: string
  /** The regulator's rule about discussing it with a peer; null where it has none. */
  peerRule: string | null
}

/**
 * The questions about one's own learning in the words of `first`, the registration that comes
 * first, in its form's order; what it does not ask, in those of `others`. The answers stay the same
 * three for all, because they are what a room keeps. Pure.
 */
export function learningAsked(first: Profile, others: readonly Profile[]): LearningAsked {
  const all = [first, ...others]
  const asked = first.fields.flatMap(({ id }) => learningIds.find((one) => one === id) ?? [])
  const ids = [...asked, ...learningIds.filter((id) => !asked.includes(id))]
  return {
    whose: whoseText(first),
    questions: ids.map((id) => questionOf(id, all)),
    later: [
      moreText(first),
      ...furtherFields(first, others).map(({ of }) => `${of.name} asks more of you in the draft.`),
    ]
      .filter((part) => part !== '')
      .join(' '),
    peerRule: peerRuleOf(first),
  }
}

/** Whether what a team's discussion taught somebody is the peer reflection that a profile means. */
export function takesPeerLearning({ peer }: Profile): boolean {
  return peer.groupCounts
}

// Asked where no profile asks it in words that fit a room of the team.
const ours = {
  learnt: { question: 'What have you learnt?', hint: '' },
  impact: {
    question: 'What will you do differently, and for whom?',
    hint: 'Leave out anything that could show who a person is.',
  },
  peerLearning: {
    question: 'What did you learn from the others in the room?',
    hint: 'Say “a social worker” or “a team manager”. Leave names out.',
  },
} satisfies Record<LearningId, { question: string; hint: string }>

function questionOf(id: LearningId, all: readonly Profile[]): LearningQuestion {
  const [first] = all
  // The draft stands under the first one's questions: where these mean another discussion, what is
  // learnt here is asked in our words and offered beside it.
  const isApart = id === 'peerLearning' && first !== undefined && !takesPeerLearning(first)
  const field = isApart
    ? undefined
    : all.flatMap(({ fields }) => fields).find((one) => one.id === id)
  if (field) return { id, question: field.question, hint: field.hint ?? '' }
  const { question, hint } = ours[id]
  const apart = isApart
    ? ` ${first.name} asks for another kind of discussion: your words are offered beside your draft.`
    : ''
  return { id, question, hint: `${hint}${apart}` }
}

function whoseText({ id, name, questions }: Profile): string {
  if (id === noRegulator) return 'These questions are ours: no regulator asks you any.'
  return questions === 'of-its-form'
    ? `These questions follow the form of ${name}, in our words.`
    : `${name} sets no form. These questions are ours.`
}

function peerRuleOf(of: Profile): string | null {
  const rule = ruleBehind(of, 'peer')
  return rule && `${of.name}: ${rule.text}`
}

function moreText(of: Profile): string {
  const more = otherFields(of).filter(({ id }) => !namesPartner(id) && id !== partnerConsent)
  if (more.length === 0) return ''
  return `The draft also asks you: ${more.map(({ id }) => `“${headingOf(of, id)}”`).join(', ')}.`
}
