import { createProofs } from '#server/evidence/proofs.server.ts'
import { createCredentials } from '#server/credentials/credentials.server.ts'
import { createEvidence } from '#server/evidence/evidence.server.ts'
import type { Fact } from '#server/evidence/rules/evidence.ts'
import {
  formatId,
  releaseHash,
  roomId,
  toolkitId,
  type EvidenceId,
} from '#server/platform/rules/ids.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { northbridge } from './cast.ts'

export const origin = 'https://learning.northbridge.example'

export const moduleFact: Fact = {
  kind: 'module-completed',
  toolkit: toolkitId.parse('participation'),
  title: 'Participation: “beth sy’n bwysig”, zażółć',
  version: '1.2.0',
  release: releaseHash.parse('a'.repeat(64)),
  ...{ sections: 6, checks: 8, activeMinutes: 48 },
  completedAt: Date.parse('2026-11-20T10:00:00Z'),
}

export const roomFact: Fact = {
  kind: 'room-attended',
  room: roomId.parse('3f2b8c1e-1111-4222-8333-444455556666'),
  toolkit: toolkitId.parse('participation'),
  title: 'Listening when a child says little',
  format: formatId.parse('swott'),
  formatTitle: 'SWOTT reflection',
  ...{ stagesOpened: 2, phases: ['Welcome', 'Write'], phasesOpened: 4, minutesPresent: 71 },
  stagesOpenedAt: [Date.parse('2026-11-24T10:05:00Z'), Date.parse('2026-11-24T10:40:00Z')],
  peers: [{ jobTitle: 'Social worker', count: 3 }],
  facilitatorJobTitle: 'Team manager',
  startedAt: Date.parse('2026-11-24T10:00:00Z'),
  endedAt: Date.parse('2026-11-24T11:30:00Z'),
}

/** Northbridge with evidence that is signed as it is attested, and a way to attest some. */
export async function signedNorthbridge({ limitsOff = true }: { limitsOff?: boolean } = {}) {
  const council = await northbridge()
  const { db, clock, random, audit, organisations } = council
  const installationKey = Buffer.alloc(32, 7)
  const made = { db, clock, random, audit, installationKey, limitsOff }
  const proofsWith = (key: Uint8Array) =>
    createProofs({
      ...{ ...made, installationKey: key },
      namesOf: (...of) => organisations.namesOf(...of),
    })
  const proofs = proofsWith(installationKey)
  const evidence = createEvidence({ db, clock, random, witness: proofs.signIn })
  const credentials = createCredentials({ clock, proofs, installationKey })
  async function attest({ person, organisation }: Actor, fact: Fact): Promise<EvidenceId> {
    const key = `${fact.kind} ${fact.title}`
    const kept = await db.tx((tx) => evidence.attestIn(tx, { person, organisation, key, fact }))
    return kept.id
  }
  return { ...council, proofs, proofsWith, evidence, credentials, attest }
}
