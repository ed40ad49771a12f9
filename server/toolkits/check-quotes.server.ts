import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from './rules/release.ts'
import { canonicalText, shownPath, type ToolkitSource } from './source.server.ts'

/** Between letters, or after a word that ends in s: never the quotation marks of YAML itself. */
const apostrophe = /(?<=\p{L})'(?=\p{L})|(?<=s)'(?= \p{L})/gu
const quotation = /"/g

/**
 * Where the texts that the product brings hold a typewriter's apostrophe or, in prose, quotation
 * mark. A rule of our own house: whoever writes a toolkit elsewhere may type as they are used to.
 */
export async function checkQuotes(
  contentFolder: string,
  toolkits: readonly ToolkitSource[],
): Promise<Finding[]> {
  const files = [
    ...(await yamlIn(contentFolder, 'formats')),
    ...(await yamlIn(contentFolder, 'frameworks')),
    ...(await yamlIn(contentFolder, 'regulators')),
    ...toolkits.flatMap((toolkit) => toolkit.files),
  ]
  return files.flatMap(({ shown, text }) => quotesIn(shown, text))
}

async function yamlIn(contentFolder: string, folder: string) {
  const names = await readdir(join(contentFolder, folder))
  return Promise.all(
    names
      .filter((name) => name.endsWith('.yaml'))
      .map(async (name) => {
        const path = join(contentFolder, folder, name)
        return { shown: shownPath(path), text: canonicalText(await readFile(path)) }
      }),
  )
}

/** The findings in one file, by its text. */
export function quotesIn(file: string, text: string): Finding[] {
  const found = matches(file, text, apostrophe, 'apostrophe', "Write ’ in place of '.")
  if (!file.endsWith('.mdx')) return found
  const mend = 'Write “ and ” in place of ".'
  return [...found, ...matches(file, proseOnly(text), quotation, 'quotation mark', mend)]
}

/** The text with as many blanks where its head, its tags and its code stand. */
function proseOnly(text: string): string {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, blanks)
    .replace(/<[^>]*>/g, blanks)
    .replace(/`[^`]*`/g, blanks)
}

function blanks(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

function matches(
  file: string,
  text: string,
  sought: RegExp,
  name: string,
  mend: string,
): Finding[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(sought)].map(({ index: at }) => ({
      ...{ file, line: index + 1, column: at + 1, rule: 'quotes', mend },
      message: `A straight ${name} stands here.`,
    })),
  )
}
