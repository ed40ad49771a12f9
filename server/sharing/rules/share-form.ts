import { z } from 'zod'
import { personId, shareCommentId, shareId } from '#server/platform/rules/ids.ts'
import { personText } from '#server/platform/rules/text.ts'
import { shareDays, type ShareDays } from './share.ts'

const days = z
  .string()
  .default('30')
  .transform((raw, check): ShareDays => {
    const known = shareDays.find((one) => String(one) === raw)
    if (known !== undefined) return known
    check.addIssue({ code: 'custom', message: 'Choose how long it can be read.' })
    return z.NEVER
  })

const right = z.enum(['view', 'comment'], { error: 'Choose what they can do.' }).default('view')

/** The longest comment, in characters. */
export const maxComment = 2_000

/** Sharing an entry: with a colleague of one's teams, or with the one who has an e-mail address. */
export const newShareForm = z
  .strictObject({
    intent: z.literal('share'),
    colleague: z.union([z.literal(''), personId], { error: 'Choose somebody.' }).default(''),
    email: z.string().trim().max(254, 'This e-mail address is too long.').default(''),
    right,
    days,
  })
  .refine(({ colleague, email }) => colleague === '' || email === '', {
    path: ['email'],
    message: 'Choose a colleague or enter an e-mail address, not both.',
  })
  .transform(({ colleague, email, right, days }) => ({
    intent: 'share' as const,
    whom: colleague === '' ? { email } : { person: colleague },
    right,
    days,
  }))
export type NewShare = Omit<z.output<typeof newShareForm>, 'intent'>

export const endShareForm = z.strictObject({ intent: z.literal('end'), share: shareId })

export const commentForm = z.strictObject({
  intent: z.literal('comment'),
  /** Made by the page once, so that a repeated post makes one comment. */
  comment: shareCommentId,
  text: personText({ max: maxComment }),
})

export const removeCommentForm = z.strictObject({
  intent: z.literal('remove-comment'),
  comment: shareCommentId,
})

/** What the owner does on the page that shares an entry. */
export const ownerShareForm = z.discriminatedUnion('intent', [
  newShareForm,
  endShareForm,
  commentForm.extend({ share: shareId }),
  removeCommentForm.extend({ share: shareId }),
])

/** What the reader of a shared entry does on its page. */
export const readerShareForm = z.discriminatedUnion('intent', [commentForm, removeCommentForm])
