import { createHmac } from 'node:crypto'
import type { Actor } from '#server/access/rules/actor.ts'
import type { FileReport, Proofs } from '#server/evidence/proofs.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { EvidenceId, PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { didOf } from '#server/evidence/rules/did.ts'
import { createBadges } from './badges.server.ts'
import { signedBadge } from './rules/open-badge.ts'
import { xapiStatement } from './rules/xapi.ts'

/** How a file is made: with the owner's name only if they want that; `origin` is the configured one. */
export type Wanted = { withName: boolean; origin: string }

/** What a file is that somebody was handed, and whether it can be believed. */
export type Handed =
  | { kind: 'evidence'; report: FileReport }
  | { kind: 'badge'; isValid: boolean; title: string; issuer: string; name: string | null }

/** Own evidence in the forms that other systems read: Open Badges 3.0 and xAPI. Facts, never words. */
export function createCredentials({
  clock,
  proofs,
  installationKey,
}: {
  clock: Clock
  proofs: Pick<
    Proofs,
    'ownStatements' | 'currentKey' | 'publishedKeys' | 'mayCheck' | 'check' | 'textOf'
  >
  installationKey: Uint8Array
}) {
  const badges = createBadges()

  /** The same for each statement of a person, and no way back to who it is. */
  function accountOf(person: PersonId): string {
    const made = createHmac('sha256', installationKey).update(`xapi account of ${person}`).digest()
    return made.subarray(0, 16).toString('base64url')
  }

  /** Null where the text is no badge of ours: then it may be evidence. */
  async function checkBadge(text: string): Promise<Handed | null> {
    const read = signedBadge.safeParse(jsonIn(text))
    if (!read.success) return null
    const { issuer, name: title, credentialSubject } = read.data
    const known = (await proofs.publishedKeys()).some((key) => didOf(key.publicKey) === issuer.id)
    const isValid = known && (await badges.isGenuine(read.data, clock.now()))
    const [identity] = credentialSubject.identifier ?? []
    const name = identity?.identityHash ?? null
    return { kind: 'badge', isValid, title, issuer: issuer.name, name }
  }

  return {
    /** Checks a bundle, a statement or a badge that somebody was handed, without signing in. */
    async check(file: Uint8Array, address: string): Promise<Outcome<Handed>> {
      const may = await proofs.mayCheck(address)
      if (!may.ok) return may
      const text = proofs.textOf(file)
      if (text === null) {
        const why = 'Not valid. This ZIP holds no evidence, or it is damaged.'
        return ok({ kind: 'evidence', report: { readable: false, why } })
      }
      const badge = await checkBadge(text)
      return ok(badge ?? { kind: 'evidence', report: await proofs.check(text) })
    },

    /** A piece of the actor's own evidence as an Open Badges 3.0 credential. */
    async openBadge(
      actor: Actor,
      evidence: EvidenceId,
      { withName, origin }: Wanted,
    ): Promise<Outcome<string>> {
      const [own] = await proofs.ownStatements(actor, evidence)
      const key = await proofs.currentKey()
      if (!own) return refuse('not_found', 'There is no such evidence in your record.')
      if (!key) {
        const message = 'The signing key cannot be opened now. Restart Casecircle, then try again.'
        return refuse('unavailable', message)
      }
      const name = withName ? own.name : null
      const parts = { statement: own.signed.statement, origin, name }
      return ok(JSON.stringify(await badges.issue(parts, key, clock.now()), null, 2))
    },

    /** All of the actor's own evidence as xAPI statements. */
    async xapi(actor: Actor, { withName, origin }: Wanted): Promise<Outcome<string>> {
      const own = await proofs.ownStatements(actor)
      const about = { account: accountOf(actor.person), name: withName ? actor.name : null, origin }
      return ok(
        JSON.stringify(
          own.map(({ evidence }) => xapiStatement(evidence, about)),
          null,
          2,
        ),
      )
    },
  }
}

export type Credentials = ReturnType<typeof createCredentials>

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
