/**
 * '2 things could show who someone is'. In a file of its own: a page that only says how many loads
 * none of the rules.
 */
export function spottedText(count: number): string {
  return `${count} ${count === 1 ? 'thing' : 'things'} could show who someone is`
}
