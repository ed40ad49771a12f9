import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import SQLite from 'better-sqlite3'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { readConfig } from '#server/platform/config.server.ts'
import { testFolder } from '#tests/support/database.ts'
import {
  failedStart,
  freePort,
  startServer,
  type Exit,
  type ServerSettings,
} from '#tests/support/running-server.ts'

const slow = 120_000
const nobody = 65_534
const isRoot = process.getuid?.() === 0

test.each([
  ['PORT', '70000', 'PORT must be a whole number from 1 to 65535.'],
  ['PORT', '0x10', 'PORT must be a whole number from 1 to 65535.'],
  ['ORIGIN', 'learning.council.example', /^ORIGIN must be the address people open/],
  ['ORIGIN', 'https://learning.council.example/path', /^ORIGIN must be the address people open/],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be debug, info, warn, error or silent.'],
  ['SEED_PEOPLE', '-1', /^SEED_PEOPLE must be a whole number/],
  ['LIMITS', 'none', 'LIMITS must be on or off.'],
  ['CLOSING_MS', '1.5', /^CLOSING_MS must be a whole number/],
])('a bad value gets a sentence: %s=%s', (name, value, sentence) => {
  const faults = [typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)]
  expect(readConfig({ [name]: value })).toEqual({ ok: false, faults })
})

/** What lies in a folder, byte for byte; an empty journal, and the empty file that is locked, are nothing. */
function contentOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => !/-shm$/.test(name) && name !== 'casecircle.lock')
    .filter((name) => !/-wal$/.test(name) || statSync(join(folder, name)).size > 0)
    .map((name) => {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) return `${name}/`
      return `${name} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
    })
}

/** One sentence for a person, no trace, exit code 1. */
function expectOneSentence({ code, stderr, stdout }: Exit, holding: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr.trim()).toMatch(holding)
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+|Error:/)
}

async function startIn(dataDir: string, more: Partial<ServerSettings> = {}): Promise<Exit> {
  return failedStart({ dataDir, port: await freePort(), ...more }, slow)
}

describe('R1, bad input: a start that cannot succeed says one sentence, ends with 1 and touches nothing', () => {
  let database: Buffer
  beforeAll(() => {
    const file = join(mkdtempSync(join(tmpdir(), 'casecircle-start-')), 'casecircle.sqlite')
    migrate(file)
    database = readFileSync(file)
  })

  test(
    'a port in use',
    async () => {
      const other = createServer().listen(0)
      await once(other, 'listening')
      onTestFinished(() => void other.close())
      const address = other.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const dataDir = testFolder()
      expectOneSentence(await startIn(dataDir, { port }), new RegExp(`Port ${port} is in use`))
      expect(contentOf(dataDir)).toEqual([])
    },
    slow,
  )

  test(
    'a data folder that is a file, or lies in one',
    async () => {
      const file = join(testFolder(), 'file')
      writeFileSync(file, 'kept')
      const [is, inside] = await Promise.all([startIn(file), startIn(join(file, 'data'))])
      expectOneSentence(is, /cannot be written/)
      expectOneSentence(inside, /cannot be written/)
      expect(readFileSync(file, 'utf8')).toBe('kept')
    },
    slow,
  )

  test.skipIf(isRoot && !isOpenToAll(import.meta.dirname))(
    'a data folder that this account may not write',
    async () => {
      const parent = testFolder()
      const dataDir = join(parent, 'data')
      mkdirSync(dataDir)
      chmodSync(parent, 0o755)
      chmodSync(dataDir, 0o555)
      const exit = await startIn(dataDir, isRoot ? { uid: nobody } : {})
      expectOneSentence(exit, /cannot be written/)
      expect(contentOf(dataDir)).toEqual([])
    },
    slow,
  )

  test(
    'a database of a newer version',
    async () => {
      const dataDir = testFolder()
      const file = join(dataDir, 'casecircle.sqlite')
      writeFileSync(file, database)
      const connection = new SQLite(file)
      connection
        .prepare('insert into migrations (tag, hash, at) values (?, ?, ?)')
        .run('9999_from_the_future', 'x', 0)
      connection.close()
      const before = contentOf(dataDir)
      expectOneSentence(await startIn(dataDir), /newer Casecircle \(it has the change 9999_from/)
      expect(contentOf(dataDir)).toEqual(before)
    },
    slow,
  )

  test(
    'a file that is no database, and one that is damaged',
    async () => {
      const [noise, damaged] = [testFolder(), testFolder()]
      writeFileSync(join(noise, 'casecircle.sqlite'), 'This is a letter. '.repeat(500))
      const broken = Buffer.from(database)
      broken.fill(0xff, 100, 4096)
      writeFileSync(join(damaged, 'casecircle.sqlite'), broken)
      const before = [noise, damaged].map(contentOf)
      const exits = await Promise.all([startIn(noise), startIn(damaged)])
      for (const exit of exits) expectOneSentence(exit, /is damaged or is not a database/)
      expect([noise, damaged].map(contentOf)).toEqual(before)
    },
    slow,
  )

  test(
    'a bad value in the environment, and settings for tests where other people could come',
    async () => {
      const dataDir = join(testFolder(), 'data')
      const open = 'https://learning.council.example'
      const [port, limits] = await Promise.all([
        startIn(dataDir, { env: { PORT: 'many' } }),
        startIn(dataDir, { origin: open, env: { LIMITS: 'off' } }),
      ])
      expectOneSentence(port, /^PORT must be a whole number from 1 to 65535\.$/)
      expectOneSentence(limits, /^LIMITS is for tests/)
      expect(contentOf(dirname(dataDir))).toEqual([])
    },
    slow,
  )

  test(
    'a database with the demonstration where other people could come',
    async () => {
      const settings = { dataDir: testFolder(), port: await freePort() }
      const server = await startServer(settings, slow)
      expect(await server.stop()).toBe(0)
      const before = contentOf(settings.dataDir)
      const exit = await startIn(settings.dataDir, { origin: 'https://learning.council.example' })
      expectOneSentence(exit, /holds the demonstration/)
      expect(contentOf(settings.dataDir)).toEqual(before)
    },
    slow,
  )
})

test(
  'R3: kill -9 in the middle of the first start leaves nothing that keeps the next from starting',
  async () => {
    const settings = { dataDir: testFolder(), port: await freePort(), unpublished: true as const }
    for (const afterMs of [200, 500, 900, 1200, 1500]) await failedStart(settings, afterMs)
    const server = await startServer(settings, slow)
    const page = await fetch(`http://localhost:${settings.port}/sign-in`)
    expect(await page.text()).toContain('Amara')
    expect(await server.stop()).toBe(0)
  },
  slow,
)

test(
  'a folder on which a server runs: no second server and no migration, but publishing goes on',
  async () => {
    const dataDir = testFolder()
    const server = await startServer({ dataDir, port: await freePort() }, slow)
    const command = (...args: string[]) =>
      startIn(dataDir, { program: 'server/cli.ts', args, origin: server.origin })
    const held = /^Casecircle is running on the data folder .* Stop it first, or use another/
    expectOneSentence(await startIn(dataDir), held)
    expectOneSentence(await command('migrate'), held)
    expect(await command('content', 'publish')).toMatchObject({
      code: 0,
      stdout: 'Published: nothing new\n',
    })
    expect((await fetch(`${server.origin}/health/ready`)).status).toBe(200)
    // Killed, it leaves nothing that keeps the next one out.
    await server.kill()
    expect(await command('migrate')).toMatchObject({ code: 0 })
    const next = await startServer({ dataDir, port: await freePort() }, slow)
    expect(await next.stop()).toBe(0)
  },
  slow,
)

test(
  'a server whose address is this machine’s own is reached from nowhere else, whatever headers say',
  async () => {
    const port = await freePort()
    const server = await startServer({ dataDir: testFolder(), port }, slow)
    const elsewhere = fetch(`http://127.0.0.2:${port}/sign-in`, {
      headers: { host: `localhost:${port}`, 'x-forwarded-for': '127.0.0.1' },
    })
    await expect(elsewhere).rejects.toThrow()
    expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).toBe(200)
    expect(await server.stop()).toBe(0)
    const open = await startServer({ dataDir: testFolder(), port, env: { HOST: '0.0.0.0' } }, slow)
    expect((await fetch(`http://127.0.0.2:${port}/health/live`)).status).toBe(200)
    await open.kill()
  },
  slow,
)

/** Whether every account can read this far: a clone in a private home is closed to others. */
function isOpenToAll(folder: string): boolean {
  if ((statSync(folder).mode & 0o005) !== 0o005) return false
  return dirname(folder) === folder || isOpenToAll(dirname(folder))
}
