import { createProcessor } from '@mdx-js/mdx'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import type {} from 'remark-parse'
import type { Data, Processor } from 'unified'

/** All that a text may be written in: Markdown, what GitHub adds to it, components, front matter. */
export const wholeGrammar = createProcessor({ remarkPlugins: [remarkGfm, remarkFrontmatter] })
const withoutLooseLinks = createProcessor({
  remarkPlugins: [gfmWithoutLooseLinks, remarkFrontmatter],
})
const withoutGfm = createProcessor({ remarkPlugins: [remarkFrontmatter] })

/** Without one of these nothing is taken for a link that nobody marked as one. */
const looseLink = /[@&]|https?:|www/i
/** Without one of these there is no table, nothing struck out, no note at the foot, no box to tick. */
const gfm = /[|~]|:-|-:|\[[\s^x]/i

/**
 * The smallest grammar that reads `text` as the whole one does, to the last position: looking for
 * addresses in every word and for tables in every line takes two thirds of the time, and most texts
 * hold neither.
 */
export function grammarFor(text: string): typeof wholeGrammar {
  if (looseLink.test(text)) return wholeGrammar
  return gfm.test(text) ? withoutLooseLinks : withoutGfm
}

/** Constructs of the parser that begin at nearly every letter. */
const looseLinks = new Set(['wwwAutolink', 'protocolAutolink', 'emailAutolink'])

function gfmWithoutLooseLinks(this: Processor): void {
  remarkGfm.call(this)
  const data = this.data()
  data.micromarkExtensions = data.micromarkExtensions?.map((one) =>
    one.text ? { ...one, text: withoutLinks(one.text) } : one,
  )
  // Once more they are looked for in the finished tree.
  data.fromMarkdownExtensions = data.fromMarkdownExtensions
    ?.flat()
    .map((one) => (one.transforms ? { ...one, transforms: [] } : one))
}

type Constructs = NonNullable<NonNullable<Data['micromarkExtensions']>[number]['text']>

function withoutLinks(constructs: Constructs): Constructs {
  const left: Constructs = {}
  for (const [code, all] of Object.entries(constructs)) {
    const others = [all ?? []].flat().filter((one) => !looseLinks.has(one.name ?? ''))
    if (others.length > 0) left[code] = others
  }
  return left
}
