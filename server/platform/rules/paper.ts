/**
 * What stands on a paper, as headings, paragraphs and lists: a capability says what there is to
 * read, the writer of files (PDF) decides how it looks. Plain text only: nothing in it is markup.
 */
export type Paper = {
  title: string
  /** Small print over the title, such as a date. */
  caption?: string
  /** When it was made, epoch ms. */
  madeAt: number
  blocks: Block[]
}

/** A paper whose blocks are made while it is written: for a long one. */
export type FlowingPaper = Omit<Paper, 'blocks'> & { blocks: Iterable<Block> }

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string; quiet?: boolean }
  | { kind: 'list'; numbered?: boolean; items: Item[] }
/** An entry of a list: what it says, and lines that belong to it. */
export type Item = { text: string; lines?: string[] }
