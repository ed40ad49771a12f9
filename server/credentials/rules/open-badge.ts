import { z } from 'zod'
import type { Statement } from '#server/evidence/rules/statement.ts'

export const credentialsContext = 'https://www.w3.org/ns/credentials/v2'
export const openBadgesContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'

/** What a badge is made of: the signed facts, the key that issues it, whose it is. */
export type BadgeParts = {
  statement: Statement
  /** The `did:key` of the key that signs. */
  issuer: string
  /** The configured address of the installation. */
  origin: string
  /** Only where the owner wants it in the badge. */
  name: string | null
}

/**
 * An Open Badges 3.0 credential before it is signed: facts only. Without a name its subject is the
 * statement's commitment (RFC 6920), which says nobody's name and can be opened by its owner.
 */
export function unsignedBadge({ statement, issuer, origin, name }: BadgeParts) {
  const { fact } = statement
  return {
    '@context': [credentialsContext, openBadgesContext],
    id: `urn:uuid:${statement.id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: titleOf(fact),
    issuer: { id: issuer, type: ['Profile'], name: statement.attestedBy, url: origin },
    validFrom: statement.attestedAt,
    credentialSubject: {
      id: `ni:///sha-256;${base64url(statement.person)}`,
      type: ['AchievementSubject'],
      ...(name === null ? {} : { identifier: [named(name)] }),
      achievement: {
        id: `${origin}/toolkits/${fact.toolkit}#${fact.kind}`,
        type: ['Achievement'],
        name: titleOf(fact),
        description: descriptionOf(fact),
        criteria: { narrative: criteriaOf(fact) },
        ...(fact.kind === 'module-completed' ? { version: fact.version } : {}),
      },
    },
  }
}

const line = z.string().max(1000)
const types = (...names: string[]) =>
  z.array(z.string()).refine((given) => given.join(' ') === names.join(' '))

/** A badge as we make it and in no other shape: nothing else is handed to the libraries to read. */
export const signedBadge = z.strictObject({
  '@context': types(credentialsContext, openBadgesContext),
  id: line,
  type: types('VerifiableCredential', 'OpenBadgeCredential'),
  name: line,
  issuer: z.strictObject({ id: line, type: types('Profile'), name: line, url: line }),
  validFrom: line,
  credentialSubject: z.strictObject({
    id: line,
    type: types('AchievementSubject'),
    identifier: z
      .array(
        z.strictObject({
          type: z.literal('IdentityObject'),
          hashed: z.literal(false),
          identityHash: line,
          identityType: z.literal('name'),
        }),
      )
      .max(1)
      .optional(),
    achievement: z.strictObject({
      id: line,
      type: types('Achievement'),
      name: line,
      description: line,
      criteria: z.strictObject({ narrative: line }),
      version: line.optional(),
    }),
  }),
  proof: z.strictObject({
    type: z.literal('DataIntegrityProof'),
    created: line,
    verificationMethod: line,
    cryptosuite: z.literal('eddsa-rdfc-2022'),
    proofPurpose: z.literal('assertionMethod'),
    proofValue: line,
  }),
})
export type SignedBadge = z.infer<typeof signedBadge>

function named(name: string) {
  return { type: 'IdentityObject', hashed: false, identityHash: name, identityType: 'name' }
}

function titleOf(fact: Statement['fact']): string {
  return fact.kind === 'module-completed'
    ? `${fact.title}: online module`
    : `${fact.title}: case reflection with the team`
}

function descriptionOf(fact: Statement['fact']): string {
  return fact.kind === 'module-completed'
    ? `Completed alone: ${fact.sections} sections with ${fact.checks} checks.`
    : `Reflected on a complex case together with ${peersOf(fact.peers)}, ${fact.minutesPresent} minutes.`
}

function peersOf(peers: readonly { jobTitle: string; count: number }[]): string {
  const all = peers.reduce((sum, { count }) => sum + count, 0)
  return all === 1 ? '1 peer' : `${all} peers`
}

function criteriaOf(fact: Statement['fact']): string {
  return fact.kind === 'module-completed'
    ? 'Every check was answered and every section was finished.'
    : 'Present in at least half of the phases that were opened, or for 20 minutes.'
}

function base64url(hex: string): string {
  const bytes = hex.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
