import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import PDFDocument from 'pdfkit'
import { openDatabase, type Database } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { cpdPaper } from '#server/cpd/exports/paper.server.ts'
import type { CpdExport } from '#server/cpd/exports/export.server.ts'
import { profileOn, readProfiles } from '#server/cpd/profiles.server.ts'
import { answerText } from '#server/cpd/rules/entry/answer.ts'
import { blankEntry, type Entry } from '#server/cpd/rules/entry/entry.ts'
import { exportFormats, formatFacts } from '#server/cpd/rules/export-format.ts'
import { putEntry } from '#server/cpd/store.server.ts'
import { pdfOf } from '#server/platform/pdf.server.ts'
import { entryId, jobId, personId, type PersonId } from '#server/platform/rules/ids.ts'
import { day } from '#server/platform/rules/london.ts'
import { typefaces } from '#server/platform/typefaces.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { createServices } from '#server/services.ts'
import { fixedRandom, handClock } from '../support/clock.ts'
import { median, type Row } from './figures.ts'

const content = join(import.meta.dirname, '..', '..', 'content')
const profile = {
  ...profileOn(readProfiles(content), 'swe', day.parse('2026-11-27')),
  endsOn: null,
}
const sentence =
  'I asked the child first and waited; the silence told me more than the answers of last year. '

/**
 * A year of twelve full entries as a tagged PDF, against pdfkit alone writing the same words without
 * tags; and a record of `count` entries in each format, as a job: how long, and how long anybody else
 * has to wait meanwhile.
 */
export async function benchExports(rounds: number, folder: string, count: number): Promise<Row[]> {
  const year = yearOf12()
  const took = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await time(() => pdfOf(cpdPaper(year)))
    const bare = await time(() => bareOf(year))
    if (round === 0) continue
    took.ours.push(ours)
    took.bare.push(bare)
  }
  return [
    {
      what: 'Twelve entries as PDF',
      unit: 'ms',
      ours: median(took.ours),
      bare: median(took.bare),
      target: '3 ×',
    },
    ...(await longExports(folder, count)),
  ]
}

const somebody = personId.parse('00000000-0000-4000-8000-0000000000aa')

function yearOf12(): CpdExport {
  const entries = Array.from({ length: 12 }, (_, at) => entryNumber(somebody, at))
  return {
    at: Date.parse('2026-11-27T14:32:00Z'),
    person: { name: 'Ben Hartley', jobTitle: 'Social worker' },
    ...{ profile, asking: [profile], registrations: [] },
    scope: { kind: 'year', year: 2026 },
    entries: entries.map((entry) => ({ entry, title: 'Supervision', evidence: [] })),
  }
}

function entryNumber(owner: PersonId, at: number): Entry {
  const id = entryId.parse(`30000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`)
  const blank = blankEntry(id, owner, at)
  const text = `${at}. ${sentence.repeat(5)}`
  return {
    ...blank,
    status: 'ready',
    fields: {
      ...blank.fields,
      activityType: 'supervision',
      date: day.parse(`20${10 + (at % 15)}-0${1 + (at % 9)}-14`),
      ...{ description: text, learnt: text, impact: text, peerLearning: text },
    },
  }
}

/** The same words by pdfkit alone, without tags, in the same typeface. */
function bareOf({ entries }: CpdExport): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 56 })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((finished) => {
    doc.on('end', () => finished(Buffer.concat(chunks)))
  })
  doc.registerFont('regular', typefaces.regular).registerFont('bold', typefaces.bold)
  for (const { entry, title } of entries) {
    doc.font('bold').fontSize(16).text(title)
    for (const { id, question } of profile.fields) {
      doc.font('bold').fontSize(12.5).text(question)
      doc
        .font('regular')
        .fontSize(11)
        .text(answerText(profile, entry, id))
    }
  }
  doc.end()
  return done
}

async function longExports(folder: string, count: number): Promise<Row[]> {
  const file = join(folder, 'casecircle.sqlite')
  migrate(file)
  const db = openDatabase(file)
  const services = createServices({
    ...{ db, clock: handClock(), random: fixedRandom(), log: createLog('silent') },
    ...{ contentFolder: content, secure: false, demonstration: true },
    ...{ limitsOff: true, closingMs: 0, installationKey: Buffer.alloc(32, 7) },
  })
  try {
    const person = await longRecord(db, services, count)
    const ben = await services.organisations.actorFor(person)
    if (!ben) throw new Error('nobody joined')
    await services.jobs.resume()
    const rows: Row[] = []
    for (const format of exportFormats) {
      const id = jobId.parse(crypto.randomUUID())
      rows.push(
        ...(await othersWait(`${count} entries as ${formatFacts[format].label}`, async () => {
          await services.cpd.startExport(ben, id, { kind: 'everything' }, format)
          await services.jobs.idle()
        })),
      )
      const job = await services.jobs.own(ben, id)
      if (!job.ok || job.value.state !== 'done') throw new Error(`${format} was not made`)
    }
    const aboutMe = () => services.rights.everything(ben)
    return [...rows, ...(await othersWait(`Everything about me, ${count} entries`, aboutMe))]
  } finally {
    await services.jobs.stop()
    db.close()
  }
}

/** How long something takes, and how long everybody else has to wait meanwhile. */
async function othersWait(what: string, work: () => Promise<unknown>): Promise<Row[]> {
  const waiting = monitorEventLoopDelay({ resolution: 1 })
  waiting.enable()
  const took = await time(work)
  waiting.disable()
  const [ours, longest] = [waiting.percentile(99) / 1e6, waiting.max / 1e6]
  return [
    { what, unit: 'ms', ours: took, bare: null },
    { what: `${what}: others wait, p99`, unit: 'ms', ours, bare: null, target: '50 ms' },
    { what: `${what}: others wait, longest`, unit: 'ms', ours: longest, bare: null },
  ]
}

/** Somebody with `count` entries; answers who. */
async function longRecord(
  db: Database,
  { organisations, accounts }: ReturnType<typeof createServices>,
  count: number,
): Promise<PersonId> {
  const person = await db.tx(async (tx) => {
    const organisation = await organisations.createIn(tx, 'Northbridge Council')
    const { person } = await accounts.accountIn(tx, 'ben@northbridge.example')
    const who = { person, name: 'Ben Hartley', jobTitle: 'Social worker', administrator: false }
    await organisations.affiliateIn(tx, organisation, who)
    return person
  })
  for (let from = 0; from < count; from += 500) {
    await db.tx(async (tx) => {
      for (let at = from; at < Math.min(count, from + 500); at += 1) {
        const entry = entryNumber(person, at)
        await putEntry(tx, person, { ...entry, savedAt: at, deletedAt: null })
      }
    })
  }
  return person
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const at = performance.now()
  await work()
  return performance.now() - at
}
