import { z } from 'zod'
import type { Evidence, Fact } from './evidence.ts'

const line = z.string().max(400)
const count = z.number().int().min(0).max(1_000_000_000)
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
/** The first 128 bits of the public key's sha256. */
const keyId = z.string().regex(/^[0-9a-f]{32}$/)
const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

const moduleCompleted = z.strictObject({
  kind: z.literal('module-completed'),
  toolkit: id,
  title: line,
  version: line,
  release: hash,
  sections: count,
  checks: count,
  activeMinutes: count,
  completedAt: instant,
})

const roomAttended = z.strictObject({
  kind: z.literal('room-attended'),
  toolkit: id,
  title: line,
  format: id,
  formatTitle: line,
  stagesOpened: count,
  stagesOpenedAt: z.array(instant).max(200).optional(),
  phases: z.array(line).max(200),
  phasesOpened: count,
  minutesPresent: count,
  peers: z.array(z.strictObject({ jobTitle: line, count })).max(200),
  facilitatorJobTitle: line,
  startedAt: instant,
  endedAt: instant,
})

/**
 * What is signed of a piece of evidence: the fact, who attested it and when, and a salted
 * commitment in the place of the person's name. Strings, whole numbers, lists and objects only.
 */
export const statement = z.strictObject({
  type: z.literal('casecircle-statement'),
  version: z.literal(1),
  id: uuid,
  /** The organisation. */
  attestedBy: line,
  attestedAt: instant,
  signedAt: instant,
  key: keyId,
  /** sha256 of the salt and the canonical JSON of `{ "name": … }`. */
  person: hash,
  fact: z.discriminatedUnion('kind', [moduleCompleted, roomAttended]),
})

const signature = z.string().regex(/^[0-9a-f]{128}$/)
const salt = z.string().regex(/^[0-9a-f]{32}$/)

/** A statement with its signature; with `holder` also whose it is, for whoever is to know. */
export const signedStatement = z.strictObject({
  statement,
  signature,
  holder: z.strictObject({ name: line, salt }).optional(),
})

const publicKey = z.strictObject({ id: keyId, publicKey: hash })

/** What a downloaded bundle says: statements, and the public keys that they are signed with. */
export const signedBundle = z.strictObject({
  type: z.literal('casecircle-evidence'),
  version: z.literal(1),
  keys: z.array(publicKey).max(100),
  statements: z.array(signedStatement).max(2000),
})

export type Statement = z.infer<typeof statement>
export type SignedStatement = z.infer<typeof signedStatement>
export type SignedBundle = z.infer<typeof signedBundle>
/** An Ed25519 public key in lower-case hex, by its fingerprint. */
export type PublicKey = z.infer<typeof publicKey>

type Stated<K extends Fact['kind']> = Extract<Statement['fact'], { kind: K }>

/** Each fact as it is signed: without what would lead from one person's statement to another's. */
const stated: { [K in Fact['kind']]: (fact: Extract<Fact, { kind: K }>) => Stated<K> } = {
  'module-completed': (fact) => ({ ...fact, completedAt: iso(fact.completedAt) }),
  'room-attended': ({ room, stagesOpenedAt, ...fact }) => ({
    ...fact,
    ...(stagesOpenedAt ? { stagesOpenedAt: stagesOpenedAt.map(iso) } : {}),
    minutesPresent: Math.round(fact.minutesPresent),
    startedAt: iso(fact.startedAt),
    endedAt: iso(fact.endedAt),
  }),
}

/** The statement of `evidence`; `person` is the commitment of the name, `signedAt` epoch ms. */
export function statementOf(
  evidence: Evidence,
  signed: { attestedBy: string; person: string; key: string; signedAt: number },
): Statement {
  const { fact } = evidence
  return {
    type: 'casecircle-statement',
    version: 1,
    id: evidence.id,
    attestedBy: signed.attestedBy,
    attestedAt: iso(evidence.at),
    signedAt: iso(signed.signedAt),
    key: signed.key,
    person: signed.person,
    fact: fact.kind === 'module-completed' ? stated[fact.kind](fact) : stated[fact.kind](fact),
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
