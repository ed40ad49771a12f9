/**
 * `items` in an order that depends on nothing but `seed` (32 bits): a Fisher–Yates shuffle over
 * mulberry32. The order is stored in the event, so a replay never shuffles again.
 */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const next = numbers(seed)
  const result = [...items]
  for (let last = result.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(next() * (last + 1))
    const [a, b] = [result[last], result[pick]]
    if (a === undefined || b === undefined) continue
    result[last] = b
    result[pick] = a
  }
  return result
}

function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
