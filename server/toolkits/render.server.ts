import { renderToStaticMarkup } from 'react-dom/server'
import type { ReleaseHash } from '#server/platform/rules/ids.ts'
import { inMedia } from './check-videos.server.ts'
import type { ToolkitDraft } from './draft.server.ts'
import { compileDocument, renderCompiled, type Compile, type Compiled } from './compile.server.ts'
import {
  endMatter,
  type ProseComponents,
  itemMark,
  notesMark,
  proseComponents,
  sceneMark,
  scenesMark,
  type Setting,
} from './components.server.ts'
import type { MdxDocument } from './parse.server.ts'
import { transcriptComponents, videoFigure } from './video-figure.server.ts'

/** What one document became: a section's prose between its items, a stage's text and its notes. */
export type RenderedPart = { part: string; html: string[] }

/** The name of a picture in its address: the digest of its bytes, so that nobody can guess it. */
export type MediaNames = ReadonlyMap<string, string>

/** Renders every document of a toolkit. Compiles, so it runs at publish, never on a request. */
export async function renderToolkit(
  draft: ToolkitDraft,
  hash: ReleaseHash,
  mediaNames: MediaNames,
  compile: Compile = compileDocument,
): Promise<RenderedPart[]> {
  const parts: RenderedPart[] = []
  const figures = { count: 0 }
  const compiled = await compileAll(draft, compile)
  const render = (document: MdxDocument, prefix: string) => {
    const transcripts = renderTranscripts(document, draft, compiled, { hash, mediaNames })
    const around = { hash, mediaNames, prefix, figures, transcripts }
    return renderOne(compiled, document, settingOf(document, draft, around))
  }
  for (const { id, document } of draft.sections) {
    const { html, end } = render(document, '')
    const { text, vignettes } = cutOutScenes(html)
    parts.push({ part: `section/${id}`, html: withEnd(cutAtItems(text), end) })
    // Apart from the section, so that nothing but the scenes that somebody has reached is read.
    for (const { item, scenes } of vignettes) parts.push({ part: `scenes/${item}`, html: scenes })
  }
  figures.count = 0
  for (const { id, document } of draft.stages) {
    const { html, end, notesEnd } = render(document, `${id}-`)
    const { text, notes } = cutOutNotes(html)
    parts.push({ part: `stage/${id}`, html: [text + end, notes === '' ? '' : notes + notesEnd] })
  }
  for (const { name, document } of draft.guides) {
    figures.count = 0
    const { html, end } = render(document, `${name}-`)
    parts.push({ part: `guide/${name}`, html: [html + end] })
  }
  return parts
}

/** The compiler works outside of this thread too: it is given everything at once. */
async function compileAll(
  draft: ToolkitDraft,
  compile: Compile,
): Promise<Map<MdxDocument, Compiled>> {
  const documents = [
    ...[...draft.sections, ...draft.stages, ...draft.guides].map((one) => one.document),
    ...draft.videos.transcripts.values(),
  ]
  return new Map(
    await Promise.all(documents.map(async (one) => [one, await compile(one)] as const)),
  )
}

type Around = {
  hash: ReleaseHash
  mediaNames: MediaNames
  prefix: string
  /** The transcript of each video of the document, rendered. */
  transcripts: ReadonlyMap<string, string>
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
      video: ({ src, captions, transcript }) => {
        const file = draft.videos.videos.get(inMedia(src))
        return videoFigure({
          address: addressOf(src, around),
          captionsAddress: addressOf(captions, around),
          size: file?.size ?? null,
          seconds: file?.seconds ?? 0,
          transcriptHtml: around.transcripts.get(transcript) ?? '',
        })
      },
      picture: (src) => {
        const name = src.slice('media/'.length)
        around.figures.count += 1
        return {
          address: addressOf(src, around),
          ...draft.pictures.get(name)?.size,
          number: around.figures.count,
        }
      },
    },
  }
}

function renderOne(
  compiled: ReadonlyMap<MdxDocument, Compiled>,
  document: MdxDocument,
  { setting, inText }: DocumentSetting,
): { html: string; end: string; notesEnd: string } {
  const end = (shown: (id: string) => boolean) => {
    const matter = endMatter(setting, shown)
    return matter === null ? '' : renderToStaticMarkup(matter)
  }
  return {
    html: htmlOf(compiled, document, proseComponents(setting)),
    end: end((id) => inText.has(id)),
    notesEnd: end((id) => !inText.has(id)),
  }
}

function addressOf(src: string, { hash, mediaNames }: Pick<Around, 'hash' | 'mediaNames'>): string {
  const name = inMedia(src)
  return `/media/${hash}/${mediaNames.get(name) ?? name}`
}

function htmlOf(
  compiled: ReadonlyMap<MdxDocument, Compiled>,
  document: MdxDocument,
  components: ProseComponents,
): string {
  const code = compiled.get(document)
  if (!code) throw new Error(`${document.file} was not compiled`)
  return renderCompiled(code, components)
}

function renderTranscripts(
  document: MdxDocument,
  draft: ToolkitDraft,
  compiled: ReadonlyMap<MdxDocument, Compiled>,
  around: Pick<Around, 'hash' | 'mediaNames'>,
): ReadonlyMap<string, string> {
  const rendered = new Map<string, string>()
  for (const use of document.reading.uses) {
    if (use.name !== 'Video') continue
    const { src, transcript } = use.attributes
    const text = draft.videos.transcripts.get(inMedia(transcript))
    if (!text) continue
    const { setting } = settingOf(text, draft, {
      ...around,
      ...{ prefix: '', figures: { count: 0 }, transcripts: new Map() },
    })
    const components = transcriptComponents(proseComponents(setting), addressOf(src, around))
    rendered.set(transcript, htmlOf(compiled, text, components))
  }
  return rendered
}

/** Takes the scenes of each vignette out of a section: they are given one by one. */
function cutOutScenes(html: string): {
  text: string
  vignettes: { item: string; scenes: string[] }[]
} {
  const vignettes: { item: string; scenes: string[] }[] = []
  const text = html.replace(
    new RegExp(`<${scenesMark} data-item="([^"]*)">([\\s\\S]*?)</${scenesMark}>`, 'g'),
    (_all, item: string, inside: string) => {
      const scenes = [
        ...inside.matchAll(new RegExp(`<${sceneMark}>([\\s\\S]*?)</${sceneMark}>`, 'g')),
      ].map((one) => (one[1] ?? '').trim())
      vignettes.push({ item, scenes })
      return ''
    },
  )
  return { text, vignettes }
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
