/** What a note is about. */
export type About =
  { kind: 'section' } | { kind: 'item'; item: string } | { kind: 'heading'; heading: string }

/** How a form says it. */
export function aboutValue(one: About): string {
  switch (one.kind) {
    case 'section':
      return 'section'
    case 'item':
      return `item:${one.item}`
    case 'heading':
      return `heading:${one.heading}`
  }
}
