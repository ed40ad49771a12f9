import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import type { Database, Queries, Transaction } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import { allKeys, insertKey, keyInUse, retireKey, type KeyRow } from './keys-store.server.ts'

/** A key to sign with. The secret half never leaves it. */
export type SigningKey = {
  /** The first 128 bits of the public half's sha256, in hex. */
  id: string
  /** Lower-case hex. */
  publicKey: string
  sign(data: Uint8Array): Uint8Array
}

/** A public key as it is published; `until` is null while it signs. Instants in epoch ms. */
export type PublishedKey = { id: string; publicKey: string; from: number; until: number | null }

const seedBytes = 32
const ivBytes = 12
const tagBytes = 16
/** What PKCS 8 writes before the 32 bytes of an Ed25519 key. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The keys that an installation signs evidence with. The secret half lies in the database sealed with
 * the installation's own key, so neither of the two signs without the other.
 */
export function createSigningKeys(made: {
  db: Database
  clock: Clock
  random: Pick<Random, 'bytes'>
  installationKey: Uint8Array
}) {
  const { db, clock, random } = made
  const sealing = Buffer.from(
    hkdfSync('sha256', made.installationKey, new Uint8Array(0), 'evidence signing keys', 32),
  )
  /** The key in use, opened once. */
  let opened: SigningKey | null = null

  async function makeIn(tx: Transaction): Promise<SigningKey> {
    const seed = Buffer.from(random.bytes(seedBytes))
    const key = signingKey(seed)
    const sealed = seal(sealing, key.id, seed, random.bytes(ivBytes))
    await insertKey(tx, {
      ...{ id: key.id, publicKey: key.publicKey, sealed },
      ...{ madeAt: clock.now(), retiredAt: null },
    })
    return key
  }

  function open(row: KeyRow): SigningKey | null {
    if (opened?.id === row.id) return opened
    const seed = row.sealed ? unseal(sealing, row.id, row.sealed) : null
    opened = seed ? signingKey(seed) : null
    return opened
  }

  return {
    /**
     * The key to sign with, inside the caller's transaction. Made where there is none, and where the
     * installation's own key was replaced, so that the one in use cannot be opened any more.
     */
    async currentIn(tx: Transaction): Promise<SigningKey> {
      const row = await keyInUse(tx)
      const key = row ? open(row) : null
      if (key) return key
      if (row) await retireKey(tx, row.id, clock.now())
      return makeIn(tx)
    },

    /** The key in use to sign with now; null where none has been made or it cannot be opened. */
    async current(): Promise<SigningKey | null> {
      const row = await keyInUse(db.read)
      return row ? open(row) : null
    },

    /** Retires the key in use and makes another. What was signed before stays valid. */
    rotate(): Promise<{ retired: string | null; key: string }> {
      return db.tx(async (tx) => {
        const row = await keyInUse(tx)
        if (row) await retireKey(tx, row.id, clock.now())
        const { id } = await makeIn(tx)
        return { retired: row?.id ?? null, key: id }
      })
    },

    /** Every public key there ever was, the oldest first. */
    async published(read: Queries = db.read): Promise<PublishedKey[]> {
      const rows = await allKeys(read)
      return rows.map(({ id, publicKey, madeAt, retiredAt }) => ({
        ...{ id, publicKey, from: madeAt, until: retiredAt },
      }))
    },
  }
}

export type SigningKeys = ReturnType<typeof createSigningKeys>

function signingKey(seed: Uint8Array): SigningKey {
  const secret = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = publicHalf(secret)
  return {
    id: createHash('sha256').update(publicKey).digest('hex').slice(0, 32),
    publicKey: publicKey.toString('hex'),
    sign: (data) => sign(null, data, secret),
  }
}

function publicHalf(secret: KeyObject): Buffer {
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  return spki.subarray(spki.length - seedBytes)
}

function seal(sealing: Buffer, id: string, seed: Uint8Array, iv: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(id))
  const text = Buffer.concat([cipher.update(seed), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

/** Null where it was sealed with another key, or is damaged. */
function unseal(sealing: Buffer, id: string, sealed: Buffer): Buffer | null {
  try {
    const iv = sealed.subarray(0, ivBytes)
    const decipher = createDecipheriv('aes-256-gcm', sealing, iv)
      .setAAD(Buffer.from(id))
      .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()])
  } catch {
    return null
  }
}
