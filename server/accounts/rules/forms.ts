import { z } from 'zod'
import { mailAddress } from '#server/mail/rules/letter.ts'
import { personId } from '#server/platform/rules/ids.ts'
import { ownPath } from '#server/platform/rules/own-path.ts'
import { codePoints } from '#server/platform/rules/text.ts'

/** The sign-in form. The address is compared in small letters. */
export const signInForm = z.strictObject({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'Enter your e-mail address.')
    .max(254, 'Enter your e-mail address.'),
  password: z.string().min(1, 'Enter your password.').max(1024, 'Enter your password.'),
  /** Ticked: nothing is to be kept on the device. */
  sharedDevice: z.literal('yes').optional(),
  sealed: z.string().max(400_000).optional(),
  to: ownPath.optional(),
})

/** Signing in as one of the people of the demonstration organisation. */
export const tryAsForm = z.strictObject({
  tryAs: personId,
  sealed: z.string().max(400_000).optional(),
  to: ownPath.optional(),
})

/** 12 to 128 characters, anything goes: length is what makes a password strong. (T10) */
export const newPassword = z.string().superRefine((password, check) => {
  const length = codePoints(password.normalize('NFC'))
  if (length < 12) {
    check.addIssue({
      code: 'custom',
      message:
        'Use at least 12 characters. Three or four words that do not belong together work well.',
    })
  }
  if (length > 128) check.addIssue({ code: 'custom', message: 'Use at most 128 characters.' })
})

export const newPasswordForm = z.strictObject({ password: newPassword })

export const changePasswordForm = z.strictObject({
  currentPassword: z.string().min(1, 'Enter your current password.').max(1024),
  newPassword,
})

/** Something that cannot be undone asks for the password once more. */
export const passwordForm = z.strictObject({
  password: z.string().min(1, 'Enter your password.').max(1024, 'Enter your password.'),
})

export const privateAddressForm = passwordForm.extend({ address: mailAddress })

/**
 * Asking for a link by which a new password is set: with whatever somebody signs in with, also where
 * no mail can be sent to it.
 */
export const forgotPasswordForm = z.strictObject({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'Enter a shorter e-mail address.')
    .regex(/^[^\s@]+@[^\s@]+$/, 'Enter an e-mail address, such as name@example.org.'),
})
