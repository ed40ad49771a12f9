import { searchWords } from './items/index.ts'
import { decoded } from './plain-html.ts'
import type { ItemType } from './items/types.ts'
import type { Release, Section } from './release.ts'

export type PassageKind = 'toolkit' | 'text' | 'term' | 'reference' | ItemType

/** A piece of a toolkit that a search leads to: a heading with its text, an item, a term, a source. */
export type Passage = {
  kind: PassageKind
  /** Empty for the toolkit as a whole. */
  section: string
  sectionNumber: number
  /** What in the section it is; empty for its beginning. */
  anchor: string
  /** Title of the section, or of the toolkit as a whole. */
  title: string
  heading: string
  text: string
}

/** The HTML of a section as it was rendered: prose before, between and after its items. */
type Rendered = ReadonlyMap<string, readonly string[]>

const endMark = '<div class="cc-endmatter">'

/**
 * Everything of a release that may be found, in the order of the module. Nothing of the case and of
 * the guides is in it, and of an item only what everybody may read before answering it. Pure.
 */
export function passagesOf(
  release: Pick<Release, 'title' | 'summary' | 'themes' | 'sections'>,
  rendered: Rendered,
): Passage[] {
  const { title, summary, themes } = release
  const whole: Passage = {
    kind: 'toolkit',
    section: '',
    sectionNumber: 0,
    anchor: '',
    title,
    heading: themes.join(', '),
    text: summary,
  }
  return [
    whole,
    ...release.sections.flatMap((section) => [
      ...sectionPassages(section, rendered.get(`section/${section.id}`) ?? []),
    ]),
  ]
}

function sectionPassages(section: Section, pieces: readonly string[]): Passage[] {
  const found: Passage[] = []
  const base = { section: section.id, sectionNumber: section.number, title: section.title }
  let current: Passage = { ...base, kind: 'text', anchor: '', heading: '', text: '' }
  const add = (html: string) => {
    current.text = `${current.text}\n${plain(html)}`.trim()
  }
  found.push(current)
  pieces.forEach((piece, index) => {
    const at = piece.lastIndexOf(endMark)
    const prose = at === -1 ? piece : piece.slice(0, at)
    const [before = '', ...parts] = prose.split(/(?=<h[2-4] [^>]*id=")/)
    add(before)
    for (const part of parts) {
      const heading = /^<h[2-4] [^>]*?id="([^"]*)"[^>]*>([\s\S]*?)<\/h[2-4]>/.exec(part)
      if (!heading) continue
      current = {
        ...base,
        kind: 'text',
        anchor: decoded(heading[1] ?? ''),
        heading: plain(heading[2] ?? ''),
        text: '',
      }
      found.push(current)
      add(part.slice(heading[0].length))
    }
    const item = section.items[index]
    if (item) {
      const text = searchWords(item)
      const anchor = `item-${item.id}`
      found.push({ ...base, kind: item.type, anchor, heading: current.heading, text })
    }
    if (at !== -1) found.push(...endPassages(base, piece.slice(at)))
  })
  return found.filter((one) => one.text !== '' || one.heading !== '')
}

/** The terms and the sources that the section itself explains and cites. */
function endPassages(
  base: Pick<Passage, 'section' | 'sectionNumber' | 'title'>,
  html: string,
): Passage[] {
  const terms = html.matchAll(/<dt[^>]*? id="([^"]*)"[^>]*>([\s\S]*?)<\/dt><dd>([\s\S]*?)<\/dd>/g)
  const sources = html.matchAll(/<li id="([^"]*)">([\s\S]*?)<a class="govuk-link" href="#/g)
  return [
    ...[...terms].map((one): Passage => ({
      ...base,
      kind: 'term',
      anchor: decoded(one[1] ?? ''),
      heading: plain(one[2] ?? ''),
      text: plain(one[3] ?? ''),
    })),
    ...[...sources].map((one): Passage => ({
      ...base,
      kind: 'reference',
      anchor: decoded(one[1] ?? ''),
      heading: '',
      text: plain(one[2] ?? ''),
    })),
  ]
}

/** The words of HTML that we made ourselves: blocks on lines of their own, numbers of sources out. */
function plain(html: string): string {
  return decoded(
    html
      .replace(/<sup class="cc-cite">[\s\S]*?<\/sup>/g, '')
      .replace(/<\/(?:p|li|h[2-4]|figcaption|blockquote|td|th|tr|summary|div|dt|dd)>/g, '\n')
      .replace(/<[^>]*>/g, ''),
  )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}
