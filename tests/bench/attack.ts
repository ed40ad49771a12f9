import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { emptyRound, playRound, warm, type Round } from './contributions.ts'
import { rowsOf, type Row } from './figures.ts'
import { gather, type Gathering, type Size } from './gathering.ts'
import { everybodyComes, ourSide } from './sides.ts'

/** So many at once are within the limits of each. */
const postsAllowed = 5

/**
 * What others notice of somebody who sends malformed frames and bodies as fast as they can: the
 * acknowledgements of the same people, in turns with and without. The limits are on, as for people.
 */
export async function benchAttack(rounds: number, dataDir: string, size: Size): Promise<Row[]> {
  const sent = new Map<string, number>()
  let round = emptyRound()
  const gathering = await gather(dataDir, size, { LIMITS: 'on' })
  // The last one is the attacker, and posts nothing.
  const others = { ...gathering, cookies: gathering.cookies.slice(0, -1) }
  const side = ourSide(others, (id) => {
    const at = sent.get(id)
    if (at !== undefined) round.seen.push(performance.now() - at)
  })
  await everybodyComes(side)
  await warm(side, side.people * postsAllowed)
  const measured: Record<'peace' | 'attacked', Round[]> = { peace: [], attacked: [] }
  for (let number = 0; number < rounds; number++) {
    for (const name of ['peace', 'attacked'] as const) {
      const end = name === 'attacked' ? await attack(gathering) : () => undefined
      round = emptyRound()
      await playRound(side, sent, round, size.people - 1)
      end()
      measured[name].push(round)
    }
  }
  await side.close()
  const [attacked, peace] = [measured.attacked, measured.peace].map((all) =>
    all.map(({ acknowledged }) => acknowledged),
  )
  const what = 'Acknowledged while somebody sends 2,600 malformed things a second, against itself'
  return rowsOf(what, attacked ?? [], peace ?? [], [50, 95, 99])
}

/** Lets the last person of the last room begin; answers how to end it. */
async function attack({ server, cookies, rooms }: Gathering): Promise<() => void> {
  const program = join(import.meta.dirname, 'attacker.ts')
  const args = [server.origin, cookies.at(-1) ?? '', rooms.at(-1) ?? '']
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  await once(child.stdout, 'data')
  return end
}
