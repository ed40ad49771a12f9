import { z } from 'zod'
import { realDay } from '#server/cpd/rules/entry/entry.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { personLine } from '#server/platform/rules/text.ts'

/** As what a conversation can stand in the record: the ids of the regulators' activity types. */
export const conversationKinds = ['supervision', 'group-case-discussion'] as const
export type ConversationKind = (typeof conversationKinds)[number]

const digits = z.string().trim().max(4, 'Use digits, such as 27 3 2026.').default('')

/** A conversation that somebody had instead of the room, with a peer who is named by job title. */
export const catchUpForm = z
  .strictObject({
    kind: z.enum(conversationKinds, { error: 'Choose what kind of conversation it was.' }),
    peer: z
      .string()
      .refine((typed) => typed.trim() !== '', {
        message: 'Write their job title, such as “senior social worker”.',
        abort: true,
      })
      .pipe(personLine({ max: 120 })),
    'date-day': digits,
    'date-month': digits,
    'date-year': digits,
    minutes: z
      .string()
      .trim()
      .regex(/^\d{0,4}$/, 'Minutes must be a whole number, such as 45.')
      .default(''),
  })
  .transform((form, check): Conversation => {
    const date = realDay({
      day: form['date-day'],
      month: form['date-month'],
      year: form['date-year'],
    })
    if (date === null) {
      const message = 'Enter the date of the conversation, such as 27 3 2026.'
      check.addIssue({ code: 'custom', path: ['date'], message })
      return z.NEVER
    }
    return { kind: form.kind, peer: form.peer, date, minutes: form.minutes }
  })
export type Conversation = { kind: ConversationKind; peer: string; date: Day; minutes: string }
