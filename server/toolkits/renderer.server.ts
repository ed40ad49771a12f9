import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Changes whenever the code that makes the HTML changes, so that no old rendering is ever served. */
export const renderer = rendererVersion()

function rendererVersion(): string {
  const digest = createHash('sha256')
  for (const file of ['compile', 'components', 'render', 'video-figure'])
    digest.update(readFileSync(join(import.meta.dirname, `${file}.server.ts`)))
  for (const file of ['captions', 'link', 'vocabulary'])
    digest.update(readFileSync(join(import.meta.dirname, 'rules', `${file}.ts`)))
  return digest.digest('hex').slice(0, 16)
}
