import type { Day } from '#server/platform/rules/london.ts'

/** What a diary gathers: own entries, and what was written in modules. */
export const pieceKinds = ['entry', 'note', 'highlight', 'reflection'] as const
export type PieceKind = (typeof pieceKinds)[number]

/** The order within a day, and on a page. */
export type Dated = { kind: PieceKind; date: Day; at: number }

/** How many pieces stand on one page. */
export const piecesOnPage = 30

/** Pieces by day, the newest day first and in it the newest piece. Pure. */
export function byDay<T extends Dated>(pieces: readonly T[]): { date: Day; pieces: T[] }[] {
  const days = new Map<Day, T[]>()
  const inOrder = [...pieces].sort((a, b) =>
    a.date === b.date ? b.at - a.at : a.date < b.date ? 1 : -1,
  )
  for (const one of inOrder) days.set(one.date, [...(days.get(one.date) ?? []), one])
  return [...days].map(([date, of]) => ({ date, pieces: of }))
}

/** One page of the diary, counted from 1, and how many there are. A number beyond is the last. */
export function pageOf<T extends Dated>(
  pieces: readonly T[],
  wanted: number,
): { days: { date: Day; pieces: T[] }[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(pieces.length / piecesOnPage))
  const page = Math.min(Math.max(1, wanted), pages)
  const all = byDay(pieces).flatMap((one) => one.pieces)
  return { days: byDay(all.slice((page - 1) * piecesOnPage, page * piecesOnPage)), page, pages }
}
