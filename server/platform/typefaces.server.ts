import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codePointsOf } from './font-cover.server.ts'

/**
 * The typefaces that go with a file. `regular` and `bold` are ours (Latin, Welsh and Polish with
 * it); `wide` has Arabic, Hebrew, Greek, Cyrillic and signs; `emoji` has what its name says.
 */
export const typefaces = {
  regular: readFont('atkinson-hyperlegible-next-regular.ttf'),
  bold: readFont('atkinson-hyperlegible-next-bold.ttf'),
  wide: readFont('dejavu-sans.ttf'),
  emoji: readFont('noto-emoji.ttf'),
}

export type Face = 'own' | 'wide' | 'emoji'

const covers: readonly (readonly [Face, ReadonlySet<number>])[] = [
  ['own', codePointsOf(typefaces.regular)],
  ['wide', codePointsOf(typefaces.wide)],
  ['emoji', codePointsOf(typefaces.emoji)],
]
// What joins or varies other signs is drawn by none, and needs no sign of its own.
const joins = /[\u200c\u200d\ufe0e\ufe0f]|[\u{e0020}-\u{e007f}]/gu
const isPicture = /\p{Emoji_Presentation}|\ufe0f|\u200d/u

/** The first typeface that has every sign of `cluster`, seen as one by a reader; null for none. */
export function faceOf(cluster: string): Face | null {
  const points = Array.from(cluster.replace(joins, ''), (sign) => sign.codePointAt(0) ?? 0)
  const order = isPicture.test(cluster) ? [...covers].reverse() : covers
  return order.find(([, cover]) => points.every((point) => cover.has(point)))?.[0] ?? null
}

function readFont(file: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fonts', file))
}
