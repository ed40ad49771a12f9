import {
  startServer,
  type RunningServer,
  type ServerSettings,
} from '#tests/support/running-server.ts'

const stopWithinMs = 30_000

export type Victim = Awaited<ReturnType<typeof startVictim>>

/** The server of a run, which dies and comes back on the same data. */
export async function startVictim(settings: ServerSettings) {
  let server: RunningServer = await startServer(settings)
  const unruly: string[] = []
  return {
    /** R6: SIGTERMs that did not end with 0 within 30 s. */
    unruly,
    output: () => server.output(),
    /** `kill -9`, and a new start. */
    async kill(): Promise<void> {
      await server.kill()
      server = await startServer(settings)
    },
    async start(): Promise<void> {
      server = await startServer(settings)
    },
    /** SIGTERM in the middle of everything. */
    async stop(): Promise<void> {
      const startedAt = Date.now()
      const code = await server.stop()
      const tookMs = Date.now() - startedAt
      if (code === 0 && tookMs <= stopWithinMs) return
      unruly.push(`SIGTERM ended with ${String(code)} after ${tookMs} ms: ${server.output()}`)
    },
    /** The end of the run, whatever state it is in. */
    end: () => server.kill(),
  }
}
