import { renderToStaticMarkup } from 'react-dom/server'
import type { ReleaseHash } from '#server/platform/rules/ids.ts'
import type { ToolkitDraft } from './check.server.ts'
import { renderDocument } from './compile.server.ts'
import {
  endMatter,
  itemMark,
  notesMark,
  proseComponents,
  type Setting,
} from './components.server.ts'
import type { MdxDocument } from './parse.server.ts'

/** What one document became: a section's prose between its items, a stage's text and its notes. */
export type RenderedPart = { part: string; html: string[] }

/** The name of a picture in its address: the digest of its bytes, so that nobody can guess it. */
export type MediaNames = ReadonlyMap<string, string>

/** Renders every document of a toolkit. Compiles, so it runs at publish, never on a request. */
export async function renderToolkit(
  draft: ToolkitDraft,
  hash: ReleaseHash,
  mediaNames: MediaNames,
): Promise<RenderedPart[]> {
  const parts: RenderedPart[] = []
  const figures = { count: 0 }
  const render = (document: MdxDocument, prefix: string) =>
    renderOne(document, settingOf(document, draft, { hash, mediaNames, prefix, figures }))
  for (const { id, document } of draft.sections) {
    const { html, end } = await render(document, '')
    parts.push({ part: `section/${id}`, html: withEnd(cutAtItems(html), end) })
  }
  figures.count = 0
  for (const { id, document } of draft.stages) {
    const { html, end, notesEnd } = await render(document, `${id}-`)
    const { text, notes } = cutOutNotes(html)
    parts.push({ part: `stage/${id}`, html: [text + end, notes === '' ? '' : notes + notesEnd] })
  }
  for (const { name, document } of draft.guides) {
    figures.count = 0
    const { html, end } = await render(document, `${name}-`)
    parts.push({ part: `guide/${name}`, html: [html + end] })
  }
  return parts
}

type Around = {
  hash: ReleaseHash
  mediaNames: MediaNames
  prefix: string
  /** Figures are numbered through the module, and through the case. */
  figures: { count: number }
}

type DocumentSetting = { setting: Setting; inText: ReadonlySet<string> }

function settingOf(document: MdxDocument, draft: ToolkitDraft, around: Around): DocumentSetting {
  const { uses } = document.reading
  // What the text cites comes first, then what only the facilitator's notes cite.
  const inOrder = [...uses.filter((use) => !use.inNotes), ...uses.filter((use) => use.inNotes)]
  const named = (use: (typeof uses)[number]): string[] =>
    use.name === 'Cite' ? [use.attributes.ref] : use.name === 'Term' ? [use.attributes.id] : []
  const ids = new Set(inOrder.flatMap(named))
  const pick = <T extends { id: string }>(all: readonly T[]): T[] =>
    [...ids].flatMap((id) => all.filter((one) => one.id === id))
  return {
    inText: new Set(uses.filter((use) => !use.inNotes).flatMap(named)),
    setting: {
      toolkit: draft.toolkit.id,
      prefix: around.prefix,
      references: pick(draft.toolkit.references),
      terms: pick(draft.toolkit.glossary),
      picture: (src) => {
        const name = src.slice('media/'.length)
        around.figures.count += 1
        return {
          address: `/media/${around.hash}/${around.mediaNames.get(name) ?? name}`,
          ...draft.pictures.get(name)?.size,
          number: around.figures.count,
        }
      },
    },
  }
}

async function renderOne(
  document: MdxDocument,
  { setting, inText }: DocumentSetting,
): Promise<{ html: string; end: string; notesEnd: string }> {
  const end = (shown: (id: string) => boolean) => {
    const matter = endMatter(setting, shown)
    return matter === null ? '' : renderToStaticMarkup(matter)
  }
  return {
    html: await renderDocument(document, proseComponents(setting)),
    end: end((id) => inText.has(id)),
    notesEnd: end((id) => !inText.has(id)),
  }
}

/** The prose before, between and after the items: one piece more than there are items. */
function cutAtItems(html: string): string[] {
  return html.split(new RegExp(`<${itemMark} [^>]*></${itemMark}>`)).map((piece) => piece.trim())
}

function withEnd(pieces: readonly string[], end: string): string[] {
  return [...pieces.slice(0, -1), (pieces.at(-1) ?? '') + end]
}

function cutOutNotes(html: string): { text: string; notes: string } {
  const notes: string[] = []
  const text = html.replace(
    new RegExp(`<${notesMark}>([\\s\\S]*?)</${notesMark}>`, 'g'),
    (_all, inside: string) => {
      notes.push(inside.trim())
      return ''
    },
  )
  return { text: text.trim(), notes: notes.join('\n') }
}
