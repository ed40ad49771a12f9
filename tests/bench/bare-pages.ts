import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { createRequestHandler, type AppLoadContext, type ServerBuild } from '@remix-run/node'
import { openDatabase } from '#db/connection.ts'
import { systemClock } from '#server/platform/clock.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { personId, toolkitId } from '#server/platform/rules/ids.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { createServices } from '#server/services.ts'

/**
 * The bare Remix handler: the same build behind node:http alone, with a context that answers from
 * memory what the services answered once. No session, no headers, no database.
 */
const root = resolve(import.meta.dirname, '..', '..')
const [person = '', section = ''] = (process.env['BENCH_READS'] ?? '').split(' ')
const db = openDatabase(join(process.env['DATA_DIR'] ?? '', 'casecircle.sqlite'))
const services = createServices({
  ...{ db, clock: systemClock, random: systemRandom, log: createLog('silent') },
  contentFolder: join(root, 'content'),
  installationKey: Buffer.alloc(32, 7),
  ...{ secure: false, demonstration: true, limitsOff: true, closingMs: 0 },
})
const reader = await services.organisations.actorFor(personId.parse(person))
if (!reader) throw new Error('there is no such reader')
const toolkit = toolkitId.parse('participation')
const page = await services.learning.sectionPage(reader, toolkit, section)
const notes = await services.notes.inSection(reader, toolkit, section)
const cast = await services.organisations.demonstrationCast(true)
await services.rooms.stop()
db.close()

const context: AppLoadContext = {
  services: {
    ...services,
    learning: { ...services.learning, sectionPage: async () => page },
    notes: { ...services.notes, inSection: async () => notes },
    organisations: { ...services.organisations, demonstrationCast: async () => cast },
  },
  ...{
    actor: null,
    askedFor: null,
    nonce: 'bench',
    requestId: '00000000',
    session: null,
    address: '',
    origin: '',
  },
  ...{
    sharedDevice: false,
    deviceKey: null,
    sealedPost: null,
    refusal: null,
    openSealed: () => null,
  },
  device: { usedBy: () => null, rememberFor: () => '' },
  report: (error) => void process.stderr.write(`${String(error)}\n`),
}
const address = new URL('../../build/server/index.js', import.meta.url).href
const built: unknown = await import(address)
if (!isBuild(built)) throw new Error('the pages are not built')
const remix = createRequestHandler(built, 'production')

createServer((request, response) => {
  if (request.url === '/health/ready') return void response.end('ready')
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  if (url.pathname.startsWith('/assets/')) return void asset(url.pathname, response)
  const actor = url.pathname === '/sign-in' ? null : reader
  void remix(new Request(url), { ...context, actor }).then(async (answer) => {
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
}).listen(Number(process.env['PORT']))
process.on('SIGTERM', () => process.exit(0))

/** As it was built, for whoever opens the page in a browser. */
async function asset(path: string, response: ServerResponse): Promise<void> {
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }
  const bytes = await readFile(join(root, 'build', 'client', path)).catch(() => null)
  response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
  response.statusCode = bytes ? 200 : 404
  response.end(bytes)
}

function isBuild(module: unknown): module is ServerBuild {
  return typeof module === 'object' && module !== null && 'routes' in module && 'entry' in module
}
