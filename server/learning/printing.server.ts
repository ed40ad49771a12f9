import type { Actor } from '#server/access/rules/actor.ts'
import { pdfOf } from '#server/platform/pdf.server.ts'
import type { ToolkitId } from '#server/platform/rules/ids.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import { wholeModule } from '#server/toolkits/rules/whole-module.ts'
import { modulePaper, type PrintedBlock, type PrintedModule } from './rules/module-paper.ts'
import { printedItem } from './rules/printed-item.ts'
import { noSuchToolkit, type Library, type SectionPage } from './study.server.ts'

type Pages = {
  sectionPage(actor: Actor, toolkit: ToolkitId, section: string): Promise<Outcome<SectionPage>>
}

/** A whole module on paper: for its reader, with their own answers only when they ask for them. */
export function createPrinting({
  toolkits,
  pages,
  now,
}: {
  toolkits: Pick<Library, 'current'>
  pages: Pages
  now: () => number
}) {
  async function printable(
    actor: Actor,
    toolkit: ToolkitId,
    { hasAnswers }: { hasAnswers: boolean },
  ): Promise<Outcome<PrintedModule>> {
    const release = await toolkits.current(toolkit)
    if (!release) return noSuchToolkit()
    const read: SectionPage[] = []
    for (const { id } of release.sections) {
      const page = await pages.sectionPage(actor, toolkit, id)
      if (!page.ok) return page
      read.push(page.value)
    }
    const whole = wholeModule(
      read.map(({ section, blocks, endHtml }) => ({
        id: section.id,
        pieces: blocks.flatMap((block) => (block.kind === 'html' ? [block.html] : [])),
        endHtml,
      })),
    )
    const { title, summary, version, licence, authors, review } = release
    return ok({
      ...{ toolkit, title, summary, version, licence, authors, hasAnswers },
      review: { by: review.by, on: review.on },
      sections: read.map((page, index) => ({
        ...page.section,
        blocks: withPieces(page, whole.sections[index]?.pieces ?? [], hasAnswers),
      })),
      terms: whole.terms,
      references: whole.references,
    })
  }

  return {
    printable,

    /** The same as a tagged PDF. */
    async modulePdf(
      actor: Actor,
      toolkit: ToolkitId,
      wanted: { hasAnswers: boolean },
    ): Promise<Outcome<{ fileName: string; pdf: Buffer }>> {
      const found = await printable(actor, toolkit, wanted)
      if (!found.ok) return found
      const pdf = await pdfOf(modulePaper(found.value, now()))
      return ok({ fileName: `casecircle-${toolkit}.pdf`, pdf })
    },
  }
}

/** The section's blocks in their order, each piece of prose in its form for the whole. */
function withPieces(
  { blocks }: SectionPage,
  pieces: readonly string[],
  hasAnswers: boolean,
): PrintedBlock[] {
  let next = 0
  return blocks.map((block): PrintedBlock => {
    if (block.kind !== 'html') return { kind: 'item', item: printedItem(block, hasAnswers) }
    const html = pieces[next] ?? ''
    next += 1
    return { kind: 'html', html }
  })
}
