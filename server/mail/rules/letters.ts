import type { Letter } from './letter.ts'

/** '1 piece' · '3 pieces' */
const pieces = (count: number) => (count === 1 ? '1 piece' : `${count} pieces`)

/** Brings somebody to the page on which they choose their first password. */
export function invitationLetter(href: string): Letter {
  return {
    subject: 'Your invitation to Casecircle',
    paragraphs: [
      'Your organisation has made an account for you on Casecircle, where teams learn and keep their CPD.',
      'What you write in your CPD record belongs to you. Your employer cannot read it.',
    ],
    link: { text: 'Choose a password', href },
    footnotes: ['The link works once, for 14 days. If you did not expect it, do nothing.'],
  }
}

export function passwordResetLetter(href: string): Letter {
  return {
    subject: 'A new password for Casecircle',
    paragraphs: [
      'Somebody asked for a new password for your account. If that was you, choose one:',
    ],
    link: { text: 'Choose a new password', href },
    footnotes: [
      'The link works once, for 60 minutes. If it was not you, do nothing: your password stays as it is.',
    ],
  }
}

export function privateAddressLetter(href: string): Letter {
  return {
    subject: 'Is this your private address for Casecircle?',
    paragraphs: [
      'Somebody asked to add this address to their account, so that they keep their CPD record when they change their employer. If that was you, confirm it:',
    ],
    link: { text: 'Confirm this address', href },
    footnotes: [
      'The link works once, for 60 minutes, while you are signed in. If it was not you, do nothing.',
    ],
  }
}

/** To the holder of an address that somebody else asked to add: it says nothing about either. */
export function addressInUseLetter(): Letter {
  return {
    subject: 'Your address on Casecircle',
    paragraphs: [
      'Somebody asked to add this address to an account on Casecircle. It belongs to an account already, so nothing was changed.',
      'If that was you, sign in with this address.',
    ],
  }
}

/** What is missing for the year, in numbers. Never a word, a title or a name. */
export function reminderLetter(
  { missing, drafts, peers, days, recall }: Record<string, number>,
  { cpd, off }: { cpd: string; off: string },
): Letter {
  const lines = [
    ...(missing ? [`Still to do for this CPD year: ${pieces(missing)}.`] : []),
    ...(peers ? [`Still to write about talking with a peer: ${peers}.`] : []),
    ...(drafts ? [`Drafts that wait for you: ${drafts}.`] : []),
    ...(recall ? [`Questions that you wanted to see again: ${recall}.`] : []),
    ...(days === undefined ? [] : [daysLine(days)]),
  ]
  return {
    subject: 'Your CPD year',
    paragraphs: lines,
    link: { text: 'Open your CPD record', href: cpd },
    footnotes: [`One mail a week at most. No more of these, by one click: ${off}`],
    unsubscribe: off,
  }
}

function daysLine(days: number): string {
  if (days <= 0) return 'Today is the last day.'
  return days === 1 ? 'There is 1 day left.' : `There are ${days} days left.`
}
