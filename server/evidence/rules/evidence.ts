import type {
  EvidenceId,
  PersonId,
  ReleaseHash,
  RoomId,
  ToolkitId,
} from '#server/platform/rules/ids.ts'

/** A module completed alone: every check answered, every section left by `Save and continue`. */
export type ModuleCompleted = {
  kind: 'module-completed'
  toolkit: ToolkitId
  title: string
  version: string
  release: ReleaseHash
  sections: number
  checks: number
  activeMinutes: number
  completedAt: number
}

/** A room attended: in at least half of the opened phases, or for 20 minutes. */
export type RoomAttended = {
  kind: 'room-attended'
  room: RoomId
  toolkit: ToolkitId
  /** Title of the case study. */
  title: string
  format: string
  formatTitle: string
  stagesOpened: number
  /** When each of these parts was first opened, to the minute, in order; older facts have none. */
  stagesOpenedAt?: number[]
  /** Titles of the phases that the person took part in. */
  phases: string[]
  phasesOpened: number
  minutesPresent: number
  /** The others, by job title: never by name. */
  peers: { jobTitle: string; count: number }[]
  facilitatorJobTitle: string
  startedAt: number
  endedAt: number
}

export type Fact = ModuleCompleted | RoomAttended

/** One attested fact about one person. Never a word of anybody's reflection. */
export type Evidence = { id: EvidenceId; person: PersonId; at: number; fact: Fact }
