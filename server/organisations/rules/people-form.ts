import { z } from 'zod'
import { mailAddress } from '#server/mail/rules/letter.ts'
import { teamId } from '#server/platform/rules/ids.ts'
import { normaliseText, personLine } from '#server/platform/rules/text.ts'

/** One line of a form: what is missing is asked for in words of its own. */
export const line = (missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .pipe(personLine({ max: 100 }))

export const teamRole = z.enum(['practitioner', 'manager'], { error: 'Choose a role.' })

/** One person whom an administrator adds: what a row of a file of people holds. */
export const addPersonForm = z
  .strictObject({
    name: line('Enter their name.'),
    email: z.string().trim().min(1, 'Enter their e-mail address at work.').pipe(mailAddress),
    jobTitle: line('Enter their job title.'),
    team: z.union([z.literal(''), teamId], { error: 'Choose a team of the list.' }),
    role: teamRole,
    administrator: z.literal('yes').optional(),
  })
  .refine(({ team, administrator }) => team !== '' || administrator === 'yes', {
    path: ['team'],
    message: 'Choose a team, or make the person an administrator.',
    // Said beside the faults of other fields, not only once they are mended.
    when: () => true,
  })
export type AddPerson = z.infer<typeof addPersonForm>

/** A new way into an account that nobody has been in yet. */
export const invitationForm = z.strictObject({ by: z.enum(['mail', 'link']) })

/** What of the people is asked for: a part of a name or an address, only those who wait or are in no team, a page. */
export const peopleQuery = z.object({
  find: z.string().transform(normaliseText).catch(''),
  show: z.enum(['everybody', 'waiting', 'outside']).catch('everybody'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
export type PeopleQuery = z.infer<typeof peopleQuery>

/** As long as the longest address: whatever is longer is in nobody's name or address. */
export const longestFind = 254

/** Whether one of `texts` holds what is looked for, capitals and accents aside. Pure. */
export function holds(texts: readonly string[], find: string): boolean {
  const wanted = plain(find)
  return texts.some((text) => plain(text).includes(wanted))
}

/** How texts are compared: without accents and capitals. */
export function plain(text: string): string {
  return normaliseText(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
