import { cpus, totalmem } from 'node:os'
import { shown, type Row } from './figures.ts'

/** The page of figures: how they were made, on what, and the table. */
export function benchmarksPage(rows: readonly Row[], rounds: number, now: Date): string {
  const [processor] = cpus()
  return `# Benchmarks

Each figure stands beside the bare engine, measured in the same run, in turns, on the same machine
that makes the load: so the ratio says more than the milliseconds. Medians of ${rounds} rounds, of 3 where a
round takes long. Smaller is better, except for texts a second.

- Command: \`npm run bench\`; one part alone: \`npm run bench -- rooms-wave\`
- Date: ${now.toISOString().slice(0, 10)}
- Machine: ${cpus().length} cores (${processor?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}
- Node ${process.versions.node}

| | Casecircle | bare engine | ratio | to be |
|---|---|---|---|---|
${rows.map(line).join('\n')}

What is compared:

- **Rooms** (\`rooms-few\`, \`rooms\`): people over WebSocket, 50 contributions a second among them
  all. Ours is checked, reduced, committed to disk, acknowledged and then sent; the bare engine is a
  Socket.IO server that hands a message on and acknowledges it. The server is a process of its own,
  all people are one other process, with the same clients on both sides. *An engine that commits too*
  is the bare one with the row on disk before it acknowledges, as under "Texts a second": what it needs
  beyond the bare one is what this machine takes for one commit. *A page on disk* is the least that any
  commit waits for: one page written over itself and flushed, as often, by nobody else.
- **Disk in memory** (\`rooms-memory\`): the same with every file in memory, where a flush costs nothing.
- **Attacked** (\`rooms-attacked\`): ten rooms of ten, beside somebody signed in who sends 2,500 malformed
  frames and 100 malformed bodies a second, with the limits on. The second column is the same server
  left alone.
- **Texts a second** (\`rooms-saturation\`) and **at the same moment** (\`rooms-burst\`): the bare engine
  writes each message to SQLite (\`synchronous=FULL\`) before it acknowledges, all that arrive in one
  turn of the event loop in one commit. Posts on their way at once rise from 10 to 400; the best step
  counts in which 95 of 100 were acknowledged within 250 ms.
- **Reconnect wave** (\`rooms-wave\`): all connections are cut, five texts are posted in each room, then
  everybody is back in the same moment. Ours has sent each of them what they missed; the bare engine
  has only let them in.
- **Idle connection** (\`rooms-idle\`): connected, in a room, saying nothing. What is held once garbage is
  collected.
- **Long room** (\`rooms-long\`): one in five events is a card that stays. A browser comes in with the
  snapshot and asks only for what follows it.
- **Soak** (\`npm run bench -- soak 30\`, not part of the run above): twenty rooms in use for half an
  hour, at most 30 MiB more at its end than after its first tenth.
- **Pages**: eight requests at once over kept connections. The bare engine is the Remix handler with
  the same build behind \`node:http\`, with a context that answers from memory: no session, no
  database, no protective headers.
- **Section page, bytes** (\`weight\`): the heaviest section of a module with the style sheet, as it is
  compressed on the wire; what is sent without is packed with gzip, as a proxy would.
- **Interactive** (\`interactive\`): from the first byte asked for until React has taken hold of the
  section's form, in Chromium with nothing kept from before; the same build from both sides.
- **Search** (\`search\`): a thousand sections, eight passages each, looked through for a word, two
  words, the beginning of one and a mistyped one. The bare engine is SQLite's full-text index asked
  with one prepared statement, which guesses nothing and ranks by its own figure alone.
- **Commit**: one row through \`tx\` and the query builder, against a prepared statement of
  better-sqlite3 with the same settings (\`synchronous=FULL\`). A hundred at once: \`tx\` gathers them
  into one commit, the bare side does so by hand.
- **Publish**: sixty modules of six sections with a case and guides, on every core. Cold checks,
  compiles, renders and keeps them; unchanged only reads and hashes them. The bare side is
  mdx-bundler alone over the same files: it checks, renders and keeps nothing.
- **Preview** (\`preview\`): from saving one section of a whole toolkit until the author's page with the
  new words has come.
- **Hostile files** (\`hostile\`): every file that the tests refuse, one after the other.
- **Start**: from starting the process to the first page, without installing and building. Cold makes
  the database, publishes the content and seeds the demonstration.
`
}

function line({ what, unit, ours, bare, target = '' }: Row): string {
  const ratio = bare === null ? '' : `${shown(ours / bare)} ×`
  const other = bare === null ? '' : `${shown(bare)} ${unit}`
  return `| ${what} | ${shown(ours)} ${unit} | ${other} | ${ratio} | ${target} |`
}
