import { z } from 'zod'
import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import { answerText } from '#server/cpd/rules/entry/answer.ts'
import { formatFacts } from '#server/cpd/rules/export-format.ts'
import type { Jobs } from '#server/jobs/jobs.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { csvPieces } from '#server/platform/csv.server.ts'
import { pdfOf } from '#server/platform/pdf.server.ts'
import {
  shareId,
  teamId,
  type JobId,
  type ShareId,
  type TeamId,
} from '#server/platform/rules/ids.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Block, Paper } from '#server/platform/rules/paper.ts'
import { xlsxOf } from '#server/platform/xlsx.server.ts'
import { wholeOf, zipOf, type Packed } from '#server/platform/zip.server.ts'
import type { SharedEntry, Sharing } from '#server/sharing/sharing.server.ts'
import type { SharesOfMember, TeamFormat } from './rules/team-export.ts'
import { teamColumns, teamPaper, teamRows, type TeamFacts } from './rules/team-paper.ts'

const payload = z.strictObject({ team: teamId, shares: z.array(shareId).default([]) })
const noSuchTeam = () => refuse('not_found', 'There is no such team among yours.')

/**
 * What a manager takes out of a team: its facts and readiness, never a word; and, as a ZIP, what
 * members have chosen to share with that manager, for as long as they share it.
 */
export function createTeamFiles(made: {
  db: Database
  clock: Clock
  audit: Audit
  jobs: Jobs
  sharing: Pick<Sharing, 'sharedBy' | 'withMe'>
  organisations: Organisations
  teamOf: (actor: Actor, team: TeamId) => Promise<Outcome<TeamFacts>>
}) {
  const { db, clock, audit, jobs, sharing, organisations, teamOf } = made
  const mayExport = (actor: Actor, team: TeamId) =>
    can(actor, 'export', { kind: 'team', team, organisation: actor.organisation })

  const recordExport = (actor: Actor, team: TeamId, what: 'team.export' | 'team.export-shared') =>
    audit.record({
      ...{ organisation: actor.organisation, person: actor.person },
      ...{ action: what, object: `team ${team}` },
    })

  /**
   * What of these is still shared once the job names it: from then on the end of any of them takes
   * the job away, and what ended before that is left out.
   */
  async function stillShared(
    actor: Actor,
    read: readonly SharedEntry[][],
    name: (shares: ShareId[]) => Promise<void>,
  ): Promise<SharedEntry[][]> {
    for (let kept = read.map((entries) => [...entries]); ;) {
      const all = kept.flat()
      await name(all.map(({ share }) => share))
      const open = new Set((await sharing.withMe(actor)).map(({ share }) => share))
      if (all.every(({ share }) => open.has(share))) return kept
      kept = kept.map((entries) => entries.filter(({ share }) => open.has(share)))
    }
  }

  jobs.take('team-export', {
    async work(job, tools) {
      const { team } = payload.parse(job.payload)
      const actor = job.person === null ? null : await organisations.actorFor(job.person)
      if (!actor || !mayExport(actor, team)) return noSuchTeam()
      const [page, facts] = [await organisations.teamPage(actor, team), await teamOf(actor, team)]
      if (!page.ok || !facts.ok) return noSuchTeam()
      const { members } = page.value
      const shared: SharedEntry[][] = []
      for (const [at, { person }] of members.entries()) {
        if (person !== actor.person) shared.push(await sharing.sharedBy(actor, person))
        await tools.progress(at + 1, 2 * members.length)
      }
      const kept = await stillShared(actor, shared, (shares) => tools.amend({ team, shares }))
      await recordExport(actor, team, 'team.export-shared')
      const at = clock.now()
      await tools.keep(
        { name: `team-shared-${londonDay(at)}.zip`, type: 'application/zip' },
        zipOf(filesOf(facts.value, kept, at)),
      )
      return ok(null)
    },
    /** As long as it is the manager's team, and everything in it is still shared with them. */
    async allows(actor, about) {
      const { team, shares } = payload.parse(about)
      if (!mayExport(actor, team)) return false
      if (shares.length === 0) return true
      const open = new Set((await sharing.withMe(actor)).map(({ share }) => share))
      return shares.every((one) => open.has(one))
    },
    team: (about) => payload.parse(about).team,
  })

  return {
    /** The team's facts and readiness, for its manager: facts, never words. Audited. */
    async teamExport(actor: Actor, team: TeamId, format: TeamFormat) {
      const found = mayExport(actor, team) ? await teamOf(actor, team) : noSuchTeam()
      if (!found.ok) return found
      await recordExport(actor, team, 'team.export')
      const at = clock.now()
      const bytes = await wholeOf(factsAs[format](found.value, at))
      const { type } = formatFacts[format]
      return ok({ fileName: `team-${londonDay(at)}.${format}`, type, bytes })
    },

    /** How many entries each member shares with the manager who asks. */
    async sharedInTeam(
      actor: Actor,
      team: TeamId,
    ): Promise<Outcome<{ name: string; members: SharesOfMember[] }>> {
      const page = mayExport(actor, team) ? await organisations.teamPage(actor, team) : noSuchTeam()
      if (!page.ok) return page
      const open = await sharing.withMe(actor)
      const members = page.value.members.flatMap(({ name, person }) => {
        const own = open.filter(({ owner }) => owner === person)
        return own.length > 0 ? [{ name, count: own.length }] : []
      })
      return ok({ name: page.value.name, members })
    },

    /** Asks for the ZIP of what members share. `id` is made by the page once. */
    async startSharedExport(actor: Actor, id: JobId, team: TeamId): Promise<Outcome<JobId>> {
      if (!mayExport(actor, team)) return noSuchTeam()
      const asked = { kind: 'team-export', key: `${actor.person} ${id}` } as const
      const job = await db.tx((tx) =>
        jobs.addIn(tx, { id, ...asked, person: actor.person, payload: { team, shares: [] } }),
      )
      return job.ok ? ok(job.value.id) : job
    },
  }
}

const factsAs: Record<TeamFormat, (team: TeamFacts, at: number) => AsyncGenerator<Uint8Array>> = {
  csv: (team) =>
    csvPieces(
      teamColumns.map(({ heading }) => heading),
      teamRows(team),
    ),
  xlsx: (team) => xlsxOf({ name: team.name, columns: teamColumns, rows: teamRows(team) }),
  async *pdf(team, at) {
    yield await pdfOf(teamPaper(team, at))
  },
}

/** The team's facts, and a paper for each member who shares something. */
async function* filesOf(
  team: TeamFacts,
  shared: readonly SharedEntry[][],
  at: number,
): AsyncGenerator<Packed> {
  yield { name: 'team.xlsx', pieces: factsAs.xlsx(team, at) }
  const names = new Map<string, number>()
  for (const entries of shared) {
    const [first] = entries
    if (!first) continue
    const name = fileName(first.ownedBy.name)
    const nth = (names.get(name) ?? 0) + 1
    names.set(name, nth)
    const pdf = await pdfOf(sharedPaper(first.ownedBy, entries, at))
    yield { name: `shared/${name}${nth > 1 ? ` (${nth})` : ''}.pdf`, pieces: [pdf] }
  }
}

/** A person's name as the name of a file, on any system. */
function fileName(name: string): string {
  const kept = name
    .replace(/[^\p{L}\p{N}\p{M} ’'-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return kept === '' ? 'member' : Array.from(kept).slice(0, 80).join('')
}

function sharedPaper(
  owner: SharedEntry['ownedBy'],
  entries: readonly SharedEntry[],
  madeAt: number,
): Paper {
  return {
    title: `Shared by ${owner.name}`,
    caption: `${owner.jobTitle}. Made ${dayTextWithYear(londonDay(madeAt))}. Only for whom it was shared with.`,
    madeAt,
    blocks: entries.flatMap(({ words, lastDay }): Block[] => [
      { kind: 'heading', level: 2, text: words.title },
      { kind: 'paragraph', quiet: true, text: `Shared until ${dayTextWithYear(lastDay)}.` },
      ...words.profile.fields.flatMap(({ id, question }): Block[] => {
        const text = answerText(words.profile, words, id, dayTextWithYear)
        if (text === '') return []
        return [
          { kind: 'heading', level: 3, text: question },
          { kind: 'paragraph', text },
        ]
      }),
    ]),
  }
}
