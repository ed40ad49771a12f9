import { z } from 'zod'
import { diaryEntryId } from '#server/platform/rules/ids.ts'
import { day, type Day } from '#server/platform/rules/london.ts'
import { personText } from '#server/platform/rules/text.ts'

/** Characters of the longest diary entry. */
export const longestEntry = 10_000

const part = z.string().trim().max(4, 'Use digits, such as 27 3 2026.').default('')

/** A diary entry: the day it is about, and the words. */
export const diaryForm = z
  .strictObject({
    intent: z.enum(['save', 'remove', 'promote']).default('save'),
    /** A new entry's id, made by the page once, so that a repeated post makes one entry. */
    entry: diaryEntryId.optional(),
    'date-day': part,
    'date-month': part,
    'date-year': part,
    text: personText({ max: longestEntry, min: 0 }).default(''),
    /** The mark of the text that the page showed, where the entry was there before. */
    shown: z.string().max(20).optional(),
  })
  .transform((form, check) => {
    const { intent, entry, text, shown } = form
    if (intent !== 'save') return { intent, entry, text, shown, date: null }
    const date = dayOf(form['date-year'], form['date-month'], form['date-day'])
    if (date === null) {
      check.addIssue({
        code: 'custom',
        path: ['date'],
        message: 'Enter a real date, such as 27 3 2026.',
      })
    }
    if (text === '') {
      check.addIssue({ code: 'custom', path: ['text'], message: 'Write something first.' })
    }
    return { intent, entry, text, shown, date }
  })

function dayOf(year: string, month: string, date: string): Day | null {
  const parsed = day.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  return parsed.success ? parsed.data : null
}
