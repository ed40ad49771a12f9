import type { Database } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { checkToolkit } from '../check.server.ts'
import type { ToolkitDraft } from '../draft.server.ts'
import { ownContent, toolkitAt } from '../content-command.server.ts'
import { readShelf } from '../formats.server.ts'
import { changes, fittingSeverity, type Outline } from '../rules/changes.ts'
import { findingLine, type Release } from '../rules/release.ts'
import { readToolkit, sectionName, sourceHash } from '../source.server.ts'
import { standardsOf } from '../standards.server.ts'
import * as store from '../store.server.ts'

/**
 * `npm run content -- diff ID`: says in words what changed against the release that is read now, and
 * which severity fits. `contentFolder` holds formats and frameworks. Answers the exit code.
 */
export async function diffToolkit(
  named: string,
  { db, clock }: { db: Database; clock: Clock },
  say: (line: string) => void,
): Promise<number> {
  const folder = toolkitAt(named)
  if (folder === null) {
    say(`${named} is no toolkit: name its folder or its id.`)
    return 1
  }
  const source = await readToolkit(folder)
  const shelf = await readShelf(ownContent, 'judged only')
  const { draft, findings } = checkToolkit(source, {
    ...standardsOf(shelf, clock),
    publishedIds: new Map(),
  })
  for (const finding of findings) say(findingLine(finding))
  if (!draft) {
    say('Mend this first: what is broken cannot be compared.')
    return 1
  }
  const pointer = (await store.pointers(db.read)).find((one) => one.toolkit === draft.toolkit.id)
  const before = pointer ? await store.findRelease(db.read, pointer.hash) : null
  const text = pointer ? await store.sourceOf(db.read, pointer.hash) : null
  if (!pointer || !before || !text) {
    say(`${draft.toolkit.id} has not been published yet: all of it is new.`)
    return 0
  }
  if (pointer.hash === sourceHash(source)) {
    say(`${draft.toolkit.id} is what is published as ${before.body.release.version}.`)
    return 0
  }
  tellChanges(before.body.release, text.files, draft, filesOf(source.files), say)
  return 0
}

function tellChanges(
  published: Pick<Release, 'version' | 'sections' | 'retired'>,
  files: Record<string, string>,
  draft: ToolkitDraft,
  now: Record<string, string>,
  say: (line: string) => void,
): void {
  const { toolkit } = draft
  const sections = draft.sections.map(({ id, document, items }) => ({
    id,
    title: document.matter.title,
    items: items.map((one) => one.item),
  }))
  const told = changes(
    outlineOf(published.sections, files, published.retired),
    outlineOf(sections, now, toolkit.retired),
  )
  say(`Against version ${published.version}, which is read now:`)
  for (const { sentence } of told) say(`  ${sentence}`)
  if (told.length === 0) say('  Nothing that learners read: only toolkit.yaml or a picture.')
  const fits = fittingSeverity(told)
  const why = {
    redo: 'somebody may have learnt what is no longer right',
    read: 'there is something new to read',
    none: 'nobody needs to come back',
  }[fits]
  say(`change.severity: ${fits} fits, because ${why}.`)
  if (toolkit.change.severity !== fits)
    say(`toolkit.yaml says ${toolkit.change.severity}: change it, unless you know better.`)
  if (toolkit.version === published.version)
    say(`Raise version in toolkit.yaml: ${published.version} is published with another text.`)
}

function outlineOf(
  sections: readonly Pick<Outline['sections'][number], 'id' | 'title' | 'items'>[],
  files: Record<string, string>,
  retired: readonly string[],
): Outline {
  const prose = new Map(
    Object.entries(files).flatMap(([path, text]) =>
      path.startsWith('module/') ? [[sectionName(path), proseOf(text)] as const] : [],
    ),
  )
  return {
    sections: sections.map(({ id, title, items }) => ({
      id,
      title,
      items,
      text: prose.get(id) ?? '',
    })),
    texts: Object.entries(files).flatMap(([name, text]) =>
      /^(?:case-study|guide)\//.test(name) ? [{ name, text: proseOf(text) }] : [],
    ),
    retired,
  }
}

function filesOf(files: readonly { path: string; text: string }[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]))
}

/** The text of a file without its front matter and its items: those are compared by their ids. */
function proseOf(text: string): string {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<(Check|Survey|Vignette|Spread)\b(?:[^>]*[^/])?>[\s\S]*?<\/\1>/g, '')
    .replace(/<(?:Reflection|Confidence|Survey|Spread)\b[^>]*\/>/g, '')
}
