import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beginPublished } from './published.ts'

const root = resolve(import.meta.dirname, '..', '..')

export type ServerSettings = {
  dataDir: string
  port: number
  /** What people open; the server's own port on this machine unless something stands before it. */
  origin?: string
  /** SEED_PEOPLE, LIMITS, CLOSING_MS, LOG_LEVEL … */
  env?: Record<string, string>
  /** Another program in the product's place, from the repository's root. */
  program?: string
  args?: readonly string[]
  /** Another account of this machine to run as, where this one may choose. */
  uid?: number
  /** With no release of any toolkit in a new folder: the start publishes them itself. */
  unpublished?: true
}

export type RunningServer = {
  origin: string
  port: number
  pid: number
  /** What it has written so far, both outputs together. */
  output(): string
  /** SIGTERM, as a service manager does; answers the exit code. */
  stop(): Promise<number | null>
  /** `kill -9`: nothing is finished. */
  kill(): Promise<void>
}

/** What a start that did not succeed left behind. */
export type Exit = { code: number | null; stdout: string; stderr: string }

/**
 * Starts the real server as a process of its own and answers when it accepts commands. Throws with
 * its output when it ends before, or is not ready within `withinMs`.
 */
export async function startServer(
  settings: ServerSettings,
  withinMs = 120_000,
): Promise<RunningServer> {
  beginFolder(settings)
  const { child, output } = spawnServer(settings)
  const origin = originOf(settings)
  const until = Date.now() + withinMs
  while (!(await isReady(settings.port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`The server did not become ready.\n${output.all()}`)
    }
    await wait(20)
  }
  return {
    origin,
    port: settings.port,
    pid: child.pid ?? 0,
    output: output.all,
    async stop() {
      await ended(child, 'SIGTERM')
      return child.exitCode
    },
    kill: () => ended(child, 'SIGKILL'),
  }
}

/** Starts the server where it must refuse to start; answers how it ended. */
export async function failedStart(settings: ServerSettings, withinMs = 30_000): Promise<Exit> {
  const { child, output } = spawnServer(settings)
  const deadline = setTimeout(() => child.kill('SIGKILL'), withinMs)
  await once(child, 'close')
  clearTimeout(deadline)
  return { code: child.exitCode, stdout: output.stdout(), stderr: output.stderr() }
}

/**
 * A port that is free now, below those that the system gives to outgoing connections: one of these
 * could take the port while the server is away between two starts.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer()
    const isFree = await new Promise<boolean>((tell) => {
      server.once('error', () => tell(false))
      server.listen(port, () => tell(true))
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** A folder for the product begins with the toolkits published; one that exists stays as it is. */
function beginFolder({
  dataDir,
  program = 'server/main.ts',
  unpublished,
  env = {},
  uid,
}: ServerSettings) {
  if (program !== 'server/main.ts' || unpublished || uid !== undefined) return
  if (env['CONTENT_DIR'] === undefined && existsSync(dataDir)) {
    beginPublished(join(dataDir, 'casecircle.sqlite'))
  }
}

function originOf({ origin, port }: ServerSettings): string {
  return origin ?? `http://localhost:${port}`
}

function spawnServer(settings: ServerSettings) {
  const { dataDir, port, env = {}, program = 'server/main.ts', args = [], uid } = settings
  if (program === 'server/main.ts' && !existsSync(resolve(root, 'build/server/index.js'))) {
    throw new Error('The pages are not built. Run: npm run build')
  }
  const quick = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    './server/platform/quick-start.mjs',
  ]
  const child = spawn(process.execPath, [...quick, program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: String(port),
      ORIGIN: originOf(settings),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...env,
    },
  })
  // A test run that is cut short leaves no server behind.
  const last = () => void child.kill('SIGKILL')
  process.once('exit', last)
  child.once('exit', () => process.off('exit', last))
  return { child, output: outputOf(child) }
}

function outputOf(child: ChildProcess) {
  let [stdout, stderr, all] = ['', '', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    all += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    all += text
  })
  return { stdout: () => stdout, stderr: () => stderr, all: () => all }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://localhost:${port}/health/ready`, {
      signal: AbortSignal.timeout(15_000),
    })
    await answer.text()
    return answer.status === 200
  } catch {
    return false
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
