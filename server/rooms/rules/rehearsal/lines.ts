/**
 * What invented colleagues write. It fits any case, so it says nothing about this one: a rehearsal
 * is about the phases, and the case is left for the team.
 */
export const ideas = [
  'We have heard mostly from the professionals. I would want to hear the person first.',
  'Perhaps what looks like refusal is a way of staying safe.',
  'I notice how quickly I made up my mind on the first page.',
  'Who gains from things staying as they are?',
  'Something worked before we came. I would like to know what it was.',
  'If I am wrong, somebody who knows them well would be surprised by what I think.',
] as const

export const half = 'I keep coming back to the first visit, and to what nobody asked'

export const themes = ['Whose voice is missing', 'What we assume'] as const

export const talk = [
  'I wonder what our letterhead does to them.',
  'My own upbringing is in how I read this. I would have called it rude.',
] as const

export const groupNotes = [
  'We saw two sides and did not agree which weighs more.',
  'We would ask for the school’s view before the meeting.',
  'We missed the uncle at first reading.',
  'Our question: who decides what counts as better?',
  'We want to keep the grandmother in the plan.',
] as const

export const statement =
  'Before we decide anything, we ask the person themselves, in their own way.'

export const action = { text: 'Arrange the conversation', days: 14 } as const

/** Answers to a statement, one a colleague: two of them see it differently, so that it is felt. */
export const answers = [
  { position: 'agree' },
  { position: 'agree' },
  { position: 'reserve', text: 'Only if it does not hold up what is urgent.' },
  { position: 'agree' },
  { position: 'disagree', text: 'We have asked three times. Asking again is not listening.' },
] as const
