import { z } from 'zod'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { day, type Day } from '#server/platform/rules/london.ts'

const part = z.string().trim().max(4).optional().default('')

/** Day, month and year as people type them, or one ISO day; answers a real day. */
const dueOn = z
  .strictObject({
    toolkit: z.string().max(80).default(''),
    dueOn: z.string().trim().max(10).optional().default(''),
    'dueOn-day': part,
    'dueOn-month': part,
    'dueOn-year': part,
  })
  .transform((form, check): { toolkit: z.infer<typeof toolkitId>; dueOn: Day } => {
    const chosen = toolkitId.safeParse(form.toolkit)
    if (!chosen.success) {
      check.addIssue({ code: 'custom', path: ['toolkit'], message: 'Choose a toolkit.' })
    }
    const iso = form.dueOn || isoOf(form)
    const due = day.safeParse(iso)
    if (!due.success) {
      check.addIssue({
        code: 'custom',
        path: ['dueOn'],
        message: 'Enter the due date as day, month and year, such as 27 3 2027.',
      })
    }
    return chosen.success && due.success ? { toolkit: chosen.data, dueOn: due.data } : z.NEVER
  })

function isoOf(form: { 'dueOn-day': string; 'dueOn-month': string; 'dueOn-year': string }): string {
  return `${form['dueOn-year']}-${form['dueOn-month'].padStart(2, '0')}-${form['dueOn-day'].padStart(2, '0')}`
}

/** Giving a team a toolkit: which, and by when. */
export const assignmentForm = dueOn
