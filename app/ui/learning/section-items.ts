import type { SectionBlock, SectionPage } from '#server/learning/study.server.ts'

export type PageItem = { item: string; shown: string; savedAt: number | null }

/** Every item that a section's page asks something for, with the mark of what it shows. */
export function itemsOf(page: Pick<SectionPage, 'blocks'>): PageItem[] {
  return page.blocks.flatMap(itemsIn)
}

/** The items of one block of a section's page. */
export function itemsIn(block: SectionBlock): PageItem[] {
  switch (block.kind) {
    case 'html':
      return []
    case 'check': {
      const { id, shown, confidence } = block.check
      return [
        { item: id, shown, savedAt: null },
        ...(confidence ? [{ item: confidence.id, shown: confidence.shown, savedAt: null }] : []),
      ]
    }
    case 'survey':
      return [{ item: block.survey.id, shown: block.survey.shown, savedAt: null }]
    case 'vignette':
      return [{ item: block.vignette.id, shown: block.vignette.shown, savedAt: null }]
    case 'spread':
      return [{ item: block.spread.id, shown: block.spread.shown, savedAt: null }]
    case 'reflection': {
      const { id, shown, savedAt } = block.reflection
      return [{ item: id, shown, savedAt }]
    }
  }
}
