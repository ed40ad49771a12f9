import type { Database } from '#db/connection.ts'
import type { EvidenceService } from '#server/evidence/evidence.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import { createAssignments } from './assignments.server.ts'
import { createJudgements } from './judgements.server.ts'
import { createMeasure } from './measure.server.ts'
import { createOpenings } from './openings.server.ts'
import { createOwnAnswers } from './own-answers.server.ts'
import { createPrinting } from './printing.server.ts'
import { createStudy, type Library } from './study.server.ts'
import { createWork } from './work.server.ts'

export type { LibraryCard, OwnAssignment, Standing, TeamProgress } from './assignments.server.ts'
export type {
  Library,
  NextPlace,
  Overview,
  OwnReflection,
  PlacedReflection,
  ReflectionView,
  SectionBlock,
  SectionPage,
} from './study.server.ts'
export type { OwnMeasure, OwnSurvey } from './measure.server.ts'
export type { Opening } from './openings.server.ts'
export type { Kept, Problem } from './typed.server.ts'
export type { Worked } from './work.server.ts'

/**
 * Learning promises: nothing that was typed or answered is lost, progress follows from facts alone,
 * and what a person writes has one reader.
 */
export function createLearning({
  db,
  clock,
  random,
  toolkits,
  organisations,
  evidence,
}: {
  db: Database
  clock: Clock
  random: Random
  toolkits: Library
  organisations: Pick<Organisations, 'team' | 'membersOf'>
  evidence: Pick<EvidenceService, 'attestIn'>
}) {
  const now = () => clock.now()
  const newId = () => random.uuid()
  const judgements = createJudgements(db)
  const study = createStudy({ db, toolkits, judgements, now })
  return {
    ...createAssignments({ db, toolkits, organisations, now, newId }),
    ...createMeasure({ db, toolkits }),
    ...createOpenings({ db, toolkits }),
    ...createOwnAnswers({ db }),
    ...study,
    ...createPrinting({ toolkits, pages: study, now }),
    ...createWork({ db, toolkits, evidence, judgements, now, newId }),
  }
}

export type Learning = ReturnType<typeof createLearning>
