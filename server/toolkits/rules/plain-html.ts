import type { Block } from '#server/platform/rules/paper.ts'

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
}

/** Text of HTML text: what React escaped is written out again. */
export function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#x27|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
}

/** The words of HTML that we made ourselves, in one line. */
export function plainLine(html: string): string {
  return decoded(html.replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * What a section's HTML says, as headings, paragraphs and lists of a paper. The number of a source
 * stands in brackets, a picture says what it says in words. Reads only HTML of our own making. Pure.
 */
export function paperBlocks(html: string): Block[] {
  const said = html
    .replace(/<sup class="cc-cite">[\s\S]*?<\/span>(\d+)<\/a><\/sup>/g, ' [$1]')
    .replace(/<img [^>]*?alt="([^"]*)"[^>]*>/g, '<p>Picture: $1</p>')
    .replace(/<\/t[dh]><t[dh][^>]*>/g, ' | ')
  const blocks: Block[] = []
  const pattern =
    /<(ul|ol)\b[^>]*>([\s\S]*?)<\/\1>|<(h[2-4]|p|figcaption|summary|tr|blockquote)\b[^>]*>([\s\S]*?)<\/\3>/g
  for (const found of said.matchAll(pattern)) {
    const [, list, inList = '', element, inside = ''] = found
    if (list !== undefined) blocks.push(listOf(inList, list === 'ol'))
    else if (element === 'blockquote') blocks.push(...paperBlocks(inside))
    else {
      const text = plainLine(inside)
      if (text === '') continue
      if (/^h/.test(element ?? '')) blocks.push({ kind: 'heading', level: 3, text })
      else
        blocks.push({
          kind: 'paragraph',
          text,
          ...(element === 'figcaption' ? { quiet: true } : {}),
        })
    }
  }
  return blocks
}

function listOf(html: string, numbered: boolean): Block {
  const items = html
    .split(/<li\b[^>]*>/)
    .slice(1)
    .map((one) => ({ text: plainLine(one.replace(/<\/p>\s*<p\b[^>]*>/g, ' ')) }))
    .filter(({ text }) => text !== '')
  return { kind: 'list', items, ...(numbered ? { numbered } : {}) }
}
