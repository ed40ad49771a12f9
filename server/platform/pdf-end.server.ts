import type { createBreath } from './breath.server.ts'

type Breath = ReturnType<typeof createBreath>
type Ref = { end(): void; toString(): string }

/** What pdfkit keeps of a document for its end. The version is fixed, and a test holds this to it. */
type Inner = {
  ref(data: unknown): Ref
  push(bytes: null): void
  emit(event: 'error', error: unknown): void
  _write(text: string): void
  _finalize: () => void
  _offset: number
  _offsets: readonly number[]
  _id: Uint8Array
  _info: Ref
  _root: Ref & { data: { StructTreeRoot?: { data: { ParentTree: unknown } } } }
}

/** So many pages stand in one node of the tree that leads from a page to its tags. */
const pagesInNode = 64
/** So many lines of the table of offsets are written at once. */
const linesAtOnce = 4_096

/**
 * Ends a document. What pdfkit would write of a long one in one go is written in slices: the tree
 * that leads from each page to its tags, and the table that says where each object stands.
 */
export async function endInSlices(doc: PDFKit.PDFDocument, breath: Breath): Promise<void> {
  if (!isInner(doc)) throw new Error('pdfkit is not the version that this was written for.')
  const inner: Inner = doc
  await writeParentTree(inner, breath)
  inner._finalize = () => {
    writeOffsets(inner, breath).catch((error: unknown) => inner.emit('error', error))
  }
  doc.end()
}

function isInner(doc: object): doc is Inner {
  const has = ['ref', '_write', '_finalize', '_offset', '_offsets', '_id', '_root']
  return has.every((name) => name in doc)
}

/** In nodes, where there are many pages. Source: ISO 32000-2, 7.9.7. */
async function writeParentTree(doc: Inner, breath: Breath): Promise<void> {
  const root = doc._root.data.StructTreeRoot
  const items = root ? itemsOf(root.data.ParentTree) : []
  if (!root || items.length <= pagesInNode) return
  const nodes: Ref[] = []
  for (let from = 0; from < items.length; from += pagesInNode) {
    const some = items.slice(from, from + pagesInNode)
    const [first = 0, last = 0] = [some[0]?.[0], some.at(-1)?.[0]]
    const node = doc.ref({ Limits: [first, last], Nums: some.flat() })
    node.end()
    nodes.push(node)
    await breath()
  }
  const tree = doc.ref({ Kids: nodes })
  tree.end()
  root.data.ParentTree = tree
}

/** Pages by their key, each with the tags on it. */
function itemsOf(tree: unknown): [number, unknown][] {
  if (typeof tree !== 'object' || tree === null || !('_items' in tree)) return []
  return Object.entries({ ...toRecord(tree._items) })
    .map(([key, tags]): [number, unknown] => [Number(key), tags])
    .sort(([a], [b]) => a - b)
}

function toRecord(items: unknown): Record<string, unknown> {
  return typeof items === 'object' && items !== null ? { ...items } : {}
}

/** The same bytes as pdfkit's own end. Source: ISO 32000-2, 7.5.4 and 7.5.5. */
async function writeOffsets(doc: Inner, breath: Breath): Promise<void> {
  const at = doc._offset
  const count = doc._offsets.length
  doc._write(`xref\n0 ${count + 1}\n0000000000 65535 f `)
  for (let from = 0; from < count; from += linesAtOnce) {
    const some = doc._offsets.slice(from, from + linesAtOnce)
    doc._write(some.map((one) => `${String(one).padStart(10, '0')} 00000 n `).join('\n'))
    await breath()
  }
  const id = `<${Buffer.from(doc._id).toString('hex')}>`
  const trailer = ['<<', `/Size ${count + 1}`, `/Root ${doc._root.toString()}`]
  const named = [`/Info ${doc._info.toString()}`, `/ID [${id} ${id}]`, '>>']
  doc._write(['trailer', ...trailer, ...named, 'startxref', at, '%%EOF'].join('\n'))
  doc.push(null)
}
