/** `order` with one part moved by one place. */
export function moved(order: readonly string[], id: string, by: 'up' | 'down'): string[] {
  const from = order.indexOf(id)
  const to = by === 'up' ? from - 1 : from + 1
  if (from === -1 || to < 0 || to >= order.length) return [...order]
  const rest = order.filter((one) => one !== id)
  return [...rest.slice(0, to), id, ...rest.slice(to)]
}
