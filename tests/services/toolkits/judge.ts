import { expect } from 'vitest'
import { checkContent } from '#server/toolkits/content-command.server.ts'
import { contentFolder, noon, toolkitYaml, type Files } from './folder.ts'

export const yaml = 'toolkits/listening/toolkit.yaml'
export const first = 'toolkits/listening/module/01-first.mdx'
export const stage = 'toolkits/listening/case-study/01-call.mdx'
export const lock = 'toolkits/listening/ids.lock.json'
export const clock = { now: () => noon }

/** What is wrong, the files, and the line that must be printed for it. */
export type Fault = [string, Files, string]

/** The exit code and the lines of `content check` over a sound folder that `files` change. */
export async function check(files: Files): Promise<{ code: number; lines: string[] }> {
  const folder = contentFolder(files)
  const lines: string[] = []
  const code = await checkContent(folder, (line) => lines.push(line), clock)
  return { code, lines: lines.map((line) => line.replace(`${folder}/`, '')) }
}

/** One fault, one finding: the rest of the toolkit is sound. */
export async function expectOnly(files: Files, line: string): Promise<void> {
  const { code, lines } = await check(files)
  expect(code).toBe(1)
  expect(lines.slice(0, -1)).toEqual([expect.stringContaining(line)])
}

export const front = '---\ntitle: A section\n---\n\n'
/** What a section must hold so that nothing in toolkit.yaml is unused. */
export const cited = 'A <Term id="voice">voice</Term>.<Cite ref="lundy" />\n\n'
export const body = (text: string): Files => ({ [first]: `${front}${cited}${text}` })
export const caseText = (text: string): Files => ({ [stage]: `${front}${text}` })
export const yamlWith = (from: string, to: string): Files => ({
  [yaml]: toolkitYaml.replace(from, to),
})
