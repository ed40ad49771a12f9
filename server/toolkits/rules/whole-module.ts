/** A section's HTML as it is shown: its prose in pieces, and what stands at its end. */
export type SectionHtml = { id: string; pieces: readonly string[]; endHtml: string }

/** The same as part of one long page, with what stands at the end of the whole. */
export type WholeModule = {
  sections: { id: string; pieces: string[] }[]
  /** Each term once, in the order in which the module explains them. */
  terms: { id: string; term: string; html: string }[]
  /** Each source once, numbered from 1 through the whole module. */
  references: { number: number; html: string }[]
}

/**
 * Makes one text of the sections of a module: their headings go one level down, nothing on the page
 * has the same id twice, what is folded is open, and sources are numbered through the whole, so that
 * it can be printed and read without the rest. Reads only HTML that we rendered ourselves. Pure.
 */
export function wholeModule(sections: readonly SectionHtml[]): WholeModule {
  const numbers = new Map<string, number>()
  const terms = new Map<string, { term: string; html: string }>()
  const made = sections.map(({ id, pieces, endHtml }) => {
    for (const one of termsIn(endHtml)) if (!terms.has(one.id)) terms.set(one.id, one)
    const through = new Map<string, number>()
    for (const { local, html } of sourcesIn(endHtml)) {
      const known = numbers.get(html) ?? numbers.size + 1
      numbers.set(html, known)
      through.set(local, known)
    }
    return { id, pieces: pieces.map((piece) => rewritten(piece, id, through)) }
  })
  return {
    sections: made,
    terms: [...terms].map(([id, one]) => ({ id, ...one })),
    references: [...numbers].map(([html, number]) => ({ number, html })),
  }
}

function rewritten(html: string, section: string, through: ReadonlyMap<string, number>): string {
  return html
    .replace(
      /<sup class="cc-cite">[\s\S]*?href="#ref-(\d+)"[\s\S]*?<\/sup>/g,
      (_all, local: string) => {
        const number = through.get(local) ?? Number(local)
        return `<sup class="cc-cite"><a class="govuk-link" href="#ref-${number}"><span class="govuk-visually-hidden">Reference </span>${number}</a></sup>`
      },
    )
    .replace(
      /<(\/?)h([23])\b/g,
      (_all, slash: string, level: string) => `<${slash}h${Number(level) + 1}`,
    )
    .replace(/<details class="govuk-details">/g, '<details class="govuk-details" open="">')
    .replace(/ id="h-/g, ` id="${section}-h-`)
    .replace(/ href="#h-/g, ` href="#${section}-h-`)
    .replace(/<mark\b[^>]*>|<\/mark>/g, '')
}

function termsIn(html: string): { id: string; term: string; html: string }[] {
  const found = html.matchAll(
    /<dt[^>]*? id="term-([^"]*)"[^>]*>([\s\S]*?)<\/dt><dd>([\s\S]*?)<\/dd>/g,
  )
  return [...found].map(([, id = '', term = '', words = '']) => ({ id, term, html: words }))
}

function sourcesIn(html: string): { local: string; html: string }[] {
  const found = html.matchAll(/<li id="ref-(\d+)">([\s\S]*?)\s*<a class="govuk-link" href="#cite-/g)
  return [...found].map(([, local = '', words = '']) => ({ local, html: words.trim() }))
}
