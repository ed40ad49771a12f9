/** Where a link of a toolkit leads. */
export type LinkTarget =
  | { kind: 'web'; href: string }
  | { kind: 'heading'; heading: string }
  | { kind: 'section'; section: string }

/**
 * Reads the address of a link: https, http or mailto; `#heading` of the same document; or the file
 * of a section, such as `02-power.mdx` or `../module/02-power.mdx`. Null for everything else, so
 * that no script, data or foreign-scheme address is ever rendered.
 */
export function linkTarget(address: string): LinkTarget | null {
  // Browsers drop tabs and newlines inside an address, so `java<tab>script:` would become a scheme.
  if (address === '' || /[\s\p{Cc}\p{Cf}\\]/u.test(address)) return null
  if (/^(?:https?:\/\/[^/]|mailto:[^:]+@)/i.test(address)) return { kind: 'web', href: address }
  const heading = /^#([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(address)
  if (heading?.[1]) return { kind: 'heading', heading: heading[1] }
  const section = /^(?:\.\/|\.\.\/module\/)?\d{2}-([a-z0-9]+(?:-[a-z0-9]+)*)\.mdx$/.exec(address)
  if (section?.[1]) return { kind: 'section', section: section[1] }
  return null
}

/** The anchor of a heading: its words in small letters, joined by hyphens. */
export function headingSlug(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
