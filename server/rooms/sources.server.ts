import type { Database } from '#db/connection.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { EvidenceService } from '#server/evidence/evidence.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Log } from '#server/platform/log.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import type {
  FormatId,
  OrganisationId,
  ReleaseHash,
  TeamId,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import type { Format } from '#server/toolkits/rules/format.ts'
import type { Release, StageText } from '#server/toolkits/rules/release.ts'
import type { PresenceBook } from './presence/presence.server.ts'
import type { States } from './log/states.server.ts'
import type { Wakes } from './log/wakes.server.ts'

/** What a room asks for: the current release, its case, and the formats, a team's own among them. */
export type CaseStudies = {
  current(toolkit: ToolkitId): Promise<Release | null> | Release | null
  format(
    format: FormatId,
    of: { organisation: OrganisationId; team: TeamId },
  ): Promise<Format | null> | Format | null
  stage(release: ReleaseHash, stage: string): Promise<StageText | null>
}

/** What rooms are made with. */
export type Sources = {
  db: Database
  clock: Clock
  random: Random
  toolkits: CaseStudies
  organisations: Pick<
    Organisations,
    'membersOf' | 'people' | 'hereAmong' | 'team' | 'actorFor' | 'isCurrent'
  >
  audit: Pick<Audit, 'recordIn'>
  evidence: Pick<EvidenceService, 'ofPeople'> & {
    attestIn(...fact: Parameters<EvidenceService['attestIn']>): Promise<unknown>
  }
  log: Log
  /** Time between `Next phase` and the deadline. */
  closingMs: number
  limitsOff: boolean
}

/** The sources and what the parts of the capability share in memory. */
export type Made = Sources & { states: States; wakes: Wakes; presence: PresenceBook }
