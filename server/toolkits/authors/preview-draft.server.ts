import type { Clock } from '#server/platform/clock.server.ts'
import { releaseHash } from '#server/platform/rules/ids.ts'
import { checkToolkit } from '../check.server.ts'
import { compileDocument, type Compile } from '../compile.server.ts'
import type { ToolkitDraft } from '../draft.server.ts'
import { ownContent } from '../content-command.server.ts'
import { readShelf } from '../formats.server.ts'
import { mediaType } from '../media.server.ts'
import type { MdxDocument } from '../parse.server.ts'
import { readingAge } from '../reading-age.server.ts'
import { renderToolkit, type RenderedPart } from '../render.server.ts'
import { searchWords } from '../rules/items/index.ts'
import type { Finding } from '../rules/release.ts'
import { wordingRules } from '../rules/wording.ts'
import { mediaNames, readToolkit } from '../source.server.ts'
import { standardsOf } from '../standards.server.ts'

/** One document as an author looks at it. */
export type PreviewedPart = {
  id: string
  title: string
  minutes: number | null
  readingAge: number | null
  html: string[]
  /** What stands between the pieces of HTML: an item, in words. */
  items: { id: string; type: string; words: string; scenes: string[] }[]
}

/** A toolkit as it lies in its folder, and what is to be mended. */
export type Preview = {
  title: string
  findings: Finding[]
  /** Null while the toolkit is too broken to be shown. */
  parts: PreviewedPart[] | null
  media: ReadonlyMap<string, { type: string; bytes: Uint8Array }>
}

/** Told, but no reason not to show the text. */
const shownAllTheSame = new Set([
  ...wordingRules,
  ...['format', 'identifying', 'kind', 'review', 'standard', 'time', 'unused-reference'],
])
const previewHash = releaseHash.parse('0'.repeat(64))

/** Checks and renders a toolkit's folder for its author. Never throws on bad content. */
export async function previewOf(
  folder: string,
  clock: Clock,
  compile: Compile = compileDocument,
): Promise<Preview> {
  const source = await readToolkit(folder)
  const shelf = await readShelf(ownContent, 'judged only')
  const { draft, findings } = checkToolkit(source, {
    ...standardsOf(shelf, clock),
    publishedIds: new Map(),
    tolerated: shownAllTheSame,
  })
  const names = mediaNames(source)
  const media = new Map(
    source.media.map((one) => [
      names.get(one.name) ?? one.name,
      { type: mediaType(one.name), bytes: one.bytes },
    ]),
  )
  if (!draft) return { title: source.folder, findings, parts: null, media }
  const rendered = await renderToolkit(draft, previewHash, names, compile)
  return { title: draft.toolkit.title, findings, parts: partsOf(draft, rendered), media }
}

function partsOf(draft: ToolkitDraft, rendered: readonly RenderedPart[]): PreviewedPart[] {
  const html = new Map(rendered.map(({ part, html: pieces }) => [part, pieces]))
  const part = (id: string, name: string, minutes: number | null, document: MdxDocument) => ({
    id: name,
    title: document.matter.title,
    minutes,
    readingAge: ageOf(document),
    html: html.get(id) ?? [],
    items: [],
  })
  return [
    ...draft.sections.map(({ id, minutes, document, items }) => ({
      ...part(`section/${id}`, id, minutes, document),
      items: items.map(({ item }) => ({
        id: item.id,
        type: item.type,
        words: searchWords(item),
        scenes: html.get(`scenes/${item.id}`) ?? [],
      })),
    })),
    ...draft.stages.map(({ id, minutes, document }) => part(`stage/${id}`, id, minutes, document)),
    ...draft.guides.map(({ name, document }) =>
      part(`guide/${name}`, `guide-${name}`, null, document),
    ),
  ]
}

/** Of everything that is read in it, instructions and prose. */
function ageOf({ wording }: MdxDocument): number | null {
  return readingAge(wording.passages.filter((one) => one.role !== 'label').map((one) => one.text))
}
