import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '#db/connection.ts'
import { createLog } from '#server/platform/log.server.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'
import { testDatabase, testFolder } from '#tests/support/database.ts'

/** Files by their path inside the content folder; null takes one away. */
export type Files = Record<string, string | Buffer | null>

export const noon = Date.parse('2026-11-25T12:00:00Z')

export const toolkitYaml = `id: listening
version: 1.0.0
title: Listening
summary: A short toolkit for tests.
themes: [participation]
audiences: [social workers]
authors: [Casecircle]
licence: CC BY 4.0
review:
  by: not yet reviewed by a practitioner
  on: 2026-11-01
  next: 2027-11-01
standards: [PCF2]
references:
  - id: lundy
    doi: 10.1080/01411920701657033
    title: Voice is not enough
    year: 2007
    authors: Lundy, L.
glossary:
  - id: voice
    term: Voice
    definition: Saying it in one's own way.
change:
  severity: none
  note: First release.
`

export const section = `---
title: A first section
warning: This speaks of fear.
---

Some words with a <Term id="voice">voice</Term>.<Cite ref="lundy" />

## A heading

<Figure src="media/plan.svg" alt="A plan of a room" caption="Who sees whom." />

<Check id="first-step" kind="single">
What would you change first?

<Choice id="leave" feedback="FEEDBACK-LEAVE">Ask her to leave</Choice>
<Choice id="chair" correct feedback="FEEDBACK-CHAIR">Move your chair</Choice>
</Check>

Between two items.

<Reflection id="last-visit" prompt="Where did you sit?" />
`

const stage = `---
title: SECRET-TITLE of the first part
---

SECRET-TEXT of the first part.

<FacilitatorNotes>

SECRET-NOTES for the facilitator.

</FacilitatorNotes>
`

const guide = `---
title: For you
---

Read it beforehand.
`

export const frameworkYaml = `id: pcf
title: Capabilities
standards:
  - code: PCF2
    title: Values and ethics
`

export const formatYaml = `id: short
title: A short format
summary: Two phases.
size: { min: 2, max: 10 }
rules: [We name nobody.]
guide: Keep the **time**.
basis: Our own.
phases:
  - id: read
    kind: disclose
    title: Read
    minutes: 5
    stage: stage-1
  - id: talk
    kind: discuss
    title: Talk
    minutes: 10
    prompts: [What do we know?]
`

export const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 270"><path d="M0 0h9"/></svg>'

const sound: Files = {
  'frameworks/pcf.yaml': frameworkYaml,
  'formats/short.yaml': formatYaml,
  'toolkits/listening/toolkit.yaml': toolkitYaml,
  'toolkits/listening/module/01-first.mdx': section,
  'toolkits/listening/case-study/01-call.mdx': stage,
  'toolkits/listening/guide/facilitator.mdx': guide,
  'toolkits/listening/guide/participant.mdx': guide,
  'toolkits/listening/media/plan.svg': picture,
}

/** A content folder with one sound toolkit, changed by `files`. */
export function contentFolder(files: Files = {}): string {
  const folder = join(testFolder(), 'content')
  write(folder, { ...sound, ...files })
  return folder
}

export function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    if (text === null) rmSync(file, { force: true })
    else writeFileSync(file, text)
  }
}

/** The capability over a folder and a database of its own. */
export async function toolkitsOf(
  folder: string,
  { db, preview = false }: { db?: Database; preview?: boolean } = {},
) {
  const own = db ?? (await testDatabase())
  const clock = { at: noon, now: () => clock.at }
  const toolkits = createToolkits({
    db: own,
    clock,
    contentFolder: folder,
    log: createLog('silent'),
    preview,
  })
  return { toolkits, db: own, clock }
}
