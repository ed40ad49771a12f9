import { Zip, ZipDeflate } from 'fflate'
import { createBreath } from './breath.server.ts'

type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>
/** A file of an archive, its content piece by piece. */
export type Packed = { name: string; pieces: Pieces }

// Archives hold the time of whoever packs them; the same content is to be the same bytes anywhere.
const packedAt = new Date(1980, 0, 1)
/** What is compressed at once. */
const sliceBytes = 65_536

/**
 * A ZIP archive of these files, written in slices so that nobody waits for it. The same files give
 * the same bytes. Throws when a name stands twice or leads out of the folder it is unpacked in.
 */
export async function* zipOf(
  files: Iterable<Packed> | AsyncIterable<Packed>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const breath = createBreath()
  const names = new Set<string>()
  for await (const { name, pieces } of files) {
    assertName(name, names)
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = packedAt
    zip.add(file)
    for await (const slice of slices(pieces)) {
      file.push(slice)
      yield* ready.splice(0)
      await breath()
    }
    file.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

/** All of it in one piece, for what is known to be small or has to be. */
export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

function assertName(name: string, names: Set<string>): void {
  const isSafe =
    /^[\p{L}\p{N}[_][\p{L}\p{N}\p{M} ._[\]()/,’'-]*$/u.test(name) && !name.includes('..')
  if (!isSafe || names.has(name)) throw new Error('An archive cannot hold a file of this name.')
  names.add(name)
}

/** Small pieces together, large ones apart. */
async function* slices(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let text = ''
  for await (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece
      if (text.length < sliceBytes) continue
      yield* parts(Buffer.from(text, 'utf8'))
      text = ''
      continue
    }
    if (text !== '') yield* parts(Buffer.from(text, 'utf8'))
    text = ''
    yield* parts(piece)
  }
  if (text !== '') yield* parts(Buffer.from(text, 'utf8'))
}

function* parts(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes)
}
