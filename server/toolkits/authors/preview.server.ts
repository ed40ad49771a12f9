import { watch } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import type { Clock } from '#server/platform/clock.server.ts'
import { toolkitAt } from '../content-command.server.ts'
import { rememberingCompile } from '../compile.server.ts'
import { previewOf } from './preview-draft.server.ts'
import { previewPage } from './preview-page.server.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
/** What the product's own pages load, once they have been built. */
const assets = join(root, 'build', 'client', 'assets')

/** A preview that is being shown: where, and how to end it. */
export type RunningPreview = { address: string; stop: () => Promise<void> }

/**
 * `npm run content -- preview ID`: shows a toolkit's folder in the browser, on this machine alone,
 * and again within a second whenever a file of it is saved. Null when `named` is no toolkit.
 */
export async function startPreview(
  named: string,
  clock: Clock,
  { port = 4400 }: { port?: number } = {},
): Promise<RunningPreview | null> {
  const folder = toolkitAt(named)
  if (folder === null) return null
  const compile = rememberingCompile()
  let preview = await previewOf(folder, clock, compile)
  let lastSound = preview.parts
  let version = 0
  const listeners = new Set<ServerResponse>()

  let working: Promise<void> = Promise.resolve()
  let waiting: NodeJS.Timeout | undefined
  const again = async () => {
    // A file that is being written may be gone for a moment: the next change reads it again.
    const read = await previewOf(folder, clock, compile).catch(() => null)
    if (!read) return
    preview = read
    lastSound = read.parts ?? lastSound
    version += 1
    for (const one of listeners) one.write(`data: ${version}\n\n`)
  }
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      working = working.then(again)
    }, 60)
  })

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    // A page of another site must not read what lies here by a name that leads to this machine.
    if (!/^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(request.headers.host ?? ''))
      return void response.writeHead(403).end()
    if (path === '/') return answer(response, 'text/html; charset=utf-8', page())
    if (path === '/changes') return listen(response)
    if (path === '/preview-reload.js')
      return void send(response, 'text/javascript', join(import.meta.dirname, 'preview-reload.js'))
    if (path === '/preview.css')
      return void styleSheet().then((file) => send(response, 'text/css', file))
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    const font = /^\/assets\/([\w-]+\.woff2)$/.exec(path)?.[1]
    if (font !== undefined) return void send(response, 'font/woff2', join(assets, font))
    const media = preview.media.get(path.split('/').at(-1) ?? '')
    if (media) return answer(response, media.type, media.bytes)
    response.writeHead(404).end()
  })
  const page = () => previewPage(preview, String(version), lastSound)
  const listen = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(`data: ${version}\n\n`)
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  }
  const bound = await open(server, port)
  return {
    address: `http://localhost:${bound}/`,
    stop: async () => {
      clearTimeout(waiting)
      watcher.close()
      await working
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function answer(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  })
  response.end(body)
}

async function send(response: ServerResponse, type: string, file: string): Promise<void> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes) answer(response, type, bytes)
  else response.writeHead(404).end()
}

/** The product's own style sheet where it has been built, GOV.UK's otherwise. */
async function styleSheet(): Promise<string> {
  const names = (await readdir(assets).catch(() => [])).filter((name) => name.endsWith('.css'))
  const sized = await Promise.all(
    names.map(async (name) => ({ name, size: (await stat(join(assets, name))).size })),
  )
  const [biggest] = sized.sort((a, b) => b.size - a.size)
  return biggest
    ? join(assets, biggest.name)
    : join(root, 'node_modules', 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.css')
}

/** Listens on this machine alone; on the next free port when that one is taken. */
async function open(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  for (let next = port; ; next += 1) {
    const done = await new Promise<boolean>((resolved, rejected) => {
      server.once('error', (error) =>
        'code' in error && error.code === 'EADDRINUSE' && port !== 0 && next < port + 20
          ? resolved(false)
          : rejected(error),
      )
      server.listen(next, '127.0.0.1', () => resolved(true))
    })
    if (!done) continue
    const address = server.address()
    return typeof address === 'object' && address ? address.port : next
  }
}
