import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { personId, type PersonId } from '#server/platform/rules/ids.ts'

/** The mails that a link turns off: reminders of what is missing, or notices of what is new. */
export type MailedKind = 'reminders' | 'notices'

const sealed: Record<MailedKind, string> = { reminders: 'off', notices: 'no notices' }
const kinds = ['reminders', 'notices'] satisfies MailedKind[]

/**
 * Links by which whoever has a mail ends mails of its kind, without signing in. They are sealed with
 * the installation's own key, so nobody makes one for somebody else.
 */
export function createOffLinks(made: { key: Uint8Array; origin: string }) {
  const key = Buffer.from(hkdfSync('sha256', made.key, new Uint8Array(0), 'reminders', 32))
  const sealOf = (kind: MailedKind, person: string) =>
    createHmac('sha256', key).update(`${sealed[kind]} ${person}`).digest()

  return {
    linkFor(kind: MailedKind, person: PersonId): string {
      const token = `${person}.${sealOf(kind, person).toString('base64url')}`
      return `${made.origin}/reminders/off/${token}`
    },

    /** Whose mails a link turns off, and which; null for one that we did not make. */
    read(token: string): { kind: MailedKind; person: PersonId } | null {
      const [named = '', proof = ''] = token.split('.')
      const person = personId.safeParse(named)
      if (!person.success) return null
      const given = Buffer.from(proof, 'base64url')
      const kind = kinds.find((one) => {
        const right = sealOf(one, person.data)
        return given.length === right.length && timingSafeEqual(given, right)
      })
      return kind ? { kind, person: person.data } : null
    },
  }
}

export type OffLinks = ReturnType<typeof createOffLinks>
