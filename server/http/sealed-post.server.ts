import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { personId, type PersonId } from '#server/platform/rules/ids.ts'
import { ownPath } from '#server/platform/rules/own-path.ts'

const post = z.strictObject({
  person: personId,
  path: ownPath,
  fields: z.array(z.tuple([z.string(), z.string()])),
  until: z.number(),
})
/** A form that arrived after its writer's session had ended. */
export type SealedPost = z.infer<typeof post>

const keyBytes = 32
const lastsMs = 60 * 60_000

/** The installation's own key, made at the first start, readable by its owner alone. */
export function installationKey(dataDir: string): Buffer {
  const file = join(dataDir, 'secret.key')
  // Half a key, after a power cut at the first start, is no key: nothing was sealed by it yet.
  if (!existsSync(file) || readFileSync(file).length !== keyBytes) {
    const whole = `${file}.new`
    writeFileSync(whole, randomBytes(keyBytes), { mode: 0o600 })
    renameSync(whole, file)
  }
  return readFileSync(file)
}

/**
 * Keeps a post for its writer through signing in again, without the server storing it: encrypted
 * (AES-256-GCM), bound to the person and one hour, carried by the sign-in form itself.
 */
export function createSealedPosts(key: Buffer, now: () => number) {
  return {
    /** The sealed text; null for a path that could not be posted to again. */
    seal(person: PersonId, path: string, fields: [string, string][]): string | null {
      if (!post.shape.path.safeParse(path).success) return null
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const content: SealedPost = { person, path, fields, until: now() + lastsMs }
      const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },

    /** The post, only for the person who wrote it and only while it lasts. */
    open(sealed: string, person: PersonId): SealedPost | null {
      try {
        const bytes = Buffer.from(sealed, 'base64url')
        const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        cipher.setAuthTag(bytes.subarray(12, 28))
        const text = Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()])
        const found = post.parse(JSON.parse(text.toString('utf8')))
        return found.person === person && found.until > now() ? found : null
      } catch {
        return null
      }
    },
  }
}

export type SealedPosts = ReturnType<typeof createSealedPosts>
