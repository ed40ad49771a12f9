import { createHash } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Database } from '#db/connection.ts'
import { isEmployed, type Actor } from '#server/access/rules/actor.ts'
import { can, canByAddress } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { EvidenceId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import * as store from './addresses-store.server.ts'
import type { SigningKeys } from './keys.server.ts'
import { checkFile, type FileReport } from './rules/check.ts'
import { statementsOf, type StatementRow } from './statements-store.server.ts'

/** 128 bits: nobody comes upon it by chance. Only its hash is kept. */
const secretBytes = 16
const mostAddresses = 10
/** Wrong secrets from one network address in a window, and files checked there. */
export const guesses = { wrong: 20, checks: 100 } as const
const windowSeconds = 15 * 60

/** A verify address in use. Instants in epoch ms; `readAt` null while nobody has opened it. */
export type VerifyAddress = {
  address: string
  madeAt: number
  reads: number
  readAt: number | null
}

/** The addresses at which anybody who has one sees that a piece of evidence is valid. */
export function createVerifyAddresses(made: {
  db: Database
  clock: Clock
  random: Pick<Random, 'bytes' | 'uuid'>
  audit: Pick<Audit, 'recordIn'>
  keys: Pick<SigningKeys, 'published'>
  limitsOff: boolean
}) {
  const { db, clock, random, audit, keys } = made
  const wrong = new RateLimiterMemory({ points: guesses.wrong, duration: windowSeconds })
  const checks = new RateLimiterMemory({ points: guesses.checks, duration: windowSeconds })

  async function checkText(text: string): Promise<FileReport> {
    const known = (await keys.published()).map(({ id, publicKey }) => ({ id, publicKey }))
    return checkFile(text, known, crypto.subtle)
  }

  /** One try too many from a network address answers the seconds to wait. */
  async function tooMany(limit: RateLimiterMemory, address: string): Promise<number | null> {
    if (made.limitsOff) return null
    const { consumedPoints, msBeforeNext } = await limit.penalty(address)
    return consumedPoints > limit.points ? Math.max(1, Math.ceil(msBeforeNext / 1000)) : null
  }

  return {
    /** Makes a verify address of own evidence; its secret is answered here and never again. */
    async makeAddress(actor: Actor, evidence: EvidenceId): Promise<Outcome<{ secret: string }>> {
      const [row] = await statementsOf(db.read, actor.person, [evidence])
      if (!row || !can(actor, 'share', { kind: 'evidence', owner: row.person })) return noSuch()
      const secret = Buffer.from(random.bytes(secretBytes)).toString('base64url')
      return db.tx(async (tx) => {
        const own = await store.addressesOf(tx, actor.person)
        if (own.filter((one) => one.evidence === evidence).length >= mostAddresses) {
          return refuse('invalid', 'This evidence has 10 verify links. Stop one of them first.')
        }
        await store.insertAddress(tx, {
          ...{ id: random.uuid(), evidence, person: actor.person },
          ...{ secretHash: hashOf(secret), madeAt: clock.now() },
        })
        const object = `evidence ${evidence}`
        await audit.recordIn(tx, { ...by(actor), action: 'verify-link.make', object })
        return ok({ secret })
      })
    },

    /** Stops an own verify address at once and for good. */
    async stopAddress(actor: Actor, address: string): Promise<Outcome<null>> {
      const stopped = await db.tx(async (tx) => {
        const done = await store.revokeAddress(tx, actor.person, address, clock.now())
        const object = `verify link ${address}`
        if (done) await audit.recordIn(tx, { ...by(actor), action: 'verify-link.stop', object })
        return done
      })
      return stopped ? ok(null) : refuse('not_found', 'This verify link is stopped already.')
    },

    /**
     * What a verify address shows, checked anew, to whoever has its secret. Unknown and stopped ones
     * are answered alike. Only wrong secrets count against a network address: a right one is shown
     * however many were guessed beside it.
     */
    async shown(
      evidence: EvidenceId | null,
      secret: string | null,
      address: string,
    ): Promise<Outcome<FileReport>> {
      const found =
        evidence && secret ? await store.findByAddress(db.read, evidence, hashOf(secret)) : null
      if (!found || !canByAddress('read-shared')) {
        const wait = await tooMany(wrong, address)
        return wait === null ? noAddress() : waiting(wait)
      }
      const report = await checkText(signedText(found.row))
      await db.tx((tx) => store.countRead(tx, found.address, clock.now()))
      return ok(report)
    },

    /** Whether files may still be checked from this network address; each time counts. */
    async mayCheck(address: string): Promise<Outcome<null>> {
      const wait = await tooMany(checks, address)
      return wait === null ? ok(null) : waiting(wait)
    },

    /** Checks an evidence file that somebody was handed against the keys of this installation. */
    check: checkText,
  }
}

/** A row as a file with one statement would hold it, without a name. */
function signedText({ statement, signature }: StatementRow): string {
  return `{"signature":${JSON.stringify(signature)},"statement":${statement}}`
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function by(actor: Actor) {
  const { organisation, person } = actor
  return isEmployed(actor) ? { organisation, person } : { person }
}

function noSuch() {
  return refuse('not_found', 'There is no such evidence in your record.')
}

function noAddress() {
  return refuse(
    'not_found',
    'There is no such verify link, or it was stopped. Ask the person who gave it to you for a new one.',
  )
}

function waiting(seconds: number) {
  const message = 'That was tried too often from here. Wait 15 minutes, then try again.'
  return refuse('too_many', message, { retryAfter: seconds })
}
