import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#db/connection.ts'
import { linkWarning } from './accounts/rules/link-warning.ts'
import { systemClock } from './platform/clock.server.ts'
import { readConfig, type Config } from './platform/config.server.ts'
import { systemRandom } from './platform/random.server.ts'
import { personLine } from './platform/rules/text.ts'
import { mailAddress } from './mail/rules/letter.ts'
import { handOverText, ledRoomText } from './rights/rules/hand-over.ts'
import type { Services } from './services.ts'
import { checkContent, lockContent, ownContent } from './toolkits/content-command.server.ts'

/** What the last check found, beside what else is built here. */
const verdictsFile = join(ownContent, '..', 'build', 'checked.json')

/** What an operator types: `npm run content -- …`, `npm run admin -- …`, `npm run db:migrate`. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  content: async ([what, ...rest]) => {
    const [named] = rest
    if (what === 'new' && named) return makeToolkit(named, rest[1])
    if (what === 'check') return checkContent(named ?? ownContent, say, systemClock, verdictsFile)
    if (what === 'preview' && named) return preview(named)
    if (what === 'diff' && named) return diff(named)
    if (what === 'publish') return withServices(publish)
    if (what === 'lock') return lockContent(ownContent, say, systemClock)
    return usage(
      'npm run content -- new ID | check [ID or FOLDER] | preview ID | diff ID | publish | lock',
    )
  },
  admin: async ([noun, verb, ...rest]) => {
    if (noun === 'organisation' && verb === 'create' && rest[0]) {
      const [name] = rest
      return withServices((services) => createOrganisation(services, name))
    }
    if (noun === 'people' && verb === 'import') return importPeople(rest)
    if (noun === 'people' && verb === 'link' && rest[0]) {
      const [email] = rest
      return withServices((services, config) => newLink(services, config, email))
    }
    if (noun === 'people' && verb === 'address' && rest[0] && rest[1]) {
      const [email, address] = rest
      return withServices((services) => addAddress(services, email, address))
    }
    if (noun === 'people' && verb === 'remove' && rest[0]) {
      const [email] = rest
      return withServices((services) => removePerson(services, email))
    }
    if (noun === 'people' && verb === 'leave' && rest[0] && rest[1] === '--team' && rest[2]) {
      const [email, , team] = rest
      return withServices((services) => takeOutOfTeam(services, email, team))
    }
    if (noun === 'audit' && verb === 'verify') return withServices(verifyAudit)
    if (noun === 'keys' && verb === 'rotate') return withServices(rotateKeys)
    return usage(
      'npm run admin -- organisation create "NAME" | people import FILE.csv --organisation "NAME" [--write] [--mail] | people link EMAIL | people address EMAIL PRIVATE-ADDRESS | people leave EMAIL --team "NAME" | people remove EMAIL | audit verify | keys rotate',
    )
  },
  migrate: async () => {
    const applied = await migrateAlone(configOrStop())
    say(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.')
    return 0
  },
}

async function makeToolkit(id: string, folder = ownContent): Promise<number> {
  const { newToolkit } = await import('./toolkits/authors/new.server.ts')
  return newToolkit(id, folder, say, systemClock)
}

/** Runs until it is stopped with Ctrl and C. */
async function preview(named: string): Promise<number> {
  const { startPreview } = await import('./toolkits/authors/preview.server.ts')
  const port = Number(process.env['PREVIEW_PORT'] ?? 4400)
  const running = await startPreview(named, systemClock, { port })
  if (!running) return refuse(`${named} is no toolkit: name its folder or its id.`)
  say(`Open ${running.address} in your browser. It changes whenever you save. Ctrl and C ends it.`)
  await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done))
  await running.stop()
  return 0
}

async function diff(named: string): Promise<number> {
  const { diffToolkit } = await import('./toolkits/authors/diff.server.ts')
  return withDatabase((db) => diffToolkit(named, { db, clock: systemClock }, say))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function usage(line: string): number {
  process.stderr.write(`Use: ${line}\n`)
  return 1
}

function configOrStop(): Config {
  const read = readConfig(process.env)
  if (read.ok) return read.config
  process.stderr.write(`${read.faults.join('\n')}\n`)
  process.exit(1)
}

/** Migrates while nobody else works on the folder, the server neither. */
async function migrateAlone(config: Config): Promise<string[]> {
  const { lockFolder } = await import('#db/lock.ts')
  const { migrate } = await import('#db/migrate.ts')
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const lock = lockFolder(config.dataDir)
  try {
    return migrate(databaseFile(config))
  } finally {
    lock.release()
  }
}

function databaseFile(config: Config): string {
  return join(config.dataDir, 'casecircle.sqlite')
}

/** Runs beside the server on the same file; only a database that must change first needs it alone. */
async function withDatabase(
  work: (db: Database, config: Config) => Promise<number>,
): Promise<number> {
  const config = configOrStop()
  // Loaded here: who only checks a text does not wait for the whole product.
  const { openDatabase } = await import('#db/connection.ts')
  const { isMigrated } = await import('#db/migrate.ts')
  if (!isMigrated(databaseFile(config))) await migrateAlone(config)
  const db = openDatabase(databaseFile(config))
  try {
    return await work(db, config)
  } finally {
    db.close()
  }
}

async function withServices(
  work: (services: Services, config: Config) => Promise<number>,
): Promise<number> {
  const { createLog } = await import('./platform/log.server.ts')
  const { createServices } = await import('./services.ts')
  const { installationKey } = await import('./http/sealed-post.server.ts')
  const { smtpTransport } = await import('./mail/transport.server.ts')
  return withDatabase(async (db, config) => {
    const services = createServices({
      db,
      clock: systemClock,
      random: systemRandom,
      log: createLog('silent'),
      contentFolder: ownContent,
      installationKey: installationKey(config.dataDir),
      secure: config.secure,
      demonstration: config.loopback,
      limitsOff: config.limitsOff,
      closingMs: config.closingMs,
      origin: config.origin,
      // Mails are only put down here: the server hands them over.
      mail: config.mail ? smtpTransport(config.mail) : null,
    })
    try {
      return await work(services, config)
    } finally {
      await services.rooms.stop()
    }
  })
}

async function publish(services: Services): Promise<number> {
  const report = await services.toolkits.publishAll()
  for (const finding of report.findings) process.stderr.write(`${finding}\n`)
  say(`Published: ${report.published.join(', ') || 'nothing new'}`)
  return report.findings.length > 0 ? 1 : 0
}

async function createOrganisation(services: Services, typed: string): Promise<number> {
  const line = personLine({ max: 100 }).safeParse(typed)
  if (!line.success) return refuse(line.error.issues.map((issue) => issue.message).join(' '))
  const name = line.data
  const made = await services.imports.createOrganisation(name)
  if (!made) return refuse(`There is already an organisation called ${name}.`)
  say(`Made ${name}. Next, bring in its people (the first line of the file names the columns):`)
  say('  name,email,job_title,team,role,administrator')
  say(`  npm run admin -- people import people.csv --organisation "${name}"`)
  return 0
}

async function importPeople(args: string[]): Promise<number> {
  const [file] = args
  const at = args.indexOf('--organisation')
  const organisation = at >= 0 ? args[at + 1] : undefined
  const write = args.includes('--write')
  const byMail = args.includes('--mail')
  if (!file || !organisation) {
    return usage('npm run admin -- people import FILE.csv --organisation "NAME" [--write] [--mail]')
  }
  if (!existsSync(file)) return refuse(`There is no file ${file}.`)
  return withServices(async (services, config) => {
    if (byMail && !services.mail.isOn) {
      return refuse('No mails are sent from here. Set SMTP_URL and MAIL_FROM, or leave out --mail.')
    }
    const csv = readFileSync(file, 'utf8')
    const report = await services.imports.importPeople(organisation, csv, { write, byMail })
    if (!report.ok) {
      for (const { row, column, message } of report.faults) {
        process.stderr.write(`row ${row}${column ? `, ${column}` : ''}: ${message}\n`)
      }
      return refuse('Nothing was written. Mend these rows and run the command again.')
    }
    say(`${report.people.length} people, teams: ${report.teams.join(', ') || 'none'}`)
    if (report.newTeams.length > 0) {
      say(
        write
          ? `New teams: ${report.newTeams.join(', ')}`
          : `New teams: ${report.newTeams.join(', ')}. Is one of them a slip? Then mend the file first.`,
      )
    }
    if (!write) {
      say('Nothing is written yet. To write, add --write')
      return 0
    }
    if (byMail) {
      say(
        `${report.invitations.length} invitations wait to be sent. The running server sends them.`,
      )
      return 0
    }
    for (const { name, email, token } of report.invitations) {
      say(`${name} <${email}>  ${config.origin}/invitations/${token ?? ''}`)
    }
    say(
      report.invitations.length > 0
        ? 'Each link works once, for 14 days. Hand them out in private.'
        : 'Nobody of them is new here, so there is no link to hand out.',
    )
    return 0
  })
}

async function newLink(services: Services, config: Config, email: string): Promise<number> {
  const address = email.trim().toLowerCase()
  const owner = await services.addresses.ownerOf(address)
  const link = await services.accounts.linkFor(address)
  if (!link.ok) return refuse(link.error.message)
  const warning = owner && linkWarning(owner)
  if (warning !== null) process.stderr.write(`${warning}\n`)
  say(`${config.origin}/reset-password/${link.value}`)
  say('It works once, for 60 minutes.')
  return 0
}

async function rotateKeys(services: Services): Promise<number> {
  const { retired, key } = await services.proofs.rotateKeys()
  say(`From now on evidence is signed with the key ${key}.`)
  if (retired)
    say(`The key ${retired} is retired: its secret half is erased, what it signed stays valid.`)
  return 0
}

/** For somebody whose employer's address is gone, or where no mails are sent. */
async function addAddress(services: Services, email: string, address: string): Promise<number> {
  const read = mailAddress.safeParse(address)
  if (!read.success) return refuse(read.error.issues.map((issue) => issue.message).join(' '))
  const link = await services.addresses.privateLinkFor(email.trim().toLowerCase(), read.data)
  if (!link.ok) return refuse(link.error.message)
  say(link.value)
  say('It works once, for 60 minutes, for that person alone, signed in. Hand it over in private.')
  return 0
}

/** Ends that somebody belongs to their organisation. Their account and record stay theirs. */
async function removePerson(services: Services, email: string): Promise<number> {
  const led = await services.rights.removeByOperator(email.trim().toLowerCase())
  if (!led) return refuse('Nobody with that e-mail address belongs to an organisation here.')
  say('They no longer belong to the organisation. Their account and their record stay theirs.')
  for (const room of led) say(`${ledRoomText(room)}: ${handOverText(room, 'operator')}`)
  return 0
}

/** Ends that somebody belongs to one team: importing them into another adds to what they have. */
async function takeOutOfTeam(services: Services, email: string, team: string): Promise<number> {
  const left = await services.rights.takeOutByOperator(email.trim().toLowerCase(), team.trim())
  if (!left.ok) return refuse(left.error.message)
  say(`They no longer belong to ${team.trim()}. They stay in the organisation.`)
  for (const room of left.value) say(`${ledRoomText(room)}: ${handOverText(room, 'operator')}`)
  return 0
}

async function verifyAudit(services: Services): Promise<number> {
  const rooms = await verifyRooms(services)
  const lines = await verifyAuditLog(services)
  return rooms && lines ? 0 : 1
}

async function verifyRooms(services: Services): Promise<boolean> {
  const { rooms, events, erased, broken } = await services.rooms.verifyChains()
  for (const { room, stream, seq, why } of broken) {
    process.stderr.write(`Room ${room}, stream ${stream}: event ${seq} is broken: ${why}.\n`)
  }
  if (broken.length > 0) {
    refuse('The logs of these rooms are not what was written. Compare them with a backup.')
    return false
  }
  say(`${events} events in ${rooms} rooms are what was written.`)
  if (erased > 0) say(`The texts of ${erased} of them were erased: their place in the log stands.`)
  return true
}

async function verifyAuditLog(services: Services): Promise<boolean> {
  const { lines, older, erased, broken } = await services.audit.verify()
  if (broken) {
    process.stderr.write(`Audit log: line ${broken.seq} is broken: ${broken.why}.\n`)
    refuse('The audit log is not what was written. Compare it with a backup.')
    return false
  }
  say(`${lines} lines of the audit log are what was written.`)
  if (erased > 0) say(`Whom ${erased} of them name was erased: their place in the log stands.`)
  if (older > 0) say(`${older} of them are older than the chain, and cannot be judged.`)
  return true
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 1
}

const [command = '', ...args] = process.argv.slice(2)
const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined
process.exitCode = chosen
  ? await chosen(args).catch(faultSentence)
  : usage(`npm run ${Object.keys(commands).join(' | npm run ')}`)

async function faultSentence(error: unknown): Promise<number> {
  const { startFault } = await import('./platform/start-fault.server.ts')
  const config = readConfig(process.env)
  const sentence = config.ok ? startFault(error, config.config) : null
  if (sentence === null) throw error
  return refuse(sentence)
}
