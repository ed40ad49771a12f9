import { cpus, totalmem } from 'node:os'
import { shown, type Row } from './figures.ts'

/** The page of figures: how they were made, on what, and the table. */
export function benchmarksPage(rows: readonly Row[], rounds: number, now: Date): string {
  const [processor] = cpus()
  return `# Benchmarks

Each figure stands beside the bare engine, measured in the same run, in turns, on the same machine
that makes the load: so the ratio says more than the milliseconds. Medians of ${rounds} rounds. Smaller
is better.

- Command: \`npm run bench\`
- Date: ${now.toISOString().slice(0, 10)}
- Machine: ${cpus().length} cores (${processor?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}
- Node ${process.versions.node}

| | Casecircle | bare engine | ratio |
|---|---|---|---|
${rows.map(line).join('\n')}

What is compared:

- **Contribution**: ten rooms of ten people over WebSocket, 50 contributions a second. Ours is
  checked, reduced, committed to disk, acknowledged and then sent; the bare engine is a Socket.IO
  server that hands a message on and acknowledges it.
- **Pages**: eight requests at once over kept connections. The bare engine is the Remix handler with
  the same build behind \`node:http\`, with a context that answers from memory: no session, no
  database, no protective headers.
- **Commit**: one row through \`tx\` and the query builder, against a prepared statement of
  better-sqlite3 with the same settings (\`synchronous=FULL\`). A hundred at once: \`tx\` gathers them
  into one commit, the bare side does so by hand.
- **Start**: from starting the process to the first page, without installing and building. Cold makes
  the database, publishes the content and seeds the demonstration.
`
}

function line({ what, unit, ours, bare }: Row): string {
  const ratio = bare === null ? '' : `${shown(ours / bare)} ×`
  const other = bare === null ? '' : `${shown(bare)} ${unit}`
  return `| ${what} | ${shown(ours)} ${unit} | ${other} | ${ratio} |`
}
