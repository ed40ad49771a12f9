import { commit, decide, type Answer, type Decision, type Disk, type Sent } from './disk.ts'

/** How many misfortunes one history may hold, of each kind and in all. */
export type Misfortunes = { crashes: number; drops: number; duplicates: number; inAll: number }

/** What is built into the server; each of them is a promise that can be taken away. */
export type Server = {
  /** Looks up whether a command's id was accepted before. */
  remembers: boolean
  /** Commits only where the log is still where it was read. */
  comparesAndSets: boolean
  /** Acknowledges after the commit, not before it. */
  commitsFirst: boolean
}
export const sound: Server = { remembers: true, comparesAndSets: true, commitsFirst: true }

/** A copy of a command: on its way, at the server with what was read, or answered. */
type Copy = { n: number; key: string } & (
  | { at: 'sent' }
  | { at: 'server' | 'promised'; read: Disk; late: boolean }
  | { at: 'answered'; answer: Answer }
)
type AtServer = Extract<Copy, { read: Disk }>

type Heard = { key: string; answer: Answer }

export type World = {
  disk: Disk
  copies: readonly Copy[]
  /** Every different answer that reached the sender of each command; a new one each time. */
  heard: readonly (readonly Heard[])[]
  left: Misfortunes
  /** Whether the clock has jumped past the deadline and its grace. */
  late: boolean
}

export type Scenario = {
  name: string
  disk: Disk
  commands: readonly Sent[]
  now: number
  /** The clock may jump over a deadline, once, between any two steps. */
  jumpMs?: number
}

export type Explored = { worlds: number; ends: number; interleavings: bigint }

/**
 * Every history of `scenario`: all commands are on their way at once, arrive in any order, once,
 * twice or not at all, and the server may die between any two of its steps. `holds` is asked of
 * each world in which every command has been answered and nothing is on its way. Worlds that came
 * about in different ways and are the same are walked on from once, and their histories counted.
 */
export function explore(
  scenario: Scenario,
  misfortunes: Misfortunes,
  server: Server,
  holds: (end: World) => void,
): Explored {
  const paths = new Map<string, bigint>()
  const steps = createSteps(scenario, server)
  let ends = 0

  function pathsFrom(world: World): bigint {
    const key = keyOf(world)
    const known = paths.get(key)
    if (known !== undefined) return known
    const next = steps(world)
    if (next.length === 0) {
      ends += 1
      holds(world)
    }
    const found = next.length === 0 ? 1n : next.reduce((sum, one) => sum + pathsFrom(one), 0n)
    paths.set(key, found)
    return found
  }

  const interleavings = pathsFrom({
    disk: scenario.disk,
    copies: scenario.commands.map(({ n }) => onItsWay(n)),
    heard: scenario.commands.map(() => []),
    left: misfortunes,
    late: false,
  })
  return { worlds: paths.size, ends, interleavings }
}

function keyOf({ disk, copies, heard, left, late }: World): string {
  const places = copies.map(({ key }) => key).sort()
  const { crashes, drops, duplicates, inAll } = left
  const rest = `${crashes}${drops}${duplicates}${inAll}${late ? 'l' : ''}`
  return `${disk.key}|${places.join()}|${heard.map((one) => one.map(({ key }) => key).join()).join('/')}|${rest}`
}

const onItsWay = (n: number): Copy => ({ n, key: `${n}s`, at: 'sent' })
const answered = (n: number, answer: Answer): Copy => ({
  ...{ n, at: 'answered', answer },
  key: `${n}a${JSON.stringify(answer)}`,
})
const atServer = (n: number, at: AtServer['at'], read: Disk, late: boolean): Copy => ({
  ...{ n, at, read, late },
  key: `${n}${at}${late ? 'l' : ''}${read.key}`,
})

function spent(left: Misfortunes, kind: 'crashes' | 'drops' | 'duplicates'): Misfortunes {
  return { ...left, [kind]: left[kind] - 1, inAll: left.inAll - 1 }
}
function mayHappen(left: Misfortunes, kind: 'crashes' | 'drops' | 'duplicates'): boolean {
  return left.inAll > 0 && left[kind] > 0
}

/** All that can happen next in a world. */
function createSteps(scenario: Scenario, server: Server) {
  const { commands, now, jumpMs } = scenario
  const timeOf = (late: boolean) => now + (late ? (jumpMs ?? 0) : 0)
  const asked = new WeakMap<Disk, Map<string, Decision>>()
  const written = new WeakMap<Disk, Map<Decision, ReturnType<typeof commit>>>()

  /** The same question on the same disk has the same answer: it is asked once. */
  function decisionOn(disk: Disk, n: number, late: boolean): Decision {
    const command = commands[n]
    if (!command) throw new Error('no such command')
    return once(asked, disk, `${n}${late ? 'l' : ''}`, () =>
      decide(disk, command, timeOf(late), !server.remembers),
    )
  }

  function committed(disk: Disk, decision: Exclude<Decision, { answer: Answer }>, late: boolean) {
    return once(written, disk, decision, () => commit(disk, decision.write, timeOf(late)))
  }

  function executed(world: World, copy: AtServer, others: readonly Copy[]): World {
    const { n, read, late } = copy
    const { disk } = world
    const decision = decisionOn(read, n, late)
    const goesOn = (next: Copy, more: Partial<World> = {}) => ({
      ...world,
      ...more,
      copies: [...others, next],
    })
    if ('answer' in decision) {
      if (copy.at === 'promised') return { ...world, copies: others }
      return goesOn(answered(n, decision.answer))
    }
    if (!server.commitsFirst && copy.at === 'server') {
      const { answer } = committed(read, decision, late)
      const heard = hearing(world.heard, n, answer)
      return goesOn(atServer(n, 'promised', read, late), { heard })
    }
    if (server.comparesAndSets && disk.key !== read.key) {
      return goesOn(atServer(n, copy.at, disk, world.late))
    }
    const done = committed(disk, decision, late)
    if (copy.at === 'promised') return { ...world, disk: done.disk, copies: others }
    // Without comparing, the number is the one that was free when the log was read.
    const { answer } = server.comparesAndSets ? done : committed(read, decision, late)
    return goesOn(answered(n, answer), { disk: done.disk })
  }

  function stepsOf(world: World, copy: Copy, others: readonly Copy[]): World[] {
    const { left, copies } = world
    const dropped = mayHappen(left, 'drops')
      ? [{ ...world, copies: others, left: spent(left, 'drops') }]
      : []
    if (copy.at === 'sent') {
      const arrived = atServer(copy.n, 'server', world.disk, world.late)
      const twice = { ...world, copies: [...copies, copy], left: spent(left, 'duplicates') }
      return [
        { ...world, copies: [...others, arrived] },
        ...dropped,
        ...(mayHappen(left, 'duplicates') ? [twice] : []),
      ]
    }
    if (copy.at !== 'answered') return [executed(world, copy, others)]
    const heard = hearing(world.heard, copy.n, copy.answer)
    return [{ ...world, copies: others, heard }, ...dropped]
  }

  return (world: World): World[] => {
    const { copies, left, late } = world
    // Two copies in the same place: which of them goes on makes no difference.
    const different = copies.filter(
      (copy, index) => copies.findIndex((one) => one.key === copy.key) === index,
    )
    const steps = different.flatMap((copy) => {
      const place = copies.indexOf(copy)
      return stepsOf(world, copy, [...copies.slice(0, place), ...copies.slice(place + 1)])
    })
    if (jumpMs !== undefined && !late) steps.push({ ...world, late: true })
    const survivors = copies.filter(({ at }) => at === 'sent')
    if (mayHappen(left, 'crashes') && survivors.length < copies.length) {
      steps.push({ ...world, copies: survivors, left: spent(left, 'crashes') })
    }
    return [...steps, ...repeats(world)]
  }
}

/** Who has heard nothing, and has nothing on its way any more, sends the same again. */
function repeats(world: World): World[] {
  const { copies, heard } = world
  const waiting = heard.flatMap((answers, n) =>
    answers.length === 0 && !copies.some((copy) => copy.n === n) ? [n] : [],
  )
  return waiting.map((n) => ({ ...world, copies: [...copies, onItsWay(n)] }))
}

function hearing(heard: World['heard'], n: number, answer: Answer): World['heard'] {
  const key = JSON.stringify(answer)
  const isNew = answer.ok && answer.duplicate === undefined
  return heard.map((answers, who) => {
    if (who !== n || (!isNew && answers.some((one) => one.key === key))) return answers
    return [...answers, { key, answer }].sort((one, other) => (one.key < other.key ? -1 : 1))
  })
}

function once<A extends object, B, C>(
  memory: WeakMap<A, Map<B, C>>,
  one: A,
  other: B,
  make: () => C,
): C {
  const known = memory.get(one) ?? new Map<B, C>()
  memory.set(one, known)
  const found = known.get(other)
  if (found !== undefined) return found
  const made = make()
  known.set(other, made)
  return made
}
