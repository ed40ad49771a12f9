import { createHash, hkdfSync } from 'node:crypto'
import type { PersonId } from '#server/platform/rules/ids.ts'

/**
 * What a signed-in page needs to keep unsent text on the device: the AES-256 key, and the name under
 * which it lies there, which tells nobody whose it is. Both base64url.
 */
export type DeviceKey = { owner: string; key: string }

const keyBytes = 32
const nameBytes = 16

/**
 * One key a person, the same after each sign-in, so that text which a network had held back can be
 * read again by its writer and by nobody else. Made of the installation's own key, never stored.
 */
export function createDeviceKeys(installationKey: Uint8Array) {
  return {
    of(person: PersonId): DeviceKey {
      const salt = new Uint8Array(0)
      const made = hkdfSync('sha256', installationKey, salt, `unsent text of ${person}`, keyBytes)
      const key = Buffer.from(made)
      const owner = createHash('sha256').update('owner of ').update(key).digest()
      return {
        owner: owner.subarray(0, nameBytes).toString('base64url'),
        key: key.toString('base64url'),
      }
    },
  }
}

export type DeviceKeys = ReturnType<typeof createDeviceKeys>
