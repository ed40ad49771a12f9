import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** A toolkit of two short sections with an order, a match, how sure one is, boxes and surveys. */
const files = {
  'toolkits/small/toolkit.yaml': `id: small
version: 1.0.0
title: A small toolkit
summary: A short toolkit for tests.
themes: [participation]
audiences: [social workers]
authors: [Casecircle]
licence: CC BY 4.0
review: { by: not yet reviewed by a practitioner, on: 2020-01-01, next: 2099-01-01 }
standards: []
references: []
glossary: []
change: { severity: none, note: First release. }
`,
  'toolkits/small/module/01-start.mdx': `---
title: What to do with what you hear
---

<Survey id="where-i-stand" phase="before">

<Statement id="silence">I know how to read a child's silence</Statement>

<Statement id="power">I can name who holds power in a visit</Statement>

</Survey>

Some words.

<Check id="from-referral" kind="order">
In which order do these come?

<Choice id="hear">Hear what the child says</Choice>
<Choice id="record" feedback="SECRET-RECORD: before you weigh it.">Write it down in their words</Choice>
<Choice id="weigh">Weigh it with what else is known</Choice>
</Check>

<Check id="fact-or-view" kind="match">
Which of these is which?

<Pair id="late" left="He came at ten past nine" right="Something seen" />
<Pair id="careless" left="He does not care" right="A conclusion" feedback="SECRET-CARELESS: what would others see?" />
</Check>

<Confidence id="fact-or-view-sure" />

<Reflection id="hard-call" prompt="Think of a call that stayed with you." template="what" />
`,
  'toolkits/small/module/02-end.mdx': `---
title: At the end
---

Some words.

<Survey id="where-i-stand-now" phase="after" />
`,
}

/** Publishes the small toolkit beside a running product, as an operator does. */
export function publishSmall(dataDir: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'casecircle-content-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const done = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'tests/support/publish-folder.ts', folder],
    {
      cwd: resolve(import.meta.dirname, '..', '..'),
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATA_DIR: dataDir },
    },
  )
  rmSync(folder, { recursive: true, force: true })
  if (done.status !== 0) throw new Error(`The small toolkit was not published.\n${done.stderr}`)
}
