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

/** Asks somebody who has an account already. Who asks stands in the product, where they sign in. */
export function askedInLetter(href: string): Letter {
  return {
    subject: 'Your invitation to Casecircle',
    paragraphs: [
      'An organisation invites you on Casecircle. You have an account with this address, so nothing has changed: you sign in, read who asks, and accept or decline.',
      'Until you accept, the organisation sees nothing of yours, and not that you have an account.',
    ],
    link: { text: 'Answer the invitation', href },
    footnotes: ['You can accept for 14 days. If you did not expect it, decline it or do nothing.'],
  }
}

/** To the holder of an address whose account belongs to somebody who has left that employer. */
export function addressTakenLetter(href: string): Letter {
  return {
    subject: 'Your invitation to Casecircle',
    paragraphs: [
      'An organisation wants to invite you on Casecircle by this address. The address belongs to an account already, so no new one was made.',
      'If that account is yours, sign in, add a private address on your account page, and ask to be invited by that one. If it is not, ask to be invited by another address.',
    ],
    link: { text: 'Sign in', href },
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

/** What a reminder may say beside fixed sentences. */
export type ReminderNumbers = Record<string, number>

/** What is missing for the year, in numbers. Never a word, a title or a name. */
export function reminderLetter(
  numbers: ReminderNumbers,
  { cpd, off }: { cpd: string; off: string },
): Letter {
  const { drafts, days, recall, later } = numbers
  const lines = [
    ...missingLines(numbers),
    ...(drafts ? [`Drafts that wait for you: ${drafts}.`] : []),
    ...(recall ? [`Questions that you wanted to see again: ${recall}.`] : []),
    ...(days === undefined ? [] : [daysLine(days)]),
    ...(later ? ['Another registration of yours is not complete either. It closes later.'] : []),
  ]
  return {
    subject: 'Your CPD year',
    paragraphs: lines,
    link: { text: 'Open your CPD record', href: cpd },
    footnotes: [`One mail a week at most. No more of these, by one click: ${off}`],
    unsubscribe: off,
  }
}

/** A file that took long to make can be fetched. Which file, and whose words, stands in the product. */
export function fileReadyLetter({ files, off }: { files: string; off: string }): Letter {
  return {
    subject: 'Your file is ready',
    paragraphs: [
      'The file that you asked for on Casecircle is ready. It is kept for a day, for you alone.',
    ],
    link: { text: 'Fetch your file', href: files },
    ...turnedOff(off),
  }
}

/** A file that took long could not be made in the end. */
export function fileFailedLetter({ files, off }: { files: string; off: string }): Letter {
  return {
    subject: 'Your file could not be made',
    paragraphs: [
      'The file that you asked for on Casecircle could not be made. Nothing of it was kept, and your record is as it was. You can try again.',
    ],
    link: { text: 'See why, and try again', href: files },
    ...turnedOff(off),
  }
}

/** Somebody opened an entry to the reader: neither who it was nor what stands in it is told. */
export function entrySharedLetter({ shared, off }: { shared: string; off: string }): Letter {
  return {
    subject: 'A CPD entry was shared with you',
    paragraphs: [
      'A colleague has shared a CPD entry with you on Casecircle. It can be read there, by you alone.',
    ],
    link: { text: 'Read what was shared', href: shared },
    ...turnedOff(off),
  }
}

function turnedOff(off: string): Pick<Letter, 'footnotes' | 'unsubscribe'> {
  return { footnotes: [`No more of these, by one click: ${off}`], unsubscribe: off }
}

/** What readiness says is missing, as the regulator counts it: pieces, or time, or both. */
function missingLines(numbers: ReminderNumbers): string[] {
  const { pieces: few, minutes = 0, minutesWithOthers = 0, peers, others } = numbers
  const together = minutesWithOthers ? `${hours(minutesWithOthers)} with others` : ''
  const time = minutes > 0 ? hours(minutes) + (together ? `, at least ${together}` : '') : together
  return [
    ...(few ? [`Still to do for this CPD year: ${pieces(few)}.`] : []),
    ...(time ? [`Time still to record: ${time}.`] : []),
    ...(peers ? [`Still to write about talking with a peer: ${peers}.`] : []),
    ...(others ? [`Other things that your regulator still asks for: ${others}.`] : []),
  ]
}

/** '1 hour' · '12 hours': a part of an hour counts as one, so that nobody is told too little. */
function hours(minutes: number): string {
  const whole = Math.ceil(minutes / 60)
  return whole === 1 ? '1 hour' : `${whole} hours`
}

function daysLine(days: number): string {
  if (days <= 0) return 'Today is the last day.'
  return days === 1 ? 'There is 1 day left.' : `There are ${days} days left.`
}
